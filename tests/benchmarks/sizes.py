"""The two sizes of every benchmark: the smallest, in the daily suite, and the full one, on demand.

The smallest shows that a benchmark's road still works and gives a result of its shape. Nothing is timed in it: no clock
is read, and no number is held to a bound.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

import pytest

from tests.benchmarks import ratios
from tests.benchmarks.ratios import Way

T = TypeVar("T")


class Size(NamedTuple):
    """How large a run of a benchmark is, and what is expected of its numbers."""

    full: bool

    def of(self, full: T, smallest: T) -> T:
        """What this size takes of two."""
        return full if self.full else smallest

    def timed(self, run: Callable[[], T], clock: Callable[[], float] = time.perf_counter) -> tuple[float, T]:
        """Seconds, by the wall if no other clock is given, and what came of it. The smallest size says one second."""
        began = clock() if self.full else 0.0
        made = run()
        return (clock() - began if self.full else 1.0), made

    def measured(
        self, ways: Mapping[str, Way], turns: int = 5, clock: Callable[[], float] = time.process_time
    ) -> dict[str, list[float]]:
        """`ratios.measured`; in the smallest size every way is gone once, and each is told as one second."""
        return ratios.measured(ways, turns, clock) if self.full else _gone(ways)

    def measured_apart(self, ways: Mapping[str, Way], turns: int = 5) -> dict[str, list[float]]:
        """`ratios.measured_apart`, and the same in the smallest size."""
        return ratios.measured_apart(ways, turns) if self.full else _gone(ways)

    def at_most(self, value: float, limit: float, what: object = "") -> None:
        """Holds a number that was measured to its bound. In the smallest size it need only be a number."""
        assert math.isfinite(value), what
        assert value <= limit or not self.full, (value, limit, what)

    def at_least(self, value: float, limit: float, what: object = "") -> None:
        """As `at_most`, the other way round."""
        assert math.isfinite(value), what
        assert value >= limit or not self.full, (value, limit, what)


SMALLEST, FULL = Size(False), Size(True)


def cases(full: Iterable[tuple[Any, ...]], smallest: tuple[Any, ...]) -> list[Any]:
    """For `parametrize`, "size" first: all of `full` on demand, and in the suite the one that is `smallest`."""
    return [pytest.param(SMALLEST, *smallest), *(pytest.param(FULL, *one, marks=pytest.mark.benchmark) for one in full)]


def _gone(ways: Mapping[str, Way]) -> dict[str, list[float]]:
    for way in ways.values():
        way.run()
    return {name: [1.0] for name in ways}
