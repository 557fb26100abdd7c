"""Watches the laptop's wall clock: whether it jumped, by how much, and what a person should do about it.

Nothing is corrected or refused here: the journal marks doubtful times itself, event by event.
"""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.clock import DAY_MS, JUMP, JUMP_MS, doubts_at, drift_between, local
from bsuh_desktop.domain.dates import date_text, time_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.desk.desk import Desk, programme_anchors
from bsuh_desktop.system.log import log

_HOUR_MS, _MINUTE_MS, _YEAR_DAYS = 3_600_000, 60_000, 365.25
_FEW_HOURS_MS, _ROUGHLY_MS = 3 * _HOUR_MS, 5 * _MINUTE_MS
"""Up to a few hours, a duration that is not within some minutes of whole hours is given in minutes, so that a person
can set the clock by it."""


@dataclasses.dataclass(frozen=True)
class Jump:
    """A jump of the wall clock.

    `wall_ms` is what it shows now, in Unix milliseconds; `by_ms` is negative for a jump back; `undone` if it takes back
    earlier jumps.
    """

    wall_ms: int
    by_ms: int
    undone: bool = False


@dataclasses.dataclass(frozen=True)
class ClockNews:
    """What to show: the state, ok or look; the fact; and the remedy, if there is one."""

    state: str
    fact: Message
    remedy: Message | None = None


class ClockWatch:
    """Compares each reading of both clocks with the one before; reports each jump once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = clock.now()
        self._strayed_ms = 0

    def look(self) -> Jump | None:
        """The jump since the last look; None if there was none."""
        before, now = self._last, self._clock.now()
        self._last, drift = now, drift_between(before, now)
        if abs(drift) <= JUMP_MS:
            return None
        log("clock_doubt", code=JUMP, ms=abs(drift))
        self._strayed_ms += drift
        return Jump(now.wall_ms, drift, undone=abs(self._strayed_ms) <= JUMP_MS)


def news_of(desk: Desk, jump: Jump) -> ClockNews:
    """What to show about a jump. A person who has just corrected a wrong clock is not asked to correct it."""
    anchors = programme_anchors(desk.programme)
    was_wrong = bool(doubts_at(jump.wall_ms - jump.by_ms, anchors))
    if jump.undone or (was_wrong and not doubts_at(jump.wall_ms, anchors)):
        return ClockNews("ok", Message("The clock was set: {day}, {time}.", **_message_fields(jump.wall_ms, desk)))
    amount = amount_text(abs(jump.by_ms))
    back = Message("The clock went back {amount}.", amount=amount)
    forward = Message("The clock went forward {amount}.", amount=amount)
    return ClockNews("look", back if jump.by_ms < 0 else forward, Message("Set it right."))


def clock_doubt(desk: Desk) -> Message | None:
    """Why the clock is in doubt now, in one sentence; None if it is not."""
    now = desk.clock.now()
    if not desk.doubts(now):
        return None
    said = _message_fields(now.wall_ms, desk)
    if doubts_at(now.wall_ms, programme_anchors(desk.programme)):
        return Message("The clock shows {day}, which cannot be right.", day=said["day"])
    return Message("The clock shows {day}, {time}. That does not match earlier classes here.", **said)


def amount_text(ms: int) -> Message:
    """A duration in everyday words: 5 minutes, 90 minutes, 2 hours, a day, 7 years."""
    days = round(ms / DAY_MS)
    if days >= _YEAR_DAYS:
        years = round(days / _YEAR_DAYS)
        return Message("a year") if years == 1 else Message("{years} years", years=years)
    if ms >= DAY_MS - _HOUR_MS // 2:
        return Message("a day") if days == 1 else Message("{days} days", days=days)
    hours = round(ms / _HOUR_MS)
    whole = ms >= _HOUR_MS - _MINUTE_MS // 2 and abs(ms - hours * _HOUR_MS) <= _ROUGHLY_MS
    if whole or ms >= _FEW_HOURS_MS:
        return Message("an hour") if hours == 1 else Message("{hours} hours", hours=hours)
    return Message("{minutes} minutes", minutes=round(ms / _MINUTE_MS))


def _message_fields(wall_ms: int, desk: Desk) -> dict[str, LocalText]:
    now = local(wall_ms, desk.programme.offset_minutes)
    return {"day": date_text(now.date()), "time": time_text(now.time())}
