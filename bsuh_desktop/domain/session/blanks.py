"""Which learners were asked a question and gave no answer."""

from __future__ import annotations

from typing import Literal

from bsuh_desktop.domain.quiz import Form, form_for
from bsuh_desktop.domain.session.rules import SECRET_CHANNELS
from bsuh_desktop.domain.session.state import Asked, SessionState


def asked_of(state: SessionState, asked: Asked, form: Form) -> frozenset[str]:
    """The learners on the roll who were in the room and were asked this item. On channels on which each learner has
    their own questions, only the half of the class with that form is asked an item of a form; and whoever the device
    did not come to is not asked."""
    room = asked.room - asked.not_asked
    if form == "lesson" or asked.by not in SECRET_CHANNELS:
        return room
    part: Literal["pre", "post"] = "pre" if asked.part == "pre" else "post"
    return frozenset(learner for learner in room if form_for(state.attendees[learner].seat.card, part) == form)


def people_asked(state: SessionState, asked: Asked, form: Form) -> int:
    """How many people were asked: those on the roll, and any others in the room."""
    return len(asked_of(state, asked, form)) + asked.people - len(asked.room)


def not_answered(state: SessionState, asked: Asked, form: Form) -> frozenset[str]:
    """The learners who were in the room, were asked this item and gave no answer."""
    return asked_of(state, asked, form) - asked.answers.keys()


def blank_count(state: SessionState, asked: Asked, form: Form) -> int:
    """How many of those who were asked gave no answer. By hands, and for a sensitive question, only numbers are known.
    An answer that was erased later still counts as given."""
    if asked.by == "hands":
        return asked.blank()
    if asked.sensitive:
        return max(0, people_asked(state, asked, form) - sum(asked.counts().values()))
    return max(0, len(not_answered(state, asked, form)) - sum(asked.forgotten.values()))
