"""When a laptop's clock can be trusted, and which date a class gets.

Nothing is refused because of the clock alone: a doubt is recorded, today's date is asked once, and both are kept.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

JUMP_MS = 120_000
"""The largest drift between wall and monotonic time within a run, in milliseconds, that is not called a jump."""

SLEPT_MS = 120_000
"""A desk looks at a running class more often than this; a longer time between two looks it was asleep."""

IDLE_MS = 90 * 60_000
LONG_AFTER_DAYS = 120
DAY_MS = 86_400_000

JUMP = "jump"
BEFORE_LAST = "before_last_event"
BEFORE_PROGRAMME = "before_programme"
BEFORE_BUILD = "before_build"
LONG_AFTER = "long_after_last_event"
AFTER_PROGRAMME = "after_programme"

SINCE_LAST = frozenset((JUMP, BEFORE_LAST, LONG_AFTER))
"""The doubts that are measured from the newest event."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of both clocks, in milliseconds: Unix time, and a monotonic clock of this run."""

    wall_ms: int
    mono_ms: int


@dataclass(frozen=True, slots=True)
class Anchors:
    """Known times that the clock is compared with, in Unix milliseconds."""

    build_ms: int
    programme_issued_ms: int
    programme_expires_ms: int
    last_ms: int | None = None
    """The newest event of the whole store."""


def anchors_of(
    build: datetime.date,
    issued: datetime.date,
    expires: datetime.date,
    offset_minutes: int,
    last_ms: int | None = None,
) -> Anchors:
    """The anchors of an app built on `build` under a programme that runs from `issued` to the end of `expires`."""
    return Anchors(
        build_ms=start_of(build, offset_minutes),
        programme_issued_ms=start_of(issued, offset_minutes),
        programme_expires_ms=start_of(expires, offset_minutes) + DAY_MS,
        last_ms=last_ms,
    )


def doubts_at(now_ms: int, anchors: Anchors) -> tuple[str, ...]:
    """The doubts about a clock that reads `now_ms`, sorted; empty if there are none."""
    last = anchors.last_ms
    found = {
        BEFORE_BUILD: now_ms < anchors.build_ms,
        BEFORE_PROGRAMME: now_ms < anchors.programme_issued_ms,
        AFTER_PROGRAMME: now_ms > anchors.programme_expires_ms,
        BEFORE_LAST: last is not None and now_ms < last - JUMP_MS,
        LONG_AFTER: last is not None and now_ms > last + LONG_AFTER_DAYS * DAY_MS,
    }
    return tuple(sorted(doubt for doubt, holds in found.items() if holds))


def doubts_since(day: datetime.date, now_ms: int, offset_minutes: int) -> set[str]:
    """The doubts measured from the newest event, if that event has a wrong time and a person stated that it was on
    `day`."""
    today = day_of(now_ms, offset_minutes)
    found = {BEFORE_LAST: today < day, LONG_AFTER: (today - day).days > LONG_AFTER_DAYS}
    return {doubt for doubt, holds in found.items() if holds}


def drift_between(before: Moment, after: Moment) -> int:
    """By how many milliseconds the wall clock gained on the monotonic one within a run; negative if it fell behind."""
    return (after.wall_ms - before.wall_ms) - (after.mono_ms - before.mono_ms)


def doubt_between(before: Moment, after: Moment, same_run: bool) -> str | None:
    """The doubt that two successive readings raise: a jump within a run, or time that ran backwards between runs."""
    if same_run:
        return JUMP if abs(drift_between(before, after)) > JUMP_MS else None
    return BEFORE_LAST if after.wall_ms < before.wall_ms - JUMP_MS else None


def worked_between(before: Moment, after: Moment, same_run: bool) -> int:
    """The milliseconds between two readings during which the desk ran. Between two runs (after a power cut, or
    overnight) that is 0: nobody worked at it, and the length of the pause says nothing about the lesson."""
    return max(0, after.mono_ms - before.mono_ms) if same_run else 0


def milliseconds_between(before: Moment, after: Moment, same_run: bool) -> int:
    """The milliseconds between two runs by the wall clock, if that can be a pause within a class (0 to 24 hours); else
    0."""
    apart = after.wall_ms - before.wall_ms
    return apart if not same_run and 0 <= apart <= DAY_MS else 0


def local(wall_ms: int, offset_minutes: int) -> datetime.datetime:
    """`wall_ms` as the programme's local time (its offset from UTC in minutes)."""
    zone = datetime.timezone(datetime.timedelta(minutes=offset_minutes))
    return datetime.datetime.fromtimestamp(wall_ms / 1000, zone)


def day_of(wall_ms: int, offset_minutes: int) -> datetime.date:
    """The calendar day of `wall_ms` at the programme's offset."""
    return local(wall_ms, offset_minutes).date()


def start_of(day: datetime.date, offset_minutes: int) -> int:
    """The first millisecond of `day` at the programme's offset, in Unix time."""
    zone = datetime.timezone(datetime.timedelta(minutes=offset_minutes))
    return round(datetime.datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)


def moment_of(day: datetime.date, time: datetime.time, offset_minutes: int) -> int:
    """The Unix millisecond of a day and a time of day at the programme's offset."""
    return start_of(day, offset_minutes) + (time.hour * 60 + time.minute) * 60_000
