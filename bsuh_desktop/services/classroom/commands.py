"""The commands of an open class as values: what a face sends to the desk, and what a step of a rehearsal plays.

A command is called with the class that is open. Its type is the name under which the log notes that it was slow; what
undo says of it, `domain.session.view` derives from its event; a step of a script names it in
`services.rehearsal.steps`.
"""

from __future__ import annotations

import datetime
from typing import Generic, TypeVar

import msgspec

from bsuh_desktop.domain.events import Channel, HowCounted, Level, Status
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.domain.session.rules import About
from bsuh_desktop.services.classroom.conduct import Conduct

Answer = TypeVar("Answer")


class ClassCommand(msgspec.Struct, Generic[Answer], frozen=True):
    """One command. Calling it writes its events, or raises KnownError and changes nothing."""

    def __call__(self, conduct: Conduct) -> Answer:
        """Runs it on the class; what it returns is committed."""
        raise NotImplementedError


class StateDate(ClassCommand[None], frozen=True):
    """Records the day of the class as a person stated it. Raises KnownError: date_outside_programme."""

    day: datetime.date

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.state_date(self.day)


class TypeHeadcount(ClassCommand[None], frozen=True):
    """Records how many people are in the room."""

    total: int
    parts: dict[str, int] = {}
    how: HowCounted = "counted"

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.type_headcount(self.total, self.parts or None, self.how)


class MarkRoll(ClassCommand[None], frozen=True):
    """Marks the learner of each card, or as present again if they have that mark already, and adds visitors: all of it
    or nothing."""

    marks: dict[int, Status] = {}
    visitors: int = 0

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.touch(self.marks, self.visitors)


class SetStatus(ClassCommand[None], frozen=True):
    """Records the status of the learner with `card`, whatever it was before."""

    card: int
    status: Status

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.mark(self.card, self.status)


class AddLearner(ClassCommand[int], frozen=True):
    """Seats somebody who is on no list; a visitor takes part today only. Returns the card."""

    row: RosterRow
    visits: bool = False

    def __call__(self, conduct: Conduct) -> int:
        """Runs it."""
        return conduct.add_visitor(self.row) if self.visits else conduct.add_learner(self.row)


class CallRoll(ClassCommand[None], frozen=True):
    """Records that the roll was called: who has no mark is present."""

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.call_roll()


class ShowSlide(ClassCommand[None], frozen=True):
    """Moves stage and console to that slide, counted from 1."""

    number: int

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.show_slide(self.number)


class Ask(ClassCommand[str], frozen=True):
    """Opens an item of the module; returns the question's name in this class."""

    item: str
    by: Channel

    def __call__(self, conduct: Conduct) -> str:
        """Runs it."""
        return conduct.ask(self.item, self.by)


class GiveAnswer(ClassCommand[None], frozen=True):
    """Records the answer of the learner with `card`."""

    card: int
    letter: str

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.answer(self.card, self.letter)


class Decline(ClassCommand[None], frozen=True):
    """Notes that the learner with `card` does not want to answer the open question. They may still answer."""

    card: int

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.decline(self.card)


class CountHands(ClassCommand[None], frozen=True):
    """Records the raised hands by letter. With `question`, only while that one is open."""

    counts: dict[str, int]
    question: str | None = None

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        if self.question is None or conduct.state.open_question == self.question:
            conduct.count_hands(self.counts)


class EstimateHands(ClassCommand[None], frozen=True):
    """Records the raised hands by letter as they were seen, without numbers. With `question`, only while that one is
    open."""

    levels: dict[str, Level]
    question: str | None = None

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        if self.question is None or conduct.state.open_question == self.question:
            conduct.estimate_hands(self.levels)


class CloseQuestion(ClassCommand[None], frozen=True):
    """Closes the open question, after recording `counts`, or `levels` that were seen, if there are any."""

    counts: dict[str, int] | None = None
    levels: dict[str, Level] | None = None

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        if self.counts is not None:
            conduct.count_hands(self.counts)
        if self.levels is not None:
            conduct.estimate_hands(self.levels)
        conduct.close_question()


class CloseAndAsk(ClassCommand[str], frozen=True):
    """Closes the open question as `CloseQuestion` does and opens `item`: both or neither. Returns the name of the new
    question."""

    counts: dict[str, int] | None
    item: str
    by: Channel
    levels: dict[str, Level] | None = None

    def __call__(self, conduct: Conduct) -> str:
        """Runs it."""
        with conduct.transaction():
            CloseQuestion(self.counts, self.levels)(conduct)
            return conduct.ask(self.item, self.by)


class Undo(ClassCommand[None], frozen=True):
    """Takes back the last slip, of all or of roll call only."""

    about: About = "all"

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.undo(self.about)


class PutBack(ClassCommand[None], frozen=True):
    """Restores what undo has just taken back."""

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.put_back()


class Finish(ClassCommand[None], frozen=True):
    """Finishes the class: now, or at the end that is offered for one that was forgotten."""

    offered: bool = False

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        if self.offered:
            conduct.take_offered_end()
        else:
            conduct.finish()


class AllowCertificates(ClassCommand[None], frozen=True):
    """A person says that the finished class counts for certificates, though it was shorter than the programme asks."""

    def __call__(self, conduct: Conduct) -> None:
        """Runs it."""
        conduct.allow_certificates()
