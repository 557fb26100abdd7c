"""Comparison of the three counts at wrap-up: roll, headcount and answers."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.learner_labels import BY_CARD, LearnerLabels
from bsuh_desktop.domain.session.state import IN_ROOM, THERE, SessionState

RemarkCode = Literal["no_headcount", "headcount_differs", "answered_but_absent", "more_hands_than_heads", "not_called"]


class AttendanceRemark(msgspec.Struct, frozen=True):
    """Two counts that disagree, for a person to check; nothing is corrected silently. `card` is the learner's, if it is
    about one."""

    code: RemarkCode
    message: Message
    card: int | None = None


class Attendance(msgspec.Struct, frozen=True):
    """The counts of one class."""

    headcount: int | None
    """People counted in the room; None if nobody typed a headcount."""
    present: int
    """All who were there at any time, `late` and `left` included."""
    late: int
    left: int
    absent: int
    not_called: int
    unnamed: int
    """Learners whose names may not be stored."""
    remarks: tuple[AttendanceRemark, ...]


def reconcile(state: SessionState, called: LearnerLabels = BY_CARD) -> Attendance:
    """The attendance of a class, with a remark for each pair of counts that disagree. In a class without a list the
    headcount is the number present. `called` gives the words for learners and questions in remarks."""
    headcount = state.headcount.total if state.headcount else None
    here = state.count(*THERE)
    return Attendance(
        headcount=headcount,
        present=here if state.listed else max(here, headcount or 0),
        late=state.count("late"),
        left=state.count("left_early"),
        absent=state.count("absent"),
        not_called=state.count("not_called"),
        unnamed=sum(not attendee.seat.named for attendee in state.attendees.values()),
        remarks=tuple(_remarks(state, headcount, called)),
    )


def _remarks(state: SessionState, headcount: int | None, called: LearnerLabels) -> list[AttendanceRemark]:
    remarks = []
    here = state.count(*THERE)
    if headcount is None:
        remarks.append(AttendanceRemark("no_headcount", Message("Nobody typed a headcount.")))
    elif state.listed and headcount != here:
        message = Message("Headcount {headcount}, roll call {listed}.", headcount=headcount, listed=here)
        remarks.append(AttendanceRemark("headcount_differs", message))
    if waiting := state.count("not_called"):
        remarks.append(AttendanceRemark("not_called", Message("Not called: {count}.", count=waiting)))
    return remarks + _answer_remarks(state, headcount or 0, called)


def _answer_remarks(state: SessionState, headcount: int, called: LearnerLabels) -> list[AttendanceRemark]:
    remarks = []
    answered = {learner for asked in state.questions.values() for learner in asked.answers}
    for attendee in state.attendees.values():
        if attendee.seat.learner in answered and attendee.status == "absent":
            who = called.learner(attendee.seat)
            message = Message("{who} answered, but is marked absent.", who=who)
            remarks.append(AttendanceRemark("answered_but_absent", message, attendee.seat.card))
    for asked in state.questions.values():
        most = max(headcount, state.count(*IN_ROOM), asked.people)
        if asked.hands and sum(asked.hands.values()) > most:
            message = Message("{question}: more hands than people.", question=called.question(asked.question))
            remarks.append(AttendanceRemark("more_hands_than_heads", message))
    return remarks
