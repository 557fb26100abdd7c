"""A finished class in a few values, so that lists of classes need not fold its whole journal.

It contains the comparison of the three counts at wrap-up: roll, headcount and answers."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.events import GroupRef, Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.state import IN_ROOM, THERE, SessionState
from bsuh_desktop.domain.session.view import BY_CARD, LearnerLabels

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


class ClassSummary(msgspec.Struct, frozen=True):
    """What lists show of a finished class."""

    session: str
    place: str
    """Where it was held."""
    groups: tuple[GroupRef, ...]
    """The groups that were set up."""
    sat_in: frozenset[str]
    """Ids of all groups with a learner in the class."""
    pack: str
    practice: bool
    date: datetime.date
    needs_date: bool
    """Nobody has stated the day yet."""
    started_ms: int
    """Unix milliseconds."""
    ended_ms: int
    """Unix milliseconds."""
    minutes: int
    present: int
    """All who were there at any time."""
    statuses: dict[Status, int]
    """Status → number of learners on the roll."""
    sheet: str = ""
    """Number of the class sheet, if it was held on paper."""
    paper_ms: int = 0
    """When the paper was typed in, in Unix milliseconds; 0 if there is none."""
    certificates_allowed: bool = False
    """It counts for certificates, though it was shorter than the programme asks."""


def summary_of(state: SessionState) -> ClassSummary | None:
    """The summary of a finished class; None before that."""
    if state.opened is None or state.finished is None:
        return None
    statuses = [attendee.status for attendee in state.attendees.values()]
    return ClassSummary(
        session=state.session,
        place=state.place,
        groups=state.opened.groups,
        sat_in=frozenset(group.id for group in state.opened.groups)
        | {attendee.seat.group for attendee in state.attendees.values() if not attendee.seat.visitor},
        pack=state.opened.pack,
        practice=state.practice,
        date=state.date,
        needs_date=state.needs_date,
        started_ms=state.started.wall_ms,
        ended_ms=state.finished.ended_ms,
        minutes=state.minutes,
        present=reconcile(state).present,
        sheet=state.paper.sheet if state.paper else "",
        paper_ms=state.paper_ms,
        certificates_allowed=state.certificates_allowed,
        statuses={status: statuses.count(status) for status in sorted(set(statuses))},
    )
