"""A finished class in a few values: what lists of classes show, without going through everything that happened."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.events import GroupRef, Status
from bsuh_desktop.domain.session.reconciliation import reconcile
from bsuh_desktop.domain.session.state import SessionState


class ClassSummary(msgspec.Struct, frozen=True):
    """`place` is where it was held, `groups` those that were set up and `sat_in` the ids of
    all whose learners took part; `statuses` are the roll's counts, `present` all who were there at any time. Times in
    Unix milliseconds. `needs_date`: nobody has said yet which day it was. What was held on paper was typed in at
    `paper_ms`, from the class sheet with the number `sheet`."""

    session: str
    place: str
    groups: tuple[GroupRef, ...]
    sat_in: frozenset[str]
    pack: str
    practice: bool
    date: datetime.date
    needs_date: bool
    started_ms: int
    ended_ms: int
    minutes: int
    present: int
    statuses: dict[Status, int]
    sheet: str = ""
    paper_ms: int = 0


def summary_of(state: SessionState) -> ClassSummary | None:
    """The summary of a class that is finished; None before."""
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
        statuses={status: statuses.count(status) for status in sorted(set(statuses))},
    )
