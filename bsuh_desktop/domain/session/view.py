"""What a screen may show of a class now: rows, counts, the open question, allowed actions with reasons, words of undo.

A view is frozen and contains no names: a window looks them up by learner id, and only where nobody else can see them.
In a sentence learners are called by roll and position. What undo would take back is told by whose mark it is and which
one, but never which answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bsuh_desktop.domain import events
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import THERE, SessionState


class LearnerLabels(msgspec.Struct, frozen=True):
    """Learner id → "Roll 12"; question id → "Question 3 of the lesson: …". The journal contains neither rolls nor the
    text of questions; without these a learner is named by card, and a question is just "One question"."""

    learners: Mapping[str, Message] = {}
    questions: Mapping[str, Message] = {}

    def learner(self, seat: events.Seat) -> Message:
        """The words for the learner of `seat`."""
        return self.learners.get(seat.learner, Message("Number {card}", card=seat.card))

    def question(self, name: str) -> Message:
        """The words for one asking of a question."""
        return self.questions.get(name, Message("One question"))


BY_CARD = LearnerLabels()
"""Without any words: learners are named by card."""


STATUS_WORDS: dict[events.Status, Message] = {
    "present": Message("present"),
    "late": Message("late"),
    "left_early": Message("left early"),
    "absent": Message("absent"),
    "not_called": Message("not called"),
}

LEVEL_WORDS: dict[events.Level, Message] = {
    "most": Message("most"),
    "some": Message("some"),
    "few": Message("few"),
}
"""How many hands by eye, where nobody counted them."""


def last_slip_words(
    state: SessionState,
    called: LearnerLabels = BY_CARD,
    about: rules.About = "all",
    private_answers: frozenset[str] = frozenset(),
) -> Message | None:
    """The slip that undo would take back now; None if there is nothing to undo."""
    why_not = rules.why_not_undo(state, about, private_answers)
    slip = None if why_not else rules.last_slip(state, about, private_answers)
    return slip_words(state, slip.event, called) if slip else None


def slip_words(state: SessionState, event: events.Event, called: LearnerLabels = BY_CARD) -> Message | None:
    """The slip `event` in words; None if it is not a slip."""
    match event:
        case events.RollMarked(learner, status):
            return Message("{who}: {status}", who=_who(state, learner, called), status=STATUS_WORDS[status])
        case events.LearnerAdded(seat):
            return Message("{who}: joined the class", who=called.learner(seat))
        case events.HeadcountTyped(total):
            return Message("Headcount: {total}", total=total)
        case events.Answered(_, learner):
            return Message("{who}: an answer", who=_who(state, learner, called))
        case events.HandsCounted():
            return Message("The count of hands")
        case events.HandsEstimated():
            return Message("The hands, by eye")
    return None


def _who(state: SessionState, learner: str, called: LearnerLabels) -> Message:
    return called.learner(state.attendees[learner].seat)


Step = Literal["set_up", "roll_call", "teach", "wrap_up"]
Action = Literal[
    "state_date",
    "headcount",
    "mark",
    "call_roll",
    "add_learner",
    "show_slide",
    "ask",
    "answer",
    "count_hands",
    "close",
    "undo",
    "undo_roll",
    "finish",
]


class Row(msgspec.Struct, frozen=True):
    """One learner on the desk. `answered`: an answer to the open question arrived; which one is not in the view."""

    learner: str
    card: int
    group: str
    named: bool
    status: events.Status
    added: bool
    answered: bool

    @property
    def visitor(self) -> bool:
        """True for somebody who is on no list and takes part today only."""
        return not self.group


class OpenQuestion(msgspec.Struct, frozen=True):
    """The open question, and how many of how many people have answered."""

    question: str
    item: str
    by: events.Channel
    sensitive: bool
    answered: int
    people: int


class SessionView(msgspec.Struct, frozen=True):
    """A class as screens show it."""

    session: str
    step: Step
    practice: bool
    needs_date: bool
    headcount: int | None
    listed: int | None
    """Learners present by the roll; None until the headcount is typed, so that the roll does not influence the
    count."""
    rows: tuple[Row, ...]
    """Sorted by card."""
    slide: int
    """Number from 1; 0 before the first."""
    open_question: OpenQuestion | None
    reasons: dict[Action, Message | None]
    """For each action why it is not allowed now; None if it is."""

    def allows(self, action: Action) -> bool:
        """True if `action` is allowed now."""
        return self.reasons[action] is None


def view(state: SessionState, private_answers: frozenset[str] = frozenset()) -> SessionView:
    """The view of `state`; `private_answers` are the learners whose answer to a sensitive question is in memory."""
    return SessionView(
        session=state.session,
        step=step_of(state),
        practice=state.practice,
        needs_date=state.needs_date,
        headcount=state.headcount.total if state.headcount else None,
        listed=state.count(*THERE) if state.headcount else None,
        rows=_rows(state, private_answers),
        slide=state.slide,
        open_question=_open_question(state, private_answers),
        reasons=_reasons(state, private_answers),
    )


def step_of(state: SessionState) -> Step:
    """The step that the class is in, by its events."""
    if state.finished:
        return "wrap_up"
    if state.slide or state.questions:
        return "teach"
    return "set_up" if state.opened is None or state.needs_date else "roll_call"


def _rows(state: SessionState, private_answers: frozenset[str]) -> tuple[Row, ...]:
    answered = _answered(state, private_answers)
    rows = (
        Row(
            learner=learner,
            card=attendee.seat.card,
            group=attendee.seat.group,
            named=attendee.seat.named,
            status=attendee.status,
            added=attendee.added,
            answered=learner in answered,
        )
        for learner, attendee in state.attendees.items()
    )
    return tuple(sorted(rows, key=lambda row: row.card))


def _answered(state: SessionState, private_answers: frozenset[str]) -> frozenset[str]:
    asked = state.questions.get(state.open_question or "")
    return frozenset(asked.answers) | private_answers if asked else frozenset()


def _open_question(state: SessionState, private_answers: frozenset[str]) -> OpenQuestion | None:
    asked = state.questions.get(state.open_question or "")
    if asked is None:
        return None
    answered = sum(asked.hands.values()) if asked.hands else len(_answered(state, private_answers))
    return OpenQuestion(asked.question, asked.item, asked.by, asked.sensitive, answered, asked.people)


def _reasons(state: SessionState, private_answers: frozenset[str]) -> dict[Action, Message | None]:
    return {
        "state_date": rules.why_not_state_date(state),
        "headcount": rules.why_not_running(state),
        "mark": rules.why_not_call_roll(state),
        "call_roll": rules.why_not_call_roll(state),
        "add_learner": rules.why_not_running(state),
        "show_slide": rules.why_not_running(state),
        "ask": rules.why_not_ask(state),
        "answer": rules.why_not_answer(state, by_hands=False),
        "count_hands": rules.why_not_answer(state, by_hands=True),
        "close": rules.why_not_close(state),
        "undo": rules.why_not_undo(state),
        "undo_roll": rules.why_not_undo(state, "roll", private_answers),
        "finish": rules.why_not_running(state),
    }
