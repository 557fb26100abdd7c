"""What screens and the command line show of starting again: desks of a laptop, backups on sticks, what came back."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.safekeeping.repair_report import RepairReport, given_back, missing, where_kept

Mark = Literal["", "book", "kite", "boat", "leaf", "sun", "lamp"]
"""A drawing by which a person knows their own desk at the door; "" while none was chosen."""

MARKS: tuple[Mark, ...] = ("book", "kite", "boat", "leaf", "sun", "lamp")


class DeskFolder(msgspec.Struct, frozen=True):
    """One facilitator's desk on this laptop: its folder, the code of its key as it is read out (5-5-4 characters; "" if
    that is not known), its device number (four characters, "" while it waits), and the drawing that its owner chose."""

    folder: Path
    code: str = ""
    device: str = ""
    mark: Mark = ""


class BackupFile(msgspec.Struct, frozen=True):
    """A backup as one file: where, its SHA-256, how many classes it holds, the key id (hexadecimal) and the standing
    of the desk that it is of."""

    path: Path
    sha256: str
    sessions: int
    key: str
    standing: str


class BackupLook(msgspec.Struct, frozen=True):
    """What a backup file says of itself before it is opened: of when it is, at the programme's offset, how many classes
    it holds, the code of its desk's key (5-5-4 characters) and its device number ("" where it waited)."""

    path: Path
    made: datetime.datetime
    sessions: int
    code: str
    device: str


class Restored(msgspec.Struct, frozen=True):
    """What a backup came to. The desk is new on this laptop, with a key of its own; or, where there is a `report`, the
    backup was brought into the desk that stood there, and the report says what came of that. `names` went at once,
    because their time is over."""

    folder: Path
    path: Path
    sha256: str
    sessions: int
    key: str
    standing: str
    report: RepairReport | None = None
    names: int = 0

    @property
    def merged(self) -> bool:
        """True if the desk stood there before."""
        return self.report is not None

    def sentences(self) -> tuple[Message, ...]:
        """What is to be said of a desk that stood there: what is in it now, and what could not be read any more."""
        if self.report is None:
            return ()
        # A key that was needed is there by now.
        report = msgspec.structs.replace(self.report, new_key=False)
        kept = None if report.everything else where_kept(report)
        return (given_back(report), *missing(report), *((kept,) if kept else ()))


StickState = Literal["none", "ok", "behind", "stale", "absent", "full", "failed"]
"""*none*: no stick is registered. *ok*: the stick has all. *behind*: classes were held since. *stale*: it still holds
names that were deleted here. *absent*: nothing was written to it yet, and it is not plugged in. *full*, *failed*: the
stick did not take the last one."""


class StickStanding(msgspec.Struct, frozen=True):
    """How the backup on the registered stick stands: what it is called, whether it is plugged in now, when the backup
    on it was made (at the programme's offset), and a sentence with what to do."""

    state: StickState
    text: Message
    remedy: Message | None = None
    label: str = ""
    plugged_in: bool = False
    made: datetime.datetime | None = None
