"""Values for screens and the command line: desks of a laptop, backups on sticks, and restored desks."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.safekeeping.repair_report import RepairReport, given_back, missing, where_kept

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
