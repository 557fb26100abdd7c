"""Interfaces to the outside world: the clock, progress reports and cancelling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bsuh_desktop.domain.clock import Moment

Progress = Callable[[int, int], None]
"""Called with (done, total) during long work."""

Stop = Callable[[], bool]
"""Called between two pieces of long work: returns True once a person has cancelled it."""


Machine = Callable[[], str | None]
"""Returns the id of this computer, one word or several; None if the system has none."""


class Clock(Protocol):
    """A wall clock and a monotonic clock, read together."""

    def now(self) -> Moment:
        """Both clocks, in milliseconds. The monotonic one includes the time the laptop sleeps, if the system supports
        that."""
        ...
