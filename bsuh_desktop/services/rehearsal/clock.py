"""A clock for scripts: wall time as the script sets it, monotonic time that keeps running."""

from __future__ import annotations

import datetime

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.ports import Clock


class RehearsalClock:
    """Runs with the laptop's clock until a script sets it; wall time then continues from there."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._wall_offset = 0
        self._mono_offset = 0

    def now(self) -> Moment:
        """Both clocks, in milliseconds."""
        real = self._real.now()
        return Moment(real.wall_ms + self._wall_offset, real.mono_ms + self._mono_offset)

    def advance(self, seconds: float) -> None:
        """Moves both clocks forward."""
        self._wall_offset += round(seconds * 1000)
        self._mono_offset += round(seconds * 1000)

    def go_on_from(self, moment: Moment) -> None:
        """Both clocks continue from `moment`, as if no time had passed since."""
        real = self._real.now()
        self._wall_offset = moment.wall_ms - real.wall_ms
        self._mono_offset = moment.mono_ms - real.mono_ms

    def set(self, wall: datetime.datetime, elapsed_s: float = 0) -> None:
        """Sets the wall clock to `wall`; `elapsed_s` seconds have passed on the monotonic clock."""
        self._wall_offset = round(wall.timestamp() * 1000) - self._real.now().wall_ms
        self._mono_offset += round(elapsed_s * 1000)
