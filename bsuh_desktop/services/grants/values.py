"""What screens and the command line show of grants: incoming requests, issued grants, key lists."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.trust.grant_request import GrantRequest, Role

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
