"""What hand-over shows and returns: every finished class and its state, written files, accepted receipts."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import OVERDUE_DAYS, HandOverStatus, hand_over_statuses
from bsuh_desktop.services.desk.titles import class_place, class_title, module_title

HandedState = Literal["ready", "needs_date", "written", "received", "kept", "refused", "practised"]
"""*Ready* to be written; or its day must be stated first; *written*, with no receipt yet; or what the receipt says."""


class Written(msgspec.Struct, frozen=True):
    """One attendance file on disk, read back and equal to what was sealed. `again`: it was handed over before, and is
    written once more unchanged."""

    session: str
    path: Path
    sha256: bytes
    again: bool = False


class HandedClass(msgspec.Struct, frozen=True):
    """One finished class."""

    session: str
    title: LocalText
    place: LocalText
    module: LocalText
    date: datetime.date
    present: int
    practice: bool
    state: HandedState
    since: datetime.date | None
    """The day of the hand-over (*written*) or of the receipt; None if it is not known."""
    days: int = 0
    """How many days ago that was."""
    again: bool = False
    """True if it was written before, has no receipt, and will be written again unchanged."""
    revision: int = 0
    """Revision of its newest file; 0 if it has none."""
    changed: bool = False
    """True if it is *ready* because it has changed since it was handed over or received."""

    @property
    def overdue(self) -> bool:
        """True if it was written long ago and has no receipt."""
        return self.state == "written" and self.days >= OVERDUE_DAYS


class HandOverView(msgspec.Struct, frozen=True):
    """Every finished class, the newest first."""

    classes: tuple[HandedClass, ...]

    @property
    def ready(self) -> int:
        """How many would be written now, including those that are written again."""
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
        """How many cannot be written before somebody states their day."""
        return sum(one.state == "needs_date" for one in self.classes)


class HandOverResult(msgspec.Struct, frozen=True):
    """The result of a hand-over."""

    written: tuple[Written, ...]
    left: int
    """How many were not written because it was cancelled before."""
    undated: int
    """How many were skipped because nobody has stated their day."""
    recovery: Path | None
    """The sealed recovery code beside the files, if there is one."""
    safe: bool
    """True if everything written was read back, so that the stick can be pulled out."""


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
"""What a valid receipt said (*practised*: the class arrived, as practice); *same*: nothing new. All others change
nothing: the receipt is for no file of this laptop, or its verification failed (*practice*: a practice receipt for a
real class)."""


class TakenReceipt(msgspec.Struct, frozen=True):
    """One receipt that was read."""

    path: Path | None
    """None for a dictated code."""
    state: ReceiptState
    session: str
    """The class that it is for; "" if that is unknown."""
    title: LocalText | None
    """The class's title; None if that is unknown."""
    date: datetime.date | None
    """The class's day; None if that is unknown."""
    sentence: Message
    remedy: Message | None = None
    outcome: str = ""
    """What the receipt says, valid or not; "" if it cannot be read."""

    @property
    def holds(self) -> bool:
        """True if the receipt is valid, whether it is new or not."""
        return self.state in ("merged", "kept", "refused", "practised", "same")


_CLOSED: dict[str, HandedState] = {"merged": "received", "kept": "kept", "refused": "refused", "practice": "practised"}


def hand_over_view(desk: Desk) -> HandOverView:
    """Every finished class of this laptop, the newest first."""
    today = desk.today()
    found = sorted(hand_over_statuses(desk), key=lambda one: (one.finished.date, one.finished.ended_ms), reverse=True)
    return HandOverView(tuple(_class(desk, one, today) for one in found))


def _class(desk: Desk, stand: HandOverStatus, today: datetime.date) -> HandedClass:
    held, (state, since) = stand.finished, _state(stand)
    return HandedClass(
        session=held.session,
        title=class_title(held.groups),
        place=class_place(desk, held),
        module=module_title(desk, held.pack),
        date=held.date,
        present=held.present,
        practice=held.practice,
        state=state,
        since=since,
        days=max(0, (today - since).days) if since else 0,
        again=state == "written",
        revision=stand.newest.revision if stand.newest else 0,
        changed=state == "ready" and stand.has_gone_out,
    )


def _state(stand: HandOverStatus) -> tuple[HandedState, datetime.date | None]:
    """The state of the class, and since when."""
    if stand.closed and stand.receipt is not None:
        return _CLOSED[stand.receipt.outcome], _day(stand.receipt.day)
    if stand.waits and stand.handed is not None:
        return "written", _day(stand.handed.day)
    return ("needs_date" if stand.finished.needs_date else "ready"), None


def _day(text: str) -> datetime.date | None:
    """An ISO 8601 date; None for ""."""
    return datetime.date.fromisoformat(text) if text else None
