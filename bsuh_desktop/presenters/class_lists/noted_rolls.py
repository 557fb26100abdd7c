"""Rolls noted one by one in private: refusals, or missing letters. Each can be removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import RosterRow, roll_key, roll_number
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Part, Text
from bsuh_desktop.presenters.person_words import roll_text


class NotedRoll(msgspec.Struct, frozen=True):
    """A roll that was noted, with its row in the file."""

    row: int
    roll: Text
    spoken: Text


class NotedRollsModel(msgspec.Struct, frozen=True, kw_only=True):
    """The field, its news, and what was noted."""

    roll: Field
    roll_name: Text
    """What stands in the empty field, and what a screen reader calls it."""
    news: Part
    count: Part
    show_rolls: Part
    noted: tuple[NotedRoll, ...]
    enabled: bool


class NotedRolls:
    """`changed` is called after each roll noted or removed; `rows` are their rows in the file.

    While the class can see the screen only their number is shown, until a person asks for them.
    """

    def __init__(self, name: Message, count: Callable[[int], Message], changed: Callable[[], object]) -> None:
        self._name = name
        self._count = count
        self._changed = changed
        self._learners: tuple[RosterRow, ...] = ()
        self.rows: frozenset[int] = frozenset()
        self._typed = ""
        self._news: Message | None = None
        self._problem = False
        self._asked = False

    def begin(self, learners: Sequence[RosterRow], rows: frozenset[int]) -> None:
        """Starts with the learners of the list, and those noted already."""
        self._learners = tuple(learners)
        self.rows = rows & {learner.row for learner in learners}
        self._typed, self._news, self._problem, self._asked = "", None, False, False

    @property
    def unnoted(self) -> bool:
        """True while a typed roll was not noted: a refusal must not be lost."""
        return bool(self._typed.strip())

    def type(self, text: str) -> None:
        """Somebody typed into the field."""
        self._typed, self._news, self._problem = text, None, False
        self._changed()

    def note(self) -> bool:
        """Notes the learner whose roll is typed; False if nobody is meant."""
        written = self._typed.strip()
        if not written:
            return False
        found = self._find(written)
        self._problem = found is None
        if found is None:
            self._news = Message("This roll is not on the list: {roll}", roll=digits_text(written))
        else:
            self._typed, self._news, self.rows = "", Message("Saved"), self.rows | {found}
        self._changed()
        return found is not None

    def _find(self, written: str) -> int | None:
        """The row of the learner with that roll, or with that card if there is no roll."""
        by_roll = (one.row for one in self._learners if one.roll and roll_key(one.roll) == roll_key(written))
        by_card = (one.row for one in self._learners if not one.roll and one.card == roll_number(written))
        return next(by_roll, next(by_card, None))

    def remove(self, row: int) -> None:
        """Takes back what was noted of that row."""
        self.rows -= {row}
        self._changed()

    def show_rolls(self) -> None:
        """Somebody asks for the rolls, though the class can see the screen."""
        self._asked = True
        self._changed()

    def model(self, public: bool, enabled: bool = True) -> NotedRollsModel:
        """The field and the rolls as they should look now."""
        shown = self._asked or not public
        noted = [learner for learner in self._learners if learner.row in self.rows] if shown else []
        return NotedRollsModel(
            roll=Field(value=self._typed, problem=self._problem),
            roll_name=self._name,
            news=Part(
                text=self._news or NO_TEXT, shown=self._news is not None, light="stop" if self._problem else "ok"
            ),
            count=Part(text=self._count(len(self.rows))),
            show_rolls=Part(shown=bool(self.rows) and not shown),
            noted=tuple(map(_noted, noted)),
            enabled=enabled,
        )


def _noted(learner: RosterRow) -> NotedRoll:
    roll = roll_text(learner.roll or str(learner.card))
    return NotedRoll(learner.row, roll, Message("Undo: roll {roll}", roll=roll))
