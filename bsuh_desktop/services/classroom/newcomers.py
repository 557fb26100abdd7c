"""Somebody who stands on no list takes a seat in a class that runs: to join its list, or to visit today only."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.codes import new_learner_id
from bsuh_desktop.domain.events import Event, Seat
from bsuh_desktop.domain.roster import NO_CARD, RosterRow, roll_number
from bsuh_desktop.domain.session import roll_call, rules
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.desk.desk import Desk

SOMEBODY = RosterRow(row=0, roll=None, card=NO_CARD, name_bn=None, name_en=None)
"""Nobody has said anything about them."""


def join(desk: Desk, state: SessionState, row: RosterRow) -> tuple[Event, ...]:
    """A new line of the class's list with what is said of the learner, and the event that seats them."""
    group = _group_to_join(desk, state)
    return _seated(desk, state, group, row, roll_call.free_card(state, roll_number(row.roll)), visits=False)


def visit(desk: Desk, state: SessionState, row: RosterRow = SOMEBODY) -> tuple[Event, ...]:
    """A seat of no list, with a card behind all others; the name that `row` gives is kept with consent alone, for this
    session. Raises KnownError("not_now") for a class without a list."""
    rules.refuse(rules.why_not_add_visitor(state))
    group = _group_to_join(desk, state)
    return _seated(
        desk, state, group, msgspec.structs.replace(row, roll=None), roll_call.card_for_visitor(state), visits=True
    )


def _seated(
    desk: Desk, state: SessionState, group: str, row: RosterRow, card: int, *, visits: bool
) -> tuple[Event, ...]:
    rosters = desk.store.rosters
    line = enrol.kept(desk, row, rosters.basis(group))
    learner = line.learner or new_learner_id()
    seat = Seat(learner, card, "" if visits else group, named=line.learner is not None)
    events = roll_call.add_learner(state, seat)
    rosters.seat(state.session, [(learner, rosters.add_line(group, line, listed=not visits))])
    return events


def _group_to_join(desk: Desk, state: SessionState) -> str:
    """The class's first group; of a class that was opened without any one that all who join it share."""
    opened = state.opened
    if opened and opened.groups:
        return opened.groups[0].id
    for attendee in state.attendees.values():
        return attendee.seat.group
    group = enrol.new_group(state.place, state.date.year, "", "")
    enrol.agree(desk, group, desk.programme.consent.basis, [])
    return group.id
