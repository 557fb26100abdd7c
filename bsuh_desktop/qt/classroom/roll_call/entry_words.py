"""Texts beside the roll field: how to type rolls, whom an entry means, how to choose among several."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.roll_chips import shown_name, status_of
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.roll_input import CHOICES, Entry, MeantLearner, RollMark

_MOST_NAMED = 4
_WORDS: dict[str, Message] = {
    "absent": Message("absent"),
    "late": Message("late"),
    "left_early": Message("left early"),
    "present": Message("present"),
}


class EntryWords:
    """Builds messages; with names only if these may be shown."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def help(self) -> Message:
        """The text while the field is empty."""
        return Message("Rolls, then Enter: 5 12. Late 8L, left early 40E, a visitor +1.")

    def what_enter_does(self, picture: ClassPicture, entry: Entry, mark: RollMark) -> Message:
        """What Enter will do with the entry, or what is ambiguous in it."""
        unclear = entry.unclear
        if unclear is not None:
            return self._choose(picture, unclear) if unclear.cards else self._nobody(entry, unclear)
        if entry.visitors and not entry.meant:
            return Message("Enter adds visitors: {count}", count=entry.visitors)
        if len(entry.meant) > 1 or entry.visitors:
            return self._several(picture, entry, mark)
        (one,) = entry.meant
        card = one.cards[0]
        return Message("{who}: Enter marks {mark}", who=self._who(picture, card), mark=_mark(picture, one, mark))

    def _nobody(self, entry: Entry, unclear: MeantLearner) -> Message:
        if len(entry.meant) == 1:
            return Message("Nobody in this class matches.")
        return Message("Nobody in this class matches: {typed}", typed=unclear.typed)

    def _several(self, picture: ClassPicture, entry: Entry, mark: RollMark) -> Message:
        """Number of learners per mark; the last one by name, so that a typing error is noticed."""
        marks = [_mark(picture, one, mark).text for one in entry.meant]
        counts = [
            self._bridge.say(Message("{mark}: {count}", mark=words, count=marks.count(words.text)))
            for words in _WORDS.values()
            if words.text in marks
        ]
        if entry.visitors:
            counts.append(self._bridge.say(Message("visitors: {count}", count=entry.visitors)))
        return Message("Enter marks {counts}", counts=", ".join(counts))

    def _choose(self, picture: ClassPicture, unclear: MeantLearner) -> Message:
        """Each candidate with the character that selects it: a letter after a roll, a digit after a name."""
        by_letter = unclear.typed[-1].isdigit()
        people = [
            f"{self._sign(place, by_letter)} = {self._bridge.say(self._who(picture, card))}"
            for place, card in enumerate(unclear.cards[:_MOST_NAMED])
        ]
        more = len(unclear.cards) - len(people)
        if more:
            return Message("Several: {people} and {more} more", people=" · ".join(people), more=more)
        return Message("Several: {people}", people=" · ".join(people))

    def _sign(self, place: int, by_letter: bool) -> str:
        if by_letter:
            return CHOICES[self._bridge.language == "bn"][place]
        return self._bridge.digits(place + 1)

    def _who(self, picture: ClassPicture, card: int) -> Message:
        """Roll and name; in public view the roll only."""
        row = next(row for row in picture.view.rows if row.card == card)
        who, name = picture.called.learners[row.learner], shown_name(self._bridge, row.learner)
        return Message("{who} {name}", who=who, name=name) if name else who


def _mark(picture: ClassPicture, one: MeantLearner, mark: RollMark) -> Message:
    wished = one.mark or mark
    return _WORDS["present" if status_of(picture, one.cards[0]) == wished else wished]
