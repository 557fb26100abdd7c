"""A finished class in a few values, so that lists of classes need not fold its whole journal."""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.domain.events import GroupRef, Status
from bsuh_desktop.domain.session.reconciliation import reconcile
from bsuh_desktop.domain.session.state import SessionState


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
