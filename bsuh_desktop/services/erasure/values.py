"""The values that erasure takes and returns: people, retention of each group, and what was deleted."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

RetentionState = Literal["due", "later", "held_back", "running", "none"]
"""*due*: the retention time is over.
*later*: it is not over, or its end is not known yet.
*held_back*: a receipt is missing, so names are kept whatever the day.
*running*: a class of the group is not finished or is still to come.
*none*: no name is left.
"""

Because = Literal["", "receipt", "class", "programme"]
"""What the retention days are counted from: the newest receipt, the last class where none needs a receipt, or the end
of the programme; "" if no day is known."""


class ListedPerson(msgspec.Struct, frozen=True):
    """A learner who is or was on a class list."""

    line: int
    """The roster line, by which this laptop identifies the learner."""
    group: str
    """The id of their class group."""
    roll: str
    name_bn: str
    name_en: str
    named: bool
    left_class: bool
    """Has left the class."""
    visitor: bool
    """Was there on one day only and is on no list."""
    sessions: int
    """How many sessions they sat in."""
    withdrawn: bool
    """Consent was withdrawn; name and answers are deleted."""
    said_no: bool = False
    """The learner or guardian refuses consent, from the start or since."""

    def __repr__(self) -> str:
        return f"ListedPerson({self.line})"


class Withdrawn(msgspec.Struct, frozen=True):
    """What a withdrawal deleted."""

    people: int = 0
    """Number of learners."""
    names: int = 0
    """How many of them had a name stored here."""
    answers: int = 0
    """Number of answers."""
    classes: int = 0
    """Number of classes they sat in."""
    handed: int = 0
    """How many of these classes were handed over before; the next hand-over reports the withdrawal for them."""


class MissingReceipt(msgspec.Struct, frozen=True):
    """A finished class, held on `date`, that has no receipt or has changed since its receipt."""

    session: str
    date: datetime.date


class GroupNames(msgspec.Struct, frozen=True):
    """The names that are kept of one class group, including those of learners who left and visitors."""

    group: str
    """The id of the group."""
    title: LocalText
    place: LocalText
    names: int
    """How many names are kept."""
    state: RetentionState
    due: datetime.date | None = None
    """The day from which they are deleted; None while it cannot be known."""
    missing: tuple[MissingReceipt, ...] = ()
    """The classes whose missing receipts hold the names back."""
    because: Because = ""
    """What `due` is counted from."""
    deleted: datetime.date | None = None
    """The day on which the names were deleted because their time was over; set once no name is left."""


class RetentionView(msgspec.Struct, frozen=True):
    """The names that are kept of all classes on this laptop, as of `day`.

    `doubtful`: the clock is in doubt, so names are deleted only after a person states the day. `days`: how many days
    the programme keeps names.
    """

    groups: tuple[GroupNames, ...]
    day: datetime.date
    doubtful: bool
    days: int = 0

    @property
    def due(self) -> int:
        """How many names may not be kept any longer."""
        return sum(group.names for group in self.groups if group.state == "due")

    @property
    def held_back(self) -> int:
        """How many names are kept because a receipt is missing."""
        return sum(group.names for group in self.groups if group.state == "held_back")


class Purged(msgspec.Struct, frozen=True):
    """The number of `names` deleted and of their `groups`."""

    names: int = 0
    held_back: int = 0
    """How many names are kept because a receipt is missing."""
    groups: int = 0
    gone: tuple[GroupNames, ...] = ()
    """The groups whose names were deleted, as they were before."""
    days: int = 0
    """How many days the programme keeps names."""
