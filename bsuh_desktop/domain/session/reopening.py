"""The forgotten finish: what reopening an unfinished class offers."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.session.state import SessionState


class Offer(msgspec.Struct, frozen=True):
    """`forgotten`: the class most likely ended at `ended_ms`, the last thing that happened. Otherwise the one
    question is: go on, or close it now (`ended_ms` is then this moment). Unix milliseconds."""

    forgotten: bool
    ended_ms: int


def offer(state: SessionState, now: clock.Moment) -> Offer:
    """On the same day and within 90 idle minutes: go on or close. Else the end it had. A clock that ran backwards
    settles no end after the last thing that happened."""
    last = state.last.wall_ms
    other_day = clock.day_of(last, state.offset_minutes) != clock.day_of(now.wall_ms, state.offset_minutes)
    forgotten = other_day or not 0 <= now.wall_ms - last <= clock.IDLE_MS
    return Offer(forgotten, last if forgotten else now.wall_ms)
