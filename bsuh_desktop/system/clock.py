"""The laptop's clocks, and the time that remains of a job. Only this module asks the operating system for the time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from bsuh_desktop.domain.clock import Moment


class SystemClock:
    """Wall time, and a monotonic clock that keeps running in sleep, so that a closed lid is not taken for a changed
    clock."""

    def now(self) -> Moment:
        """Both clocks, in milliseconds."""
        return Moment(time.time_ns() // 1_000_000, _monotonic_ns() // 1_000_000)


def _monotonic_ns() -> int:
    if sys.platform == "linux":
        # CLOCK_MONOTONIC stops in suspend; CLOCK_BOOTTIME does not (Linux clock_gettime(2)).
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()


_SETTLING_S = 1.0
"""No estimate before that: the first file says little."""


class Pace:
    """Estimates the remaining seconds of a job of equal pieces (files, or bytes). `now` is a monotonic clock in
    seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._begun: tuple[float, int] | None = None
        self._left: float | None = None
        self._at = 0.0

    def remaining(self, done: int, total: int) -> int | None:
        """Whole seconds left after `done` of `total`, at least 1 while something is left; None while there is no
        estimate yet. Changes smoothly: it counts down as time passes, and each new estimate only shifts it a little."""
        now = self._now()
        if self._begun is None or done < self._begun[1]:
            self._begun, self._left = (now, done), None
        begun, first = self._begun
        if done >= total:
            return 0
        if done == first or now - begun < _SETTLING_S:
            return None
        guess = (now - begun) / (done - first) * (total - done)
        before = guess if self._left is None else max(0.0, self._left - (now - self._at))
        self._left, self._at = before + (guess - before) * _MOVED, now
        return max(1, round(self._left))


_MOVED = 0.3
"""Weight of a new estimate."""
