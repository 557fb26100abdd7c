"""What is allowed at this moment of a class, and if not, why not. Screens and commands use the same rules.

At the end: what reopening offers for a class that nobody finished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeVar

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.events import Channel, HandsCounted, HandsEstimated, HeadcountTyped, LearnerAdded, RollMarked
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.session.state import Asked, SessionState, Slip

About = Literal["all", "roll"]
"""Which slips undo considers: the newest of all, or the newest of roll call, even if answers came since."""

MOST_ASKINGS = 2
_ROLL_SLIPS = (RollMarked, LearnerAdded, HeadcountTyped)
SECRET_CHANNELS: frozenset[Channel] = frozenset({"shared", "phones"})
"""Channels on which nobody sees what a learner chose; sensitive items are asked only on these."""


def refuse(reason: Message | None) -> None:
    """Raises KnownError("not_now") with `reason`, if there is one."""
    if reason is not None:
        raise KnownError("not_now", reason, Message("Check the step of the class, then try again."))


def why_not_running(state: SessionState) -> Message | None:
    """Why the class is not open and unfinished."""
    if state.opened is None:
        return Message("This class has not begun.")
    return Message("This class is finished.") if state.finished else None


def why_not_ask(state: SessionState) -> Message | None:
    """Why no question can be opened: only one at a time."""
    if state.open_question is not None:
        return Message("A question is still open. Close it first.")
    return why_not_running(state)


def why_not_ask_item(state: SessionState, item: Item, by: Channel) -> Message | None:
    """Why this item cannot be asked. An item is asked at most twice (before and after), and a sensitive one never where
    others can see the answer."""
    if item.sensitive and by not in SECRET_CHANNELS:
        return Message("This question is private. Ask it on the shared device.")
    askings = sum(asked.item_id == item.id for asked in state.questions.values())
    if askings >= MOST_ASKINGS:
        return Message("This question was already asked twice.")
    return why_not_ask(state)


def why_not_close(state: SessionState) -> Message | None:
    """Why no question can be closed: one must be open."""
    return why_not_running(state) or (None if state.open_question else Message("No question is open."))


def why_not_answer(state: SessionState, by_hands: bool) -> Message | None:
    """Why there can be no answer now. Hands are counted; on all other channels learners answer one by one. A count of
    hands can be corrected after the question was closed, as long as no other one is open."""
    if by_hands and why_not_running(state) is None and hands_question(state) is not None:
        return None
    reason = why_not_close(state)
    if reason or state.open_question is None:
        return reason
    if by_hands:
        return Message("This question is answered one by one, not by hands.")
    if state.questions[state.open_question].by == "hands":
        return Message("This question is answered by hands. Count the hands.")
    return None


def hands_question(state: SessionState) -> str | None:
    """The question whose hands can be counted now: the open one, or the one asked last."""
    question = state.open_question or next(reversed(state.questions), None)
    return question if question and state.questions[question].by == "hands" else None


def why_not_state_date(state: SessionState) -> Message | None:
    """Why no date can be stated: it is asked once."""
    if state.opened is None:
        return Message("This class has not begun.")
    return Message("This class already has a date.") if state.stated_date else None


def why_not_call_roll(state: SessionState) -> Message | None:
    """Why there is no roll to call: the class needs a list."""
    reason = why_not_running(state)
    return reason or (None if state.attendees else Message("This class has no list. Only the headcount is used."))


def why_not_add_visitor(state: SessionState) -> Message | None:
    """Why no visitor can be added: without a list everybody is one."""
    listed = state.opened is not None and state.opened.groups
    return why_not_running(state) or (
        None if listed else Message("This class has no list. Only the headcount is used.")
    )


def why_not_undo(
    state: SessionState, about: About = "all", private_answers: frozenset[str] = frozenset()
) -> Message | None:
    """Why nothing can be undone: there must be a slip that can still be taken back."""
    slip = last_slip(state, about, private_answers)
    return why_not_running(state) or (None if slip else Message("There is nothing to undo."))


def last_slip(state: SessionState, about: About = "all", private_answers: frozenset[str] = frozenset()) -> Slip | None:
    """The newest roll mark, answer, count of hands, headcount or added learner that was not taken back, or the newest
    of roll call only. Undo never skips it for an older one. Adding a learner cannot be undone if that learner may have
    answered; `private_answers` are the learners whose answer to a sensitive question is in memory. Nor can a count of
    hands once another question was asked: nobody could count them again."""
    slips = (slip for slip in reversed(state.slips) if about == "all" or isinstance(slip.event, _ROLL_SLIPS))
    slip = next(slips, None)
    if slip is None:
        return None
    if isinstance(slip.event, HandsCounted | HandsEstimated):
        return slip if slip.event.question == next(reversed(state.questions), "") else None
    if slip.added is None:
        return slip
    answered = any(_may_hold_answer_of(slip.added, asked) for asked in state.questions.values())
    return None if answered or slip.added in private_answers else slip


def _may_hold_answer_of(learner: str, asked: Asked) -> bool:
    """True if the learner answered, or may have: for a closed sensitive question that is not known."""
    return learner in asked.answers or (asked.sensitive and asked.closed and learner in asked.room)


class _Dated(Protocol):
    @property
    def needs_date(self) -> bool: ...


AnyDated = TypeVar("AnyDated", bound=_Dated)


def dated(states: Sequence[AnyDated]) -> list[AnyDated]:
    """Those of several classes whose date is known, so that one that waits for its date does not hold up the others. If
    all of them wait, all are returned, so that the date is asked for."""
    return [state for state in states if not state.needs_date] or list(states)


def require_date(state: _Dated) -> None:
    """Raises KnownError("date_needed") while the clock is in doubt and nobody has stated the day of the class:
    documents with a date have to wait for it."""
    if state.needs_date:
        raise KnownError(
            "date_needed",
            Message("The clock of this laptop may be wrong, and this class has no date yet."),
            Message("Write the date of the class, then try again."),
        )


class Offer(msgspec.Struct, frozen=True):
    """The question when an unfinished class is reopened."""

    never_finished: bool
    """True: the class most likely ended at `ended_ms`. False: ask whether to go on, or to close it now."""
    ended_ms: int
    """Unix milliseconds: the last event if `forgotten`, else now."""


def offer(state: SessionState, now: clock.Moment) -> Offer:
    """On the same day and within 90 idle minutes (IDLE_MS): go on or close now. Otherwise, or if the clock ran
    backwards: the class ended with its last event."""
    last = state.last.wall_ms
    other_day = clock.day_of(last, state.offset_minutes) != clock.day_of(now.wall_ms, state.offset_minutes)
    forgotten = other_day or not 0 <= now.wall_ms - last <= clock.IDLE_MS
    return Offer(forgotten, last if forgotten else now.wall_ms)
