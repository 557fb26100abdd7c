"""What undo would take back, in words: which card, which mark, never which answer."""

from __future__ import annotations

from bsuh_desktop.domain.events import Answered, Event, HandsCounted, HeadcountTyped, LearnerAdded, RollMarked, Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import SessionState

STATUS_WORDS: dict[Status, Message] = {
    "present": Message("present"),
    "late": Message("late"),
    "left_early": Message("left early"),
    "absent": Message("absent"),
    "not_called": Message("not called"),
}


def last_slip_words(state: SessionState) -> Message | None:
    """The slip that undo would take back now; None if it would take back nothing."""
    slip = None if rules.why_not_undo(state) else rules.last_slip(state)
    return _words(state, slip.event) if slip else None


def _words(state: SessionState, event: Event) -> Message | None:
    match event:
        case RollMarked(learner, status):
            return Message("Card {card}: {status}", card=_card(state, learner), status=STATUS_WORDS[status])
        case LearnerAdded(seat):
            return Message("Card {card}: joined the class", card=seat.card)
        case HeadcountTyped(total):
            return Message("Headcount: {total}", total=total)
        case Answered(_, learner):
            return Message("Card {card}: an answer", card=_card(state, learner))
        case HandsCounted():
            return Message("The count of hands")
    return None


def _card(state: SessionState, learner: str) -> int:
    return state.attendees[learner].seat.card
