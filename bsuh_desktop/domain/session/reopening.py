"""A class that nobody finished: what reopening it offers."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain import clock
from bsuh_desktop.domain.session.state import SessionState


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
