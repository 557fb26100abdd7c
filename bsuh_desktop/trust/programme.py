"""The programme file: what a partner's whole programme shares, from the root key to the helplines.

Canonical JSON `{"programme": …, "signature": …}`, signed by its own root key; a facilitator joins a programme once
and trusts that key from then on. FORMAT.md lists the fields.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.awards import AwardRule
from bsuh_desktop.domain.canonical import canonical_json, encoded
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.places import Area as Area
from bsuh_desktop.trust.places import Place as Place
from bsuh_desktop.trust.places import PlaceList
from bsuh_desktop.trust.refusals import altered_file, outdated_format, unreadable
from bsuh_desktop.trust.signing import SigningKey, verify
from bsuh_desktop.trust.strict_json import read_canonical
from bsuh_desktop.trust.transport import usable_prefix

PROGRAMME_VERSION = 1
PROGRAMME_START = b'{"programme":'
LARGEST_FILE = 32 * 1024 * 1024
_SIGNATURE = b',"signature":'
_LONGEST_TAIL = 200
_LONGEST_ID, _MOST_DAYS, _DAY_MINUTES = 100, 36_500, 24 * 60


class Logo(msgspec.Struct, frozen=True):
    """A partner's mark on certificates: what it shows in words, its media type and the picture itself."""

    words: LocalText
    media_type: str
    data: bytes


class Partner(msgspec.Struct, frozen=True):
    """An organisation of the programme. Grants name it by `number` (never used again for another one);
    `recipients` are the age recipients of its coordinators."""

    number: int
    id: str
    names: LocalText
    recipients: tuple[str, ...]


class FocalPoint(msgspec.Struct, frozen=True):
    """Whom a facilitator calls when a child tells of harm. `partner` is a partner's number, 0 for all of them."""

    partner: int
    names: LocalText
    phone: str


class Helpline(msgspec.Struct, frozen=True):
    """A helpline's number as it is dialled, where it was read and on which day; `verified` once somebody called it."""

    id: str
    number: str
    names: LocalText
    source: str
    date: datetime.date
    verified: bool = False


class ConsentPolicy(msgspec.Struct, frozen=True):
    """The basis on which names may be kept where a list does not say, and the notice that families were given."""

    basis: Basis
    notice_version: str


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a programme file. `retention_days` counts from the receipt, `cell_limit` is the smallest count
    that figures, and totals of sensitive questions, show; `offset_minutes` is added to UTC, `modules` gives each module
    its number on certificates. In the programme of a desk `places` is a `PlaceList`, which behaves like this tuple but
    cannot be signed: what is signed again is read from its file."""

    format: int = PROGRAMME_VERSION
    id: str
    version: int
    issued: datetime.date
    expires: datetime.date
    root_key: bytes
    names: LocalText
    logos: tuple[Logo, ...]
    partners: tuple[Partner, ...]
    recovery: tuple[str, ...]
    focal_points: tuple[FocalPoint, ...]
    places: tuple[Place, ...]
    place_list_hash: bytes
    award_rule: AwardRule
    consent: ConsentPolicy
    design: str
    url_prefix: str
    retention_days: int
    cell_limit: int
    offset_minutes: int
    helplines: tuple[Helpline, ...]
    modules: dict[str, int]

    def partner(self, number: int) -> Partner:
        """The partner that a grant names. Raises KeyError if the programme has none of that number."""
        found = self.find_partner(number)
        if found is None:
            raise KeyError(number)
        return found

    def find_partner(self, number: int) -> Partner | None:
        """The partner of a number, or None: 0 is all of them and no partner."""
        return next((partner for partner in self.partners if partner.number == number), None)

    def recipients_for(self, partner: int) -> tuple[str, ...]:
        """To whom a partner's attendance files are sealed: its coordinators and recovery. Raises KeyError."""
        return self.partner(partner).recipients + self.recovery

    def place(self, place_id: str) -> Place | None:
        """The place of an id, or None if it is not on the list."""
        places: Sequence[Place] = self.places
        if isinstance(places, PlaceList):
            return places.find(place_id)
        return next((place for place in places if place.id == place_id), None)

    def helpline_numbers(self) -> dict[str, str]:
        """The numbers as they are dialled, by the helplines' ids."""
        return {helpline.id: helpline.number for helpline in self.helplines}

    def module_id(self, number: int) -> str | None:
        """The module of a number on a certificate, or None if the programme has no such module."""
        return next((module for module, own in self.modules.items() if own == number), None)


