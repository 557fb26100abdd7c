"""Roll call: who is in the room, how many they are, and who joins. Each command turns the state into its events.

As in `commands`, nothing here writes, and what is not allowed raises KnownError("not_now") with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import (
    Event,
    Events,
    HeadcountTyped,
    HowCounted,
    LearnerAdded,
    RollCalled,
    RollMarked,
    Seat,
    Status,
)
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import LAST_CARD
from bsuh_desktop.domain.session import rules
from bsuh_desktop.domain.session.state import Attendee, SessionState

HEADCOUNT_PARTS = ("girls", "boys", "women", "men", "unspecified")
MOST_PEOPLE = 100_000
"""More people or hands than this in one class are a typing error."""


def type_headcount(
    state: SessionState, total: int, parts: Mapping[str, int] | None = None, how: HowCounted = "counted"
) -> Events:
    """The number of people in the room; `parts` by sex and age do not overlap and add up to `total`."""
    rules.refuse(rules.why_not_running(state))
    known = {name: number for name, number in (parts or {}).items() if number}
    if total > MOST_PEOPLE:
        rules.refuse(Message("A class cannot have {count} people.", count=total))
    if not known.keys() <= set(HEADCOUNT_PARTS):
        rules.refuse(Message("The parts of a headcount are: {parts}.", parts=", ".join(HEADCOUNT_PARTS)))
    if min(total, *known.values(), 0) < 0:
        rules.refuse(Message("A headcount cannot be below zero."))
    if known and sum(known.values()) != total:
        rules.refuse(Message("The parts of the headcount do not add up to {total}.", total=total))
    return (HeadcountTyped(total, known, how),)


def mark(state: SessionState, card: int, status: Status) -> Events:
    """Set one learner's status, by card number. *late* can also be set for a learner who was already marked present."""
    rules.refuse(rules.why_not_call_roll(state))
    attendee = learner_with(state, card)
    if status == "left_early" and attendee.status == "absent":
        rules.refuse(Message("A learner who is absent cannot leave early."))
    return () if attendee.status == status else (RollMarked(attendee.seat.learner, status),)


def call_roll(state: SessionState) -> Events:
    """Complete roll call: every learner who was not marked is present."""
    rules.refuse(rules.why_not_call_roll(state))
    return () if state.roll_called and not state.count("not_called") else (RollCalled(),)


def add_learner(state: SessionState, seat: Seat) -> Events:
    """Add somebody who is on no list, or a visitor. The card must be free and between 1 and 200."""
    rules.refuse(rules.why_not_running(state))
    if not 1 <= seat.card <= LAST_CARD or state.by_card(seat.card) or seat.learner in state.attendees:
        rules.refuse(Message("Number {card} is in use.", card=seat.card))
    return (LearnerAdded(seat),)


def card_for_visitor(state: SessionState) -> int:
    """The card after the highest one in use, so that a visitor's card does not look like a classmate's roll; if there
    is none, the lowest free one. Raises KnownError: no_card, if all 200 are taken."""
    return free_card(state, 1 + max((attendee.seat.card for attendee in state.attendees.values()), default=0))


def free_card(state: SessionState, wish: int | None) -> int:
    """`wish` if that card is free, else the lowest free one. Raises KnownError: no_card, if all 200 are taken."""
    taken = {attendee.seat.card for attendee in state.attendees.values()}
    if wish is not None and 1 <= wish <= LAST_CARD and wish not in taken:
        return wish
    free = next((card for card in range(1, LAST_CARD + 1) if card not in taken), None)
    if free is None:
        raise KnownError(
            "no_card", Message("All {cards} numbers are in use.", cards=LAST_CARD), Message("Start a second class.")
        )
    return free


def put_back(state: SessionState, taken_back: Event | None) -> Events:
    """Redo what undo took back, as one more correction. Only for roll marks and headcounts: a learner who was added and
    removed again is forgotten, and an answer is its learner's to give."""
    match taken_back:
        case RollMarked(learner, status) if learner in state.attendees:
            return mark(state, state.attendees[learner].seat.card, status)
        case HeadcountTyped(total, parts, how):
            return type_headcount(state, total, parts, how)
    rules.refuse(Message("There is nothing to redo."))
    return ()


def learner_with(state: SessionState, card: int) -> Attendee:
    """The learner who holds `card`. Raises KnownError: no_such_card."""
    attendee = state.by_card(card)
    if attendee is None:
        raise KnownError(
            "no_such_card",
            Message("Nobody in this class has number {card}.", card=card),
            Message("Check the number on the list, or add the learner."),
        )
    return attendee
