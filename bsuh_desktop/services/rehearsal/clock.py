"""A clock that a script sets: wall time as it says, monotonic time that runs on by itself."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.ports import Clock


class RehearsalClock:
    """Runs with the laptop's own clock until a script sets it; from then on wall time goes on from there."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._wall_offset = 0
        self._mono_offset = 0

    def now(self) -> Moment:
        """Both clocks, in milliseconds."""
        real = self._real.now()
        return Moment(real.wall_ms + self._wall_offset, real.mono_ms + self._mono_offset)

    def advance(self, seconds: float) -> None:
        """Time goes by on both clocks."""
        self._wall_offset += round(seconds * 1000)
        self._mono_offset += round(seconds * 1000)

    def go_on_from(self, moment: Moment) -> None:
        """Both clocks go on from `moment`, as if nothing had happened since."""
        real = self._real.now()
        self._wall_offset = moment.wall_ms - real.wall_ms
        self._mono_offset = moment.mono_ms - real.mono_ms

    def set(self, wall: datetime.datetime, elapsed_s: float = 0) -> None:
        """Sets the wall clock to `wall`; `elapsed_s` seconds have gone by on the monotonic one."""
        self._wall_offset = round(wall.timestamp() * 1000) - self._real.now().wall_ms
        self._mono_offset += round(elapsed_s * 1000)
