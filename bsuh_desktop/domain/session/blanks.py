"""Who was asked a question and gave no answer."""

from __future__ import annotations

from typing import Literal

from bsuh_desktop.domain.quiz import Form, form_for
from bsuh_desktop.domain.session.rules import SECRET_CHANNELS
from bsuh_desktop.domain.session.state import Asked, SessionState


def not_answered(state: SessionState, asked: Asked, form: Form) -> frozenset[str]:
    """Who was in the room, was asked this item and gave no answer. Where each learner has own questions, a form's item
    is asked of that half of the class alone whose form it is."""
    own = form != "lesson" and asked.by in SECRET_CHANNELS
    part: Literal["pre", "post"] = "pre" if asked.part == "pre" else "post"
    asked_of = (
        learner for learner in asked.room if not own or form_for(state.attendees[learner].seat.card, part) == form
    )
    return frozenset(asked_of) - asked.answers.keys()


def blank_count(state: SessionState, asked: Asked, form: Form) -> int:
    """How many of those who were asked gave no answer. By hands, and of a sensitive question, only numbers are known;
    an answer that was erased later was given all the same."""
    if asked.hands is not None or asked.sensitive:
        return asked.blank()
    return max(0, len(not_answered(state, asked, form)) - sum(asked.forgotten.values()))
