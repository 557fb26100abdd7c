"""What is shown of grants: requests, whom this desk has granted, until when, what it revoked."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.dates import Validity, validity
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import printed_code
from bsuh_desktop.services.desk.grant_status import stored_list_of
from bsuh_desktop.services.grants.rules import partner_names
from bsuh_desktop.services.programme.issuers import Issuer, issuers
from bsuh_desktop.store.office import Given
from bsuh_desktop.trust.grant_request import GrantRequest, Role
from bsuh_desktop.trust.grants import GrantKind, GrantTerms, decode_grants
from bsuh_desktop.trust.signing import key_id

State = Literal["granted", "expires_soon", "expired", "revoked"]
Taken = Literal["coordinator", "device", "key_list"]


class WaitingRequest(msgspec.Struct, frozen=True):
    """A request as found on a stick, reviewed before anything is granted."""

    path: Path
    role: Role
    key: bytes
    """Public key of the desk that asks; b"" if the file is no request."""
    code: str
    """The code that this desk shows under its name (`domain.codes.staff_code`): reading it out proves whose request it
    is."""
    label: str
    """The person's name; "" if it cannot be opened here."""
    partner: LocalText
    earliest: datetime.date | None
    first_day: datetime.date
    last_day: datetime.date
    number: int | None = None
    """The device number that it would get; None for a coordinator."""
    renews: bool = False
    """True if the key was granted before, and keeps its number."""
    has_earlier_key: bool = False
    """True if the key succeeds an earlier one."""
    refused: Message | None = None
    """Why it cannot be granted here."""
    remedy: Message | None = None
    """What to do about that."""
    refused_code: str = ""
    """The error code, for scripts."""
    request: GrantRequest | None = None
    """What was read. This is granted, even if the file changes later."""

    def __repr__(self) -> str:
        return f"WaitingRequest({self.code})"


class GivenGrant(msgspec.Struct, frozen=True):
    """An issued grant, and the file of its answer."""

    key: str
    """Key id in hexadecimal."""
    path: Path
    role: Role
    device: str
    """The device number, four characters; "" for a coordinator."""
    first_day: datetime.date
    last_day: datetime.date
    partner: str
    """The partner's id; "*" for all."""


class ListedKey(msgspec.Struct, frozen=True):
    """One line of the coordinator's screen: who was granted what, and its state today."""

    key: str
    """Key id in hexadecimal."""
    code: str
    role: Role
    label: str
    device: str
    """The device number, four characters; for a coordinator its whole block ("0000-3ZZZ")."""
    partner: LocalText
    first_day: datetime.date
    last_day: datetime.date
    state: State
    revoked_on: datetime.date | None = None
    files_seen: int = 0
    """How many of that key's files this desk has seen."""

    def __repr__(self) -> str:
        return f"ListedKey({self.code})"


class GrantsView(msgspec.Struct, frozen=True):
    """The coordinator's screen. If `keeps_root` and `coordinates` are both False, nothing can be granted here."""

    keeps_root: bool
    """True if the programme's root key is on this desk."""
    coordinates: bool
    """True if this desk may grant devices."""
    keys: tuple[ListedKey, ...]
    """Coordinators (with the root key), then devices."""
    list_version: int
    """Version of this desk's own newest key list; 0 if it signed none yet."""
    list_expires: datetime.date | None
    """The last day on which its own lists are fresh; None if it signed none yet."""


class Accepted(msgspec.Struct, frozen=True):
    """What an accepted file from the office changed."""

    kind: Taken
    """What the file was."""
    path: Path
    key: str
    device: str
    first_day: datetime.date
    last_day: datetime.date
    partner: str
    waiting: int = 0
    """How many finished classes were waiting, and can have certificates now."""
    outside: int = 0
    """How many are dated outside the grant."""
    programme_version: int | None = None
    """Version of a newer programme file that came with it; else None."""
    partner_changed: bool = False
    """True if the desk worked for another partner until now: files that were not received yet are sealed again."""
    own_key_revoked: bool = False
    """True if this laptop's own key was revoked."""


class Revoked(msgspec.Struct, frozen=True):
    """A revoked key or serial, and the new key list."""

    key: str
    path: Path
    """The file of the list."""
    role: Literal["coordinator", "device", "serial"]
    device: str
    version: int
    """Version of the list."""
    last_files: int = 0
    """How many files of the key stay good."""
    last_serial: str = ""
    """The last serial of the key that stays good; "" for none."""
    remaining: int = 0
    """How many devices below a revoked coordinator stay granted."""


_STATES: Mapping[Validity, State] = {"holds": "granted", "ends_soon": "expires_soon", "ended": "expired"}


class _Taken(msgspec.Struct, frozen=True):
    key: bytes
    day: datetime.date


class _Glance(msgspec.Struct, frozen=True):
    """The shown parts of an own key list, which was verified when it was signed."""

    version: int
    expires: datetime.date
    revoked: tuple[_Taken, ...] = ()


class _File(msgspec.Struct, frozen=True):
    key_list: _Glance


def grants_view(desk: Desk, today: datetime.date) -> GrantsView:
    """The view as of `today`. Takes 15 µs a key the first time, then 5."""
    found = issuers(desk)
    glances = [glance for issuer in found if (glance := _glance(desk, issuer)) is not None]
    revoked = {one.key: one.day for glance in glances for one in glance.revoked}
    seen = desk.store.known.files_seen()
    kinds = (GrantKind.COORDINATOR, GrantKind.DEVICE)
    return GrantsView(
        keeps_root=any(issuer.by == "root" for issuer in found),
        coordinates=any(issuer.by == "coordinator" for issuer in found),
        keys=tuple(
            _listed(desk, one, revoked, seen.get(one.key, 0), today)
            for kind in kinds
            for one in desk.store.office.all(kind)
        ),
        list_version=glances[0].version if glances else 0,
        list_expires=min((glance.expires for glance in glances), default=None),
    )


def _glance(desk: Desk, issuer: Issuer) -> _Glance | None:
    kept = stored_list_of(desk, issuer.key.public)
    return None if kept is None else msgspec.json.decode(kept.file, type=_File).key_list


def _listed(
    desk: Desk, given: Given, revoked: Mapping[bytes, datetime.date], files: int, today: datetime.date
) -> ListedKey:
    terms, key, code = _read(given.grant_bytes)
    low, high = encode(given.low, DEVICE_LENGTH), encode(given.high, DEVICE_LENGTH)
    device = given.kind == GrantKind.DEVICE
    day = revoked.get(given.key)
    return ListedKey(
        key=key,
        code=code,
        role="device" if device else "coordinator",
        label=given.label,
        device=low if device else f"{low}-{high}",
        partner=partner_names(desk, terms.partner),
        first_day=terms.first_day,
        last_day=terms.last_day,
        state="revoked" if day else _STATES[validity(terms.last_day, today)],
        revoked_on=day,
        files_seen=files,
    )


@functools.lru_cache(maxsize=8192)
def _read(grant_bytes: bytes) -> tuple[GrantTerms, str, str]:
    """The terms of a grant, the granted key's id, and the code that its desk shows. Cached, because the screen is
    rebuilt after every step."""
    terms = decode_grants(grant_bytes)[0].terms
    key = key_id(terms.subject).hex()
    return terms, key, printed_code(key)
