"""Where the world outside comes in: the clock. Tests and rehearsals put their own in its place."""

from __future__ import annotations

from typing import Protocol

from bsuh_desktop.domain.clock import Moment


class Clock(Protocol):
    """A wall clock and a monotonic clock, read together."""

    def now(self) -> Moment:
        """Both clocks, in milliseconds; the monotonic one runs on while the laptop sleeps where the system can."""
        ...
