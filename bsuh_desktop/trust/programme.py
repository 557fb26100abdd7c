"""The programme file: what all desks of a programme share, from the root key to the helplines; and its places.

Canonical JSON `{"programme": …, "signature": …}`, signed by its own root key; a facilitator joins a programme once and
trusts that key from then on. FORMAT.md lists the fields. A country's list of places has twenty thousand schools.
Unpacking it takes longer than everything else when a desk is opened, so it is unpacked at the first lookup."""

from __future__ import annotations

import datetime
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import overload

import msgspec

from bsuh_desktop.domain.canonical import canonical_json, encoded
from bsuh_desktop.domain.certificates import AwardRule
from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.trust.credential import usable_prefix
from bsuh_desktop.trust.refusals import altered_file, unreadable
from bsuh_desktop.trust.signed_document import SignedDocument
from bsuh_desktop.trust.signing import SigningKey

_Row = tuple[str, str, str, int, int, int, int, int]


class Area(msgspec.Struct, frozen=True, gc=False):
    """An upazila or a district with its official code."""

    code: str
    names: LocalText


NO_AREA = Area("", LocalText())


class Place(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place of the programme's list."""

    id: str
    """A school (`eiin:107845`, `emis:…`), a club (`club:…`) or a centre (`centre:…`)."""
    names: LocalText
    upazila: Area
    district: Area
    division: Area = NO_AREA
    pupils: int = 0
    """How many it has; 0 if unknown."""
    partner: int = 0
    """Number of the partner that works there; 0 for any."""


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    areas: tuple[Area, ...]
    rows: tuple[_Row, ...]


def pack_places(places: Sequence[Place]) -> bytes:
    """`places` in the packed form of `PlaceList`, with each area stored once; twenty thousand take about 200 KB."""
    areas: dict[Area, int] = {}

    def number(area: Area) -> int:
        return areas.setdefault(area, len(areas))

    rows = tuple(
        (
            *(place.id, place.names.bn, place.names.en),
            *(number(place.upazila), number(place.district), number(place.division)),
            *(place.pupils, place.partner),
        )
        for place in places
    )
    return zlib.compress(msgspec.json.encode(_Packed(tuple(areas), rows)), 6)


class PlaceList(Sequence[Place]):
    """Packed places in their order; equal to the tuple of them. May be used from any thread."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._unpacked: tuple[_Packed, dict[str, int]] | None = None

    def find(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        number = self._open()[1].get(place_id)
        return None if number is None else self[number]

    @overload
    def __getitem__(self, number: int) -> Place: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Place, ...]: ...
    def __getitem__(self, number: int | slice) -> Place | tuple[Place, ...]:
        packed = self._open()[0]
        if isinstance(number, slice):
            return tuple(_place(row, packed.areas) for row in packed.rows[number])
        return _place(packed.rows[number], packed.areas)

    def __iter__(self) -> Iterator[Place]:
        packed = self._open()[0]
        return (_place(row, packed.areas) for row in packed.rows)

    def __len__(self) -> int:
        return len(self._open()[0].rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlaceList | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return "PlaceList()"

    def _open(self) -> tuple[_Packed, dict[str, int]]:
        # Two threads may unpack it at the same time; both get the same result.
        if self._unpacked is None:
            packed = msgspec.json.decode(zlib.decompress(self._packed), type=_Packed)
            numbers = range(len(packed.rows) - 1, -1, -1)
            self._unpacked = packed, {packed.rows[number][0]: number for number in numbers}
        return self._unpacked


def _place(row: _Row, areas: Sequence[Area]) -> Place:
    place_id, bn, en, upazila, district, division, pupils, partner = row
    return Place(place_id, LocalText(bn, en), areas[upazila], areas[district], areas[division], pupils, partner)


PROGRAMME_VERSION = 1
LARGEST_FILE = 32 * 1024 * 1024
_LONGEST_ID, _MOST_DAYS, _DAY_MINUTES = 100, 36_500, 24 * 60


class Logo(msgspec.Struct, frozen=True):
    """A partner's logo on certificates: its description, media type and image."""

    words: LocalText
    media_type: str
    data: bytes


class Partner(msgspec.Struct, frozen=True):
    """An organisation of the programme."""

    number: int
    """Named in grants; never reused for another partner."""
    id: str
    names: LocalText
    recipients: tuple[str, ...]
    """Age recipients of its coordinators."""


class FocalPoint(msgspec.Struct, frozen=True):
    """Whom a facilitator calls when a child reports harm. `partner` is a partner's number, 0 for all of them."""

    partner: int
    names: LocalText
    phone: str


class Helpline(msgspec.Struct, frozen=True):
    """A helpline's number as it is dialled, with its source and the day it was read there; `verified` once somebody
    called it."""

    id: str
    number: str
    names: LocalText
    source: str
    date: datetime.date
    verified: bool = False


class ConsentPolicy(msgspec.Struct, frozen=True):
    """The basis on which names may be stored if a list does not say, and the version of the notice that families were
    given."""

    basis: Basis
    notice_version: str


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of a programme file."""

    format: int = PROGRAMME_VERSION
    id: str
    version: int
    issued: datetime.date
    expires: datetime.date
    root_key: bytes
    names: LocalText
    logos: tuple[Logo, ...]
    """For certificates."""
    partners: tuple[Partner, ...]
    recovery: tuple[str, ...]
    """Age recipients of the programme's recovery identity."""
    focal_points: tuple[FocalPoint, ...]
    places: tuple[Place, ...]
    """In the programme of an open desk this is a `PlaceList`, which behaves like the tuple but cannot be signed: to
    sign a programme again, read it from its file."""
    place_list_hash: bytes
    """`place_list_hash` of `places`."""
    award_rule: AwardRule
    consent: ConsentPolicy
    design: str
    url_prefix: str
    retention_days: int
    """Days from the receipt until names are deleted."""
    cell_limit: int
    """The smallest count that is shown in figures and in totals of sensitive questions."""
    offset_minutes: int
    """Offset from UTC."""
    helplines: tuple[Helpline, ...]
    modules: dict[str, int]
    """Module id → its number on certificates."""

    def partner(self, number: int) -> Partner:
        """The partner that a grant names. Raises KeyError if there is none with that number."""
        found = self.find_partner(number)
        if found is None:
            raise KeyError(number)
        return found

    def find_partner(self, number: int) -> Partner | None:
        """The partner with a number, or None; 0 means all of them and is no partner."""
        return next((partner for partner in self.partners if partner.number == number), None)

    def recipients_for(self, partner: int) -> tuple[str, ...]:
        """The recipients of a partner's attendance files: its coordinators and recovery. Raises KeyError."""
        return self.partner(partner).recipients + self.recovery

    def place(self, place_id: str) -> Place | None:
        """The place with an id, or None if it is not on the list."""
        places: Sequence[Place] = self.places
        if isinstance(places, PlaceList):
            return places.find(place_id)
        return next((place for place in places if place.id == place_id), None)

    def helpline_numbers(self) -> dict[str, str]:
        """Helpline id → number as it is dialled."""
        return {helpline.id: helpline.number for helpline in self.helplines}

    def module_id(self, number: int) -> str | None:
        """The id of the module with a number on certificates, or None."""
        return next((module for module, own in self.modules.items() if own == number), None)


def place_list_hash(places: Sequence[Place]) -> bytes:
    """SHA-256 of the canonical JSON of a place list."""
    return hashlib.sha256(canonical_json(places)).digest()


def sign_programme(programme: Programme, root: SigningKey) -> bytes:
    """The programme file. Raises ValueError if `root` is not the programme's own root key, or the prefix is
    unusable."""
    if root.public != programme.root_key:
        raise ValueError("a programme is signed by its own root key")
    if not usable_prefix(programme.url_prefix):
        raise ValueError("codes cannot begin with this prefix")
    return _FILE.sign(programme, root)


def read_programme(data: bytes) -> Programme:
    """The programme in a file with a valid signature. Whether its root key is to be trusted is for the caller to
    decide.

    Raises KnownError `unreadable` (not a programme file, a newer format, or impossible values) or `altered`.
    """
    programme = _FILE.read(data)
    if not _possible(programme):
        raise unreadable()
    # The whole file is known to be canonical, so its parts need no further check.
    if programme.places and hashlib.sha256(encoded(programme.places)).digest() != programme.place_list_hash:
        raise altered_file()
    return programme


def is_signed_by(data: bytes, root_key: bytes) -> bool:
    """True if `root_key` signed a programme file. Nothing in it is parsed."""
    return _FILE.is_signed_by(data, root_key)


def _possible(programme: Programme) -> bool:
    """False for values that no office can mean, or with which days and times cannot be computed."""
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


_FILE = SignedDocument(
    name="programme",
    kind="programme",
    body=Programme,
    largest=LARGEST_FILE,
    signer=lambda programme: programme.root_key,
    ignores_new_fields=True,
)
PROGRAMME_START = _FILE.start
