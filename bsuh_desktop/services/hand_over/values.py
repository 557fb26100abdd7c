"""What handing over shows and leaves behind: where every finished class stands, what was written, what came back."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.hand_over_status import OVERDUE_DAYS

HandedState = Literal["ready", "needs_date", "written", "received", "kept", "refused", "practised"]
"""*Ready* to be written, or its day must be said first; *written* and no receipt yet; or what the receipt says."""


class Written(msgspec.Struct, frozen=True):
    """One attendance file on disk, read back and equal to what was sealed. `again`: it had been handed over before, and
    goes along once more as it was."""

    session: str
    path: Path
    sha256: bytes
    again: bool = False


class HandedClass(msgspec.Struct, frozen=True):
    """One finished class. `since` is the day of the hand-over (*written*) or of the receipt, None where that is not
    known; `days` how long ago that was; `again`: it was written before, has no receipt, and goes along unchanged;
    `changed`: it was handed over or received, and has changed since (it is *ready* then); `revision` is that of its
    newest file, 0 where it has none."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    date: datetime.date
    present: int
    practice: bool
    state: HandedState
    since: datetime.date | None
    days: int = 0
    again: bool = False
    revision: int = 0
    changed: bool = False

    @property
    def overdue(self) -> bool:
        """True if it was written long ago, and nobody has answered."""
        return self.state == "written" and self.days >= OVERDUE_DAYS


class HandOverView(msgspec.Struct, frozen=True):
    """Every finished class, the newest first."""

    classes: tuple[HandedClass, ...]

    @property
    def ready(self) -> int:
        """How many would be written now, those that go along once more among them."""
        return sum(one.state == "ready" or one.again for one in self.classes)

    @property
    def waiting(self) -> int:
        """How many were written and have no receipt yet."""
        return sum(one.state == "written" for one in self.classes)

    @property
    def overdue(self) -> int:
        """How many of those have waited long."""
        return sum(one.overdue for one in self.classes)

    @property
    def undated(self) -> int:
        """How many cannot be written before somebody says their day."""
        return sum(one.state == "needs_date" for one in self.classes)


class HandOverResult(msgspec.Struct, frozen=True):
    """What a hand-over came to. `left` were not written, for it was cancelled before them; `undated` were passed over,
    for nobody has said their day; `recovery` is the sealed recovery code beside the files, where there is one. `safe`:
    everything that was written was read back, and the stick can be pulled out."""

    written: tuple[Written, ...]
    left: int
    undated: int
    recovery: Path | None
    safe: bool


ReceiptState = Literal[
    "merged",
    "kept",
    "refused",
    "practised",
    "same",
    "not_ours",
    "altered",
    "unknown_signer",
    "revoked",
    "expired",
    "practice",
    "unreadable",
]
"""What a receipt said and now holds (*practised*: the class arrived, as practice); *same*: nothing new; all others
change nothing: it is for no file of this laptop, or what its proof came to (*practice*: only practised, and the class
is real)."""


class TakenReceipt(msgspec.Struct, frozen=True):
    """One receipt that was looked at; `path` is None for a code that was dictated. `session`, `title` and `date` are of
    the class that it is for, "" and None where that is unknown. `outcome` is what the receipt says, whether it holds
    or not, "" where it cannot be read."""

    path: Path | None
    state: ReceiptState
    session: str
    title: LocalText | None
    date: datetime.date | None
    sentence: Message
    remedy: Message | None = None
    outcome: str = ""

    @property
    def holds(self) -> bool:
        """True if it is as good as it is said, whether it is news or not."""
        return self.state in ("merged", "kept", "refused", "practised", "same")
