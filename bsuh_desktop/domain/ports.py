"""Where the world outside comes in and looks on: the clock, and who hears of progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bsuh_desktop.domain.clock import Moment

Progress = Callable[[int, int], None]
"""Hears (done, of how many) while something long goes on."""

Stop = Callable[[], bool]
"""Asked between two pieces of something long: True once a person has cancelled it."""


class Clock(Protocol):
    """A wall clock and a monotonic clock, read together."""

    def now(self) -> Moment:
        """Both clocks, in milliseconds; the monotonic one runs on while the laptop sleeps where the system can."""
        ...
