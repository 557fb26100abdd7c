"""The laptop's own clocks. The only place that asks the operating system what time it is."""

from __future__ import annotations

import sys
import time

from bsuh_desktop.domain.clock import Moment


class SystemClock:
    """Wall time, and a monotonic clock that runs on while the laptop sleeps: a closed lid is no doubt."""

    def now(self) -> Moment:
        """Both clocks, in milliseconds."""
        return Moment(time.time_ns() // 1_000_000, _monotonic_ns() // 1_000_000)


def _monotonic_ns() -> int:
    if sys.platform == "linux":
        # CLOCK_MONOTONIC stands still in suspend; boot time does not (Linux clock_gettime(2)).
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()
