"""The roll as on paper: rolls are typed or chips touched; all others were present all the time."""

from __future__ import annotations

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.learners import ChipState, LearnerChip
from bsuh_desktop.presenters.classroom.roll_entry import HELP, SheetEntryWords
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.services.class_sheets.paper_draft import PaperMark
from bsuh_desktop.services.class_sheets.paper_form import PaperLearner
from bsuh_desktop.services.classroom.roll_input import Entry, RollMark, read_among

_STATES: dict[Status, ChipState] = {"absent": "away", "late": "late", "left_early": "left"}


class SheetRoll:
    """The learners of one sheet, what was marked and what is typed. In `public` view no name is shown or found."""

    def __init__(self, learners: tuple[PaperLearner, ...] = ()) -> None:
        self._learners = {one.card: one for one in learners}
        self._last: tuple[int, PaperMark] | None = None
        self.mark: RollMark = "absent"
        """For rolls without a letter, and for chips."""
        self.typed = ""
        self.marks: dict[int, PaperMark] = {}
        """What the paper says otherwise than the desk, by card."""

    def count(self, status: Status) -> int:
        """Number of learners with that status."""
        return sum(self._status(card) == status for card in self._learners)

    def _status(self, card: int) -> Status:
        """From the paper, else from the desk, else present."""
        return self.marks.get(card, self._recorded(card))

    def _recorded(self, card: int) -> Status:
        """On the desk; learners not called there count as present unless the paper says otherwise."""
        status = self._learners[card].status
        return "present" if status == "not_called" else status

    def type(self, text: str) -> None:
        """Somebody typed into the roll field."""
        self.typed, self._last = text, None

    def entry(self, public: bool) -> Entry:
        """What is typed."""
        return read_among({card: one.name for card, one in self._learners.items()}, self.typed, not public)

    def take(self, entry: Entry) -> None:
        """Marks everybody whom the entry means, and empties the field."""
        self.typed = ""
        for one in entry.meant:
            self._set(one.cards[0], one.mark or self.mark)

    def touch(self, card: int) -> None:
        """Somebody touched a chip."""
        self._set(card, self.mark)

    def _set(self, card: int, mark: RollMark) -> None:
        """Sets a mark; removes it if the learner has it already."""
        now: PaperMark = "present" if self._status(card) == mark else mark
        if now == self._recorded(card):
            self.marks.pop(card, None)
        else:
            self.marks[card] = now
        self._last = card, now

    # What is shown

    def chips(self, public: bool) -> tuple[LearnerChip, ...]:
        """All learners."""
        return tuple(
            LearnerChip(card, _STATES.get(self._status(card), "here"), NO_TEXT, self._tip(card, public))
            for card in self._learners
        )

    def _tip(self, card: int, public: bool) -> Text:
        return Joined((digits_text(self._learners[card].name.roll), self._name(card, public)), " ")

    def _name(self, card: int, public: bool) -> Text:
        name = self._learners[card].name
        return NO_TEXT if public else LocalText(name.name_bn, name.name_en)

    def hint(self, public: bool) -> Message:
        """How to type, what Enter will do, or what was marked last: made each time, since a name must not stay longer
        than the view is private."""
        words = SheetEntryWords(lambda card: Joined((digits_text(card), self._name(card, public)), " "))
        if self.typed.strip():
            return words.what_enter_does(self.entry(public))
        return words.marked(*self._last) if self._last else HELP
