"""The roll of a class: how each learner is shown, and what is said of rolls that are typed.

A chip has a state, a status as text, and the name if it may be shown. In an open class the marks of an entry are
counted and the choices explained, since the class waits. Rolls from a class sheet are read back one by one, to be
compared with the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.services.class_sheets.paper_form import PaperMark
from bsuh_desktop.services.classroom.class_picture import ClassPicture, ListedName
from bsuh_desktop.services.classroom.roll_input import CHOICES, Entry, MeantLearner, RollMark, read_entry

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


_MOST_NAMED = 4
_MOST_NAMED_ON_PAPER = 5
_MARKS: dict[str, Message] = {
    "absent": Message("absent"),
    "late": Message("late"),
    "left_early": Message("left early"),
    "present": Message("present"),
}
_MARKED: dict[PaperMark, Message] = {
    "absent": Message("{who}: absent", who=""),
    "late": Message("{who}: came late", who=""),
    "left_early": Message("{who}: left early", who=""),
    "present": Message("{who}: present", who=""),
}
HELP = Message("Rolls, then Enter: 5 12. Late 8L, left early 40E, a visitor +1.")


class EntryWords:
    """Words for an entry, while it is typed."""

    def what_enter_does(self, entry: Entry) -> Message:
        """What Enter will do with the entry, or what is ambiguous in it."""
        unclear = entry.unclear
        if unclear is not None:
            return self._choose(unclear) if unclear.cards else self._nobody(entry, unclear)
        if not entry.meant:
            # A comma alone means nobody yet.
            return Message("Enter adds visitors: {count}", count=entry.visitors) if entry.visitors else HELP
        return self._marks(entry)

    def _marks(self, entry: Entry) -> Message:
        raise NotImplementedError

    def _choose(self, unclear: MeantLearner) -> Message:
        raise NotImplementedError

    def _nobody(self, entry: Entry, unclear: MeantLearner) -> Message:
        return Message("Nobody in this class matches: {typed}", typed=unclear.typed)


class ClassEntryWords(EntryWords):
    """Words in an open class; with names only if these may be shown. `mark` is for rolls without a letter."""

    def __init__(self, picture: ClassPicture, public: bool, mark: RollMark) -> None:
        self._rows = {row.card: row for row in picture.view.rows}
        self._learners = Learners(picture, public)
        self._mark = mark

    def _marks(self, entry: Entry) -> Message:
        if len(entry.meant) > 1 or entry.visitors:
            return self._several(entry)
        (one,) = entry.meant
        return Message("{who}: Enter marks {mark}", who=self._who(one.cards[0]), mark=self._mark_of(one))

    def _nobody(self, entry: Entry, unclear: MeantLearner) -> Message:
        if len(entry.meant) == 1:
            return Message("Nobody in this class matches.")
        return super()._nobody(entry, unclear)

    def _several(self, entry: Entry) -> Message:
        """Number of learners per mark, so that a typing error is noticed."""
        marks = [self._mark_of(one).text for one in entry.meant]
        counts: list[Text] = [
            Message("{mark}: {count}", mark=words, count=marks.count(words.text))
            for words in _MARKS.values()
            if words.text in marks
        ]
        if entry.visitors:
            counts.append(Message("visitors: {count}", count=entry.visitors))
        return Message("Enter marks {counts}", counts=Joined(tuple(counts), ", "))

    def _choose(self, unclear: MeantLearner) -> Message:
        """Each candidate with the character that selects it: a letter after a roll, a digit after a name."""
        by_letter = unclear.typed[-1].isdigit()
        cards = unclear.cards[:_MOST_NAMED]
        people = Joined(
            tuple(Joined((_sign(place, by_letter), self._who(card)), " = ") for place, card in enumerate(cards))
        )
        more = len(unclear.cards) - len(cards)
        if more:
            return Message("Several: {people} and {more} more", people=people, more=more)
        return Message("Several: {people}", people=people)

    def _who(self, card: int) -> Message:
        """Roll and name; in public view the roll only."""
        learner = self._rows[card].learner
        who, name = self._learners.called(learner), self._learners.name(learner)
        return Message("{who} {name}", who=who, name=name) if name.text_in("en") else who

    def _mark_of(self, one: MeantLearner) -> Message:
        wished = one.mark or self._mark
        return _MARKS["present" if self._rows[one.cards[0]].status == wished else wished]


class OneLearnerWords(ClassEntryWords):
    """Words while one learner who earned a certificate is asked for, by roll or number or, if it may be shown, name."""

    def __init__(self, picture: ClassPicture, public: bool, earners: Set[str]) -> None:
        super().__init__(picture, public, "absent")
        self._picture, self._public, self._earners = picture, public, earners

    def find(self, typed: str) -> tuple[str, Text]:
        """The learner that is meant, "" if that is nobody yet, and the line below the field."""
        entry = read_entry(self._picture, typed, by_name=not self._public)
        if not entry.meant:
            return "", Message("Type the roll number.")
        if entry.unclear is not None:
            return "", self.what_enter_does(entry)
        if len(entry.meant) > 1 or entry.visitors:
            return "", Message("One learner at a time: type one roll number.")
        learner = self._rows[entry.meant[0].cards[0]].learner
        who = self._learners.words(learner)
        if learner not in self._earners:
            return "", Message("{who}: no certificate in this class.", who=who)
        return learner, who


class SheetEntryWords(EntryWords):
    """Words while a class sheet is typed in. `who` says a learner by card: the roll, and the name if it may be
    shown."""

    def __init__(self, who: Callable[[int], Text]) -> None:
        self._who = who

    def _marks(self, entry: Entry) -> Message:
        return Message("Enter marks {counts}", counts=self._people(one.cards[0] for one in entry.meant))

    def _choose(self, unclear: MeantLearner) -> Message:
        return Message("Several: {people}", people=self._people(unclear.cards[:_MOST_NAMED_ON_PAPER]))

    def _people(self, cards: Iterable[int]) -> Joined:
        return Joined(tuple(map(self._who, cards)), ", ")

    def marked(self, card: int, mark: PaperMark) -> Message:
        """What was just typed or touched."""
        return _MARKED[mark].with_fields({"who": self._who(card)})


def _sign(place: int, by_letter: bool) -> LocalText:
    english, bangla = CHOICES
    if by_letter:
        return LocalText(bangla[place], english[place])
    return LocalText(digits_in("bn", place + 1), digits_in("en", place + 1))
