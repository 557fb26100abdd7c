"""How far sums of told cells lie from the true numbers, over many countries' keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tests.benchmarks.attack.method import Keys, Numbers, histories, margins
from tests.benchmarks.attack.records import Cell, Country

NAMES, SETS = margins()
GROUPS: Mapping[str, tuple[str, ...]] = {
    "girls": ("f", "", ""),
    "13-17": ("", "13-17", ""),
    "18+": ("", "18+", ""),
    "disability": ("", "", "yes"),
}


@dataclass(frozen=True)
class Spread:
    """Of the told sums of one kind of area: their number, the mean of the true ones, the mean error, its standard
    deviation, and how far 95 of 100 lie away at most. `rounding`: the same without cells of fewer heads than the limit,
    in which nothing is said of anybody."""

    area: str
    group: str
    sums: int
    true: float
    mean: float
    deviation: float
    most_95: float


def spreads(country: Country, keys: Keys, draws: int) -> list[Spread]:
    """Present learners of the newest day, of so many draws of all keys. Errors are those of rounding: of everybody of
    whom something is said."""
    errors: dict[tuple[str, str], list[int]] = defaultdict(list)
    trues: dict[tuple[str, str], list[int]] = defaultdict(list)
    for draw in range(draws):
        sums: dict[tuple[str, Hashable], list[Numbers]] = defaultdict(list)
        for one in histories(country, replace(keys, seed=draw + 1)):
            true = one.true[-1, 1:].copy()
            true[one.true[-1, 1:].sum(axis=1) < 10] = 0
            told = one.told[-1, 1:].copy()
            told[one.true[-1, 1:].sum(axis=1) < 10] = 0
            both = np.array([true.sum(axis=0), told.sum(axis=0)])
            for area in _areas(one.cell):
                sums[area].append(both)
        for (kind, _), cells in sums.items():
            whole = np.sum(cells, axis=0)
            for group, values in GROUPS.items():
                true_sum, told_sum = whole @ SETS[NAMES.index(values)]
                errors[kind, group].append(int(told_sum - true_sum))
                trues[kind, group].append(int(true_sum))
    found = []
    for (kind, group), some in errors.items():
        wrong = np.array(some)
        found.append(
            Spread(
                kind, group, len(some) // draws, float(np.mean(trues[kind, group])), float(wrong.mean()),
                float(wrong.std()), float(np.quantile(np.abs(wrong), 0.95)),
            )
        )  # fmt: skip
    return found


def _areas(cell: Cell) -> list[tuple[str, Hashable]]:
    return [("whole", 0), ("district", cell.upazila // 8), ("upazila", cell.upazila)]
