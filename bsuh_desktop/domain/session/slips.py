"""What undo would take back, in words: whose mark and which one, but never which answer."""

from __future__ import annotations

from bsuh_desktop.domain.events import (
    Answered,
    Event,
    HandsCounted,
    HandsEstimated,
    HeadcountTyped,
    LearnerAdded,
    Level,
    RollMarked,
    Status,
)
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.learner_labels import BY_CARD, LearnerLabels
from bsuh_desktop.domain.session.state import SessionState

STATUS_WORDS: dict[Status, Message] = {
    "present": Message("present"),
    "late": Message("late"),
    "left_early": Message("left early"),
    "absent": Message("absent"),
    "not_called": Message("not called"),
}

LEVEL_WORDS: dict[Level, Message] = {
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


def slip_words(state: SessionState, event: Event, called: LearnerLabels = BY_CARD) -> Message | None:
    """The slip `event` in words; None if it is not a slip."""
    match event:
        case RollMarked(learner, status):
            return Message("{who}: {status}", who=_who(state, learner, called), status=STATUS_WORDS[status])
        case LearnerAdded(seat):
            return Message("{who}: joined the class", who=called.learner(seat))
        case HeadcountTyped(total):
            return Message("Headcount: {total}", total=total)
        case Answered(_, learner):
            return Message("{who}: an answer", who=_who(state, learner, called))
        case HandsCounted():
            return Message("The count of hands")
        case HandsEstimated():
            return Message("The hands, by eye")
    return None


def _who(state: SessionState, learner: str, called: LearnerLabels) -> Message:
    return called.learner(state.attendees[learner].seat)
