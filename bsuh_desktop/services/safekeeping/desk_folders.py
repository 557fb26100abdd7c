"""The desks of one laptop: each facilitator has a folder, a vault and keys, and cannot read the others.

`desk.json` in the folder says whose desk it is, so that the unlock page can show it. It contains nothing personal. With
it, the values that pages show of a desk: its drawing, its backups, the stick they are on, and a restored desk."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.domain.canonical import canonical_json
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.paths import DESKS_FOLDER, further_desks, has_profile
from bsuh_desktop.services.safekeeping.repair_report import RepairReport, given_back, missing, where_kept
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.system.folders import make_folder

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk

Emblem = Literal["", "book", "kite", "boat", "leaf", "sun", "lamp"]
"""A drawing by which people recognise their own desk on the unlock page; "" if none was chosen."""

MARKS: tuple[Emblem, ...] = ("book", "kite", "boat", "leaf", "sun", "lamp")


class DeskFolder(msgspec.Struct, frozen=True):
    """One facilitator's desk on this laptop."""

    folder: Path
    code: str = ""
    """The code of its key as it is read out, 5-5-4 characters; "" if unknown."""
    device: str = ""
    """The device number, four characters; "" while there is no grant."""
    emblem: Emblem = ""
    """The drawing that its owner chose."""


class BackupFile(msgspec.Struct, frozen=True):
    """A backup as one file."""

    path: Path
    sha256: str
    """Its SHA-256."""
    sessions: int
    """The number of classes in it."""
    key: str
    """The key id of its desk, in hexadecimal."""
    standing: str
    """The status of that desk."""


class BackupLook(msgspec.Struct, frozen=True):
    """What a backup file says about itself before it is opened."""

    path: Path
    made: datetime.datetime
    """When it was made, at the programme's offset."""
    sessions: int
    """The number of classes in it."""
    code: str
    """The code of its desk's key, 5-5-4 characters."""
    device: str
    """The device number; "" if the desk had no grant yet."""


class Restored(msgspec.Struct, frozen=True):
    """The outcome of restoring a backup: a desk that is new on this laptop, with a new key, or a merged one."""

    folder: Path
    path: Path
    sha256: str
    sessions: int
    key: str
    standing: str
    report: RepairReport | None = None
    """Set if the backup was merged into a desk that was there: what the merge recovered."""
    names: int = 0
    """How many names were deleted at once because their time was over."""

    @property
    def merged(self) -> bool:
        """True if the desk was there before."""
        return self.report is not None

    def sentences(self) -> tuple[Message, ...]:
        """For a merged desk: what is in it now, and what could not be read any more."""
        if self.report is None:
            return ()
        # If a new key was needed, the desk has it by now.
        report = msgspec.structs.replace(self.report, new_key=False)
        kept = None if report.everything else where_kept(report)
        return (given_back(report), *missing(report), *((kept,) if kept else ()))


StickState = Literal["none", "ok", "behind", "stale", "absent", "full", "failed"]
"""*none*: no stick is registered.
*ok*: the stick has everything.
*behind*: classes were held since.
*stale*: it still has names that were deleted here, or opens with an old passphrase, code or key.
*absent*: nothing was written to it yet.
*full*, *failed*: the last backup could not be written to it.
"""


class StickStatus(msgspec.Struct, frozen=True):
    """The state of the backup on the registered stick, as a sentence with a remedy."""

    state: StickState
    text: Message
    remedy: Message | None = None
    label: str = ""
    """The name of the stick."""
    plugged_in: bool = False
    """It is plugged in now."""
    made: datetime.datetime | None = None
    """When the backup on it was made, at the programme's offset."""


CARD = "desk.json"
_LARGEST = 4096


class _Card(msgspec.Struct, frozen=True):
    """The contents of `desk.json`."""

    code: str = ""
    device: str = ""
    mark: str = ""


def desks(root: Path) -> tuple[DeskFolder, ...]:
    """The desks of this laptop whose data folder is `root`. The first one is in `root` itself, each further one in a
    subfolder; folders without a vault are skipped."""
    first = [root] if has_profile(root) else []
    return tuple(desk_of(folder) for folder in (*first, *further_desks(root)))


def desk_of(folder: Path) -> DeskFolder:
    """The desk in `folder` as its `desk.json` describes it; an unreadable file gives empty values, so that it never
    keeps anybody from unlocking."""
    card = _card(folder)
    mark = card.mark if card.mark in MARKS else ""
    return DeskFolder(folder, card.code, card.device, mark)


def new_desk_folder(root: Path) -> Path:
    """A free folder for another facilitator's desk; `root` itself if it is unused. Creates nothing."""
    if not has_profile(root):
        return root
    number = 2
    while (root / DESKS_FOLDER / str(number)).exists():
        number += 1
    return root / DESKS_FOLDER / str(number)


def choose_mark(folder: Path, mark: Emblem) -> None:
    """Stores the drawing that the unlock page shows for the desk in `folder`. Raises KnownError: disk_full,
    read_only."""
    _write(folder, msgspec.structs.replace(_card(folder), mark=mark))


def write_card(desk: Desk) -> None:
    """Writes code and number of the open `desk` to its `desk.json` if they changed. Disk errors are ignored: the desk
    must open anyway."""
    from bsuh_desktop.services.desk.facilitator import own_code

    before = _card(desk.folder)
    now = _Card(own_code(desk), desk.device, before.mark)
    if now != before:
        with contextlib.suppress(OSError):
            write_over(desk.folder / CARD, canonical_json(now), private=True)


def _card(folder: Path) -> _Card:
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode((folder / CARD).read_bytes()[:_LARGEST], type=_Card)
    return _Card()


def _write(folder: Path, card: _Card) -> None:
    make_folder(folder, private=True)
    with raising_known_errors():
        write_over(folder / CARD, canonical_json(card), private=True)
