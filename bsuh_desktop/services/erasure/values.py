"""What forgetting works on, and what it tells: whose name, until when, what is held back, and what went."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText

RetentionState = Literal["due", "later", "held_back", "running", "none"]
"""*due*: the time for which the names may be kept is over. *later*: it is not, or not yet known to be. *held_back*: a
receipt is missing, so they stay whatever the day. *running*: a class of the group is not finished, or is still to come.
*none*: no name is left."""

Because = Literal["", "receipt", "class", "programme"]
"""What the days begin with after which names are deleted: the newest receipt, the last class where none needs a
receipt, or the end of the programme; "" where no day is known."""


class ListedPerson(msgspec.Struct, frozen=True):
    """Somebody on a class's list, or who was. `line` names them on this laptop, `group` is their class. `left` the
    class, or a `visitor` who was there on one day; they sat in so many `sessions`. `withdrawn`: consent was withdrawn,
    and name and answers went; `said_no`: they or their guardian say no, from the start or since."""

    line: int
    group: str
    roll: str
    name_bn: str
    name_en: str
    named: bool
    left: bool
    visitor: bool
    sessions: int
    withdrawn: bool
    said_no: bool = False

    def __repr__(self) -> str:
        return f"ListedPerson({self.line})"


class Withdrawn(msgspec.Struct, frozen=True):
    """What a withdrawal took: of how many `people`, of whom so many had `names` here, so many `answers`, in so many
    `classes`; of these `handed` were handed over before, and are told of it by the next hand-over."""

    people: int = 0
    names: int = 0
    answers: int = 0
    classes: int = 0
    handed: int = 0


class MissingReceipt(msgspec.Struct, frozen=True):
    """A finished class whose receipt has not come, or that has changed since; `date` is its day."""

    session: str
    date: datetime.date


class GroupNames(msgspec.Struct, frozen=True):
    """How many names are kept of one class (`group` is its id), those who left it and visitors among them, and until
    when: `due` is the day from which they are deleted, None where nobody can know it yet; `because` says what it
    follows, `missing` what names are held back for. `deleted` is the day on which the names went because their time was
    over, once none is left."""

    group: str
    title: LocalText
    place: LocalText
    names: int
    state: RetentionState
    due: datetime.date | None = None
    missing: tuple[MissingReceipt, ...] = ()
    because: Because = ""
    deleted: datetime.date | None = None


class RetentionView(msgspec.Struct, frozen=True):
    """All classes on this laptop, as names are kept of them on `day`. `doubtful`: the clock is in doubt, so that names
    are deleted only where a person states the day. The programme keeps names for so many `days`."""

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
        """How many names wait for a receipt."""
        return sum(group.names for group in self.groups if group.state == "held_back")


class Purged(msgspec.Struct, frozen=True):
    """How many names of how many `groups` were deleted, and how many are `held_back` for a missing receipt. `gone` are
    those classes as they were before; the programme keeps names for so many `days`."""

    names: int = 0
    held_back: int = 0
    groups: int = 0
    gone: tuple[GroupNames, ...] = ()
    days: int = 0