def place_list_hash(places: Sequence[Place]) -> bytes:
    """SHA-256 of the canonical JSON of a place list."""
    return hashlib.sha256(canonical_json(places)).digest()


def sign_programme(programme: Programme, root: SigningKey) -> bytes:
    """The programme file. Raises ValueError if `root` is not the programme's own root key, or the prefix unusable."""
    if root.public != programme.root_key:
        raise ValueError("a programme is signed by its own root key")
    if not usable_prefix(programme.url_prefix):
        raise ValueError("codes cannot begin with this prefix")
    signature = root.sign("programme", PROGRAMME_VERSION, canonical_json(programme))
    return canonical_json({"programme": programme, "signature": signature})


class _File(msgspec.Struct, frozen=True):
    programme: dict[str, object]
    signature: bytes


class _Typed(msgspec.Struct, frozen=True):
    programme: Programme
    signature: bytes


def read_programme(data: bytes) -> Programme:
    """The programme of a file whose signature holds. Whether its root key is one to trust, the caller knows.

    Raises KnownError `unreadable` (no programme file, a newer format, or what no office means) or `altered`.
    """
    if len(data) > LARGEST_FILE:
        raise unreadable()
    root_key, signature = _signed_by(data)
    if not verify(root_key, "programme", PROGRAMME_VERSION, _signed(data), signature):
        raise altered_file()
    # Read once more: a country's schools beside what verifying takes are more than a limited process may have.
    programme = msgspec.json.decode(data, type=_Typed).programme
    if not _possible(programme):
        raise unreadable()
    # The whole file was found to be canonical: its parts need not be looked through again.
    if programme.places and hashlib.sha256(encoded(programme.places)).digest() != programme.place_list_hash:
        raise altered_file()
    return programme


def is_signed_by(data: bytes, root_key: bytes) -> bool:
    """True if `root_key` signed what stands in a programme file, of which nothing is parsed for that."""
    place = data.rfind(_SIGNATURE)
    tail = data[place + len(_SIGNATURE) :]
    if not data.startswith(PROGRAMME_START) or place < len(PROGRAMME_START) or len(tail) > _LONGEST_TAIL:
        return False
    try:
        signature = base64.b64decode(tail[1:-2], validate=True)
    except ValueError:
        return False
    return verify(root_key, "programme", PROGRAMME_VERSION, _signed(data), signature)


def _signed(data: bytes) -> bytes:
    """What was signed of a canonical file: it stands between the first word and the signature."""
    return data[len(PROGRAMME_START) : data.rindex(_SIGNATURE)]


def _signed_by(data: bytes) -> tuple[bytes, bytes]:
    """Root key and signature of a canonical file. One with fields that a newer app has added is read in its general
    form first, which of a country's schools takes twice the memory that they take as places."""
    try:
        typed = read_canonical(data, _Typed)
    except ValueError:
        if _format_of(data) != PROGRAMME_VERSION:
            raise outdated_format() from None
        try:
            typed = msgspec.json.decode(data, type=_Typed)
        except msgspec.ValidationError as error:
            raise unreadable() from error
    if typed.programme.format != PROGRAMME_VERSION:
        raise outdated_format()
    return typed.programme.root_key, typed.signature


def _format_of(data: bytes) -> object:
    try:
        return read_canonical(data, _File).programme.get("format")
    except ValueError as error:
        raise unreadable() from error


def _possible(programme: Programme) -> bool:
    """What no office means, and what days and clocks cannot be reckoned by."""
    numbers = [partner.number for partner in programme.partners]
    return (
        usable_prefix(programme.url_prefix)
        and programme.version >= 0
        and 0 <= programme.retention_days <= _MOST_DAYS
        and programme.cell_limit >= 0
        and abs(programme.offset_minutes) < _DAY_MINUTES
        and programme.id.isprintable()
        and 0 < len(programme.id) <= _LONGEST_ID
        and 0 < len(numbers) == len(set(numbers))
    )
