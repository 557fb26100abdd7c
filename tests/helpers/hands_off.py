"""A clock for the desk's lock that stands still until a test says that time goes by."""

from __future__ import annotations

from bsuh_desktop.domain.clock import Moment
from tests.helpers.visit import Visit

MINUTE = 60_000


class HandsOff:
    """By it nobody touches anything for as long as a test says."""

    def __init__(self) -> None:
        self.ms = 0

    def now(self) -> Moment:
        """Milliseconds since the clock was made."""
        return Moment(0, self.ms)

    def pass_by(self, visit: Visit, minutes: float) -> None:
        """The desk's timer fires once after that."""
        self.ms += round(minutes * MINUTE)
        visit.window.lock.look()
        visit.quiet()
