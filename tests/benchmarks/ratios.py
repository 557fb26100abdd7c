"""Ratios between ways of doing one thing, measured in one run: seconds differ from laptop to laptop, ratios hardly.

The ways take turns, so that what else the computer does falls on all of them; the median of the turns counts.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple


class Way(NamedTuple):
    """One way: what to run, and how many pieces (pages, events) a run makes."""

    run: Callable[[], object]
    pieces: int = 1


def measured(
    ways: Mapping[str, Way], turns: int = 5, clock: Callable[[], float] = time.process_time
) -> dict[str, list[float]]:
    """Seconds a piece of each way, turn by turn. `clock` is the processor's; give time.perf_counter for work that
    waits for a disk or another process."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way.run()
    for _ in range(turns):
        for name, way in ways.items():
            gc.collect()
            began = clock()
            way.run()
            seconds[name].append((clock() - began) / way.pieces)
    return seconds


def measured_apart(ways: Mapping[str, Way], turns: int = 5) -> dict[str, list[float]]:
    """As `measured`, at the bottom of a stack of its own. Where a call crosses the end of a piece of its stack, CPython
    3.13 takes and gives back another one each time: deep below pytest the same work then takes up to twice as long,
    and one frame more or less decides whether it does."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(measured, ways, turns).result()


def ratio(seconds: Mapping[str, list[float]], one: str, other: str) -> float:
    """How many times as long `one` takes as `other`: the median over the turns of their ratio in the same turn."""
    return statistics.median(a / b for a, b in zip(seconds[one], seconds[other], strict=True))


def table(seconds: Mapping[str, list[float]], against: str) -> str:
    """A small table: milliseconds a piece, and the ratio to `against`."""
    rows = [f"{'way':<28}{'ms':>9}{'ratio':>9}"]
    for name, turns in seconds.items():
        rows.append(f"{name:<28}{statistics.median(turns) * 1000:>9.3f}{ratio(seconds, name, against):>9.2f}")
    return "\n".join(rows)
