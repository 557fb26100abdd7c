"""How a learner of the open class is shown: the state of the chip, the status as text, the name if it may be shown."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.services.classroom.class_picture import ClassPicture, ListedName

ChipState = Literal["here", "away", "late", "left", "waiting", "done"]

_STATES: dict[Status, ChipState] = {
    "not_called": "here",
    "present": "here",
    "absent": "away",
    "late": "late",
    "left_early": "left",
}
STATUS_LABELS: dict[Status, Message] = {
    "not_called": Message("Present"),
    "present": Message("Present"),
    "absent": Message("Absent"),
    "late": Message("Came late"),
    "left_early": Message("Left early"),
}
_ON_THE_CHIP = ("Roll {roll}", "Number {card}")
"""How a learner is called whose number is already on the chip."""


class LearnerChip(msgspec.Struct, frozen=True):
    """One learner as a chip with the card's number."""

    card: int
    state: ChipState
    who: Text
    """The learner by roll or card, as a screen reader says it."""
    tip: Text
    """Roll and name, as far as they may be shown."""


class LearnerLine(msgspec.Struct, frozen=True):
    """A learner in a list: the chip, the name (empty in public view) and a line about the learner."""

    chip: LearnerChip
    name: Text
    line: Text


class Learners:
    """The learners of a class as they may be shown now: in `public` view without names."""

    def __init__(self, picture: ClassPicture, public: bool) -> None:
        self._picture = picture
        self._public = public

    def chip(self, row: Row) -> LearnerChip:
        """The learner's chip on the roll."""
        return LearnerChip(row.card, _STATES[row.status], self.called(row.learner), self.words(row.learner))

    def words(self, learner: str) -> Joined:
        """Roll or card and name, as far as they may be shown."""
        return Joined((self.called(learner), self.name(learner), self.distinction(learner)))

    def called(self, learner: str) -> Message:
        """The learner by roll or card."""
        return self._picture.called.learners[learner]

    def name(self, learner: str) -> LocalText:
        """The learner's name; empty in public view, and if it may not be stored."""
        if self._public:
            return LocalText()
        listed = self._picture.names.get(learner, ListedName())
        return LocalText(listed.name_bn, listed.name_en)

    def distinction(self, learner: str) -> Text:
        """What tells learners of the same name apart; empty for a unique name, and if names are hidden."""
        return NO_TEXT if self._public else self._picture.distinctions.get(learner, NO_TEXT)

    def line(self, row: Row, text: Text) -> LearnerLine:
        """The learner in a list: below the name who it is, if the chip does not tell or others share the name, then
        `text`."""
        twin = self.distinction(row.learner)
        on_chip = self.called(row.learner).text in _ON_THE_CHIP
        who = NO_TEXT if on_chip and twin == NO_TEXT else self.called(row.learner)
        return LearnerLine(self.chip(row), self.name(row.learner), Joined((who, twin, text)))


def has_list(picture: ClassPicture) -> bool:
    """True if the class has a list; else only its headcount is known, even if some learners were added by name."""
    return any(not row.added for row in picture.view.rows)


def here(picture: ClassPicture) -> int:
    """How many learners are not marked absent."""
    return sum(row.status != "absent" for row in picture.view.rows)
