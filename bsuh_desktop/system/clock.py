"""The laptop's clocks. The only module that asks the operating system for the time."""

from __future__ import annotations

import sys
import time

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
