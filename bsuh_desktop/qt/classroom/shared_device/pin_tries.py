"""How long must one wait for the next try of the PIN, after so many wrong ones?"""

from __future__ import annotations

from bsuh_desktop.qt.stage.timer import Milliseconds, running_clock

FREE = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 15, 240


class Tries:
    """Three are free. Each wrong one after them doubles the wait, up to four minutes; leaving the page forgets none."""

    def __init__(self, clock: Milliseconds | None = None) -> None:
        self._clock = clock or running_clock()
        self._wrong = 0
        self._until = 0

    def wrong(self) -> None:
        """One more that did not match."""
        self._wrong += 1
        if self._wrong >= FREE:
            wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (self._wrong - FREE))
            self._until = self._clock() + wait * 1000

    def right(self) -> None:
        """It matched: all is forgotten."""
        self._wrong, self._until = 0, 0

    @property
    def wait_s(self) -> int:
        """Whole seconds until the next try; 0 if one may try now."""
        return max(0, -(-(self._until - self._clock()) // 1000))

    @property
    def left(self) -> int:
        """How many free tries are left."""
        return max(0, FREE - self._wrong)
