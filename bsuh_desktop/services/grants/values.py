"""What screens and the command line show of grants: requests that came, grants that were given, lists of keys."""

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
    """A request as it lies on a stick, looked at before anything is given. `code` is what the asking desk shows
    under its name (`domain.codes.staff_code`): reading it out proves whose request it is. `label` is the person's name,
    "" where it cannot be opened here. `number` is the device number that it would get (None for a coordinator), which a
    key that was granted before keeps; `renews` says so. `refused` says why it cannot be granted here, with `remedy` and
    (for scripts) `refused_code`; `key` has no bytes where the file is no request at all. `request` is what was read and
    is granted, whatever lies on the stick by then."""

    path: Path
    role: Role
    key: bytes
    code: str
    label: str
    partner: LocalText
    earliest: datetime.date | None
    first_day: datetime.date
    last_day: datetime.date
    number: int | None = None
    renews: bool = False
    continues: bool = False
    refused: Message | None = None
    remedy: Message | None = None
    refused_code: str = ""
    request: GrantRequest | None = None

    def __repr__(self) -> str:
        return f"WaitingRequest({self.code})"


class GivenGrant(msgspec.Struct, frozen=True):
    """A grant that was given, and the file of its answer. `device` are the four characters of the device number, "" for
    a coordinator."""

    key: str
    path: Path
    role: Role
    device: str
    first_day: datetime.date
    last_day: datetime.date
    partner: str


class ListedKey(msgspec.Struct, frozen=True):
    """One line of the coordinator's screen: who was granted what, and how it stands today. `key` is the key id in
    hexadecimal; `device` as above, for a coordinator its whole block ("0000-3ZZZ"); `files_seen` is how many of that
    key's files this desk has looked at."""

    key: str
    code: str
    role: Role
    label: str
    device: str
    partner: LocalText
    first_day: datetime.date
    last_day: datetime.date
    state: State
    revoked_on: datetime.date | None = None
    files_seen: int = 0

    def __repr__(self) -> str:
        return f"ListedKey({self.code})"


class OfficeView(msgspec.Struct, frozen=True):
    """The coordinator's screen. `keeps_root` says that the programme's root key is on this desk, `coordinates` that it
    may grant devices; both False: nothing can be given here. `keys` are coordinators (of the root key), then devices.
    `list_version`, `list_expires` are this desk's own newest key list, 0 and None where it signed none yet."""

    keeps_root: bool
    coordinates: bool
    keys: tuple[ListedKey, ...]
    list_version: int
    list_expires: datetime.date | None


class Accepted(msgspec.Struct, frozen=True):
    """What a file from the office brought. `kind` is what it was; `waiting` counts the finished classes that waited and
    can have certificates now; `outside` those that are dated outside the grant, `programme_version` the programme's
    version where a newer one came with it, else None; `partner_changed` that the desk worked for another partner until
    now: what was not received is sealed anew; `own_key_revoked` that this laptop's own key was taken back."""

    kind: Taken
    path: Path
    key: str
    device: str
    first_day: datetime.date
    last_day: datetime.date
    partner: str
    waiting: int = 0
    outside: int = 0
    programme_version: int | None = None
    partner_changed: bool = False
    own_key_revoked: bool = False


class Revoked(msgspec.Struct, frozen=True):
    """A key or a serial that was taken back, and the new key list. `last_files` is how many files of that key stay
    good, `last_serial` the last serial that does, "" where none; `kept` is how many devices below a revoked coordinator
    stay granted."""

    key: str
    path: Path
    role: Literal["coordinator", "device", "serial"]
    device: str
    version: int
    last_files: int = 0
    last_serial: str = ""
    kept: int = 0
