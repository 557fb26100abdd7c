"""The same two figures for methods that tell true numbers or numbers with noise: certain counts, and the best guess.

What the attacker works out from all questions bounds each count of a finest cell; within the bounds he guesses by the
country's own shares. From the one finest cell alone he has what is told of it, at most.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tests.benchmarks.attack.guesses import Prior, Score, Shares
from tests.benchmarks.attack.method import LIMIT, Numbers
from tests.benchmarks.attack.questions import Bounds
from tests.benchmarks.attack.records import Cell

_MARGIN = 1e-9


def scored(bounds: Bounds, true: Mapping[Cell, Numbers]) -> tuple[int, Score]:
    """How many counts of 1 to 9 are certain, and how well all are guessed."""
    prior = Prior(np.array([numbers[0] for numbers in true.values()]))
    score, certain = Score(), 0
    for place, cell in enumerate(bounds.cells):
        shares = prior.shares(true[cell][0])
        for measure, number in zip(*np.nonzero((true[cell] > 0) & (true[cell] < LIMIT)), strict=True):
            low, high = int(bounds.low[place, measure, number]), int(bounds.high[place, measure, number])
            certain += low == high
            expected = _poisson(float(shares[number]) * int(true[cell][measure].sum()))
            known = expected * [low <= count <= high for count in range(LIMIT)]
            score.add(int(true[cell][measure, number]), expected, known)
    return certain, score


def _poisson(rate: float) -> Shares:
    counts = np.arange(LIMIT)
    factorials = np.concatenate(([1.0], np.cumprod(counts[1:])))
    return np.asarray((rate + _MARGIN) ** counts / factorials)
