"""How certain a difference is: Student's t for a mean of differences, McNemar's exact test for changed answers.

Pure arithmetic, so that the same class gives the same figure on every computer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

CONFIDENCE = 0.95

FEWEST = 6
"""The smallest number of pairs for a verdict. With five, even if all changed in one direction, it could be chance: 2 ·
½⁵ = 0.0625 > 0.05."""


def mean_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The two-sided 95 % confidence interval of the mean of `values` by Student's t; None for fewer than two values."""
    n = len(values)
    if n < 2:
        return None
    mean = math.fsum(values) / n
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    half = t_quantile(n - 1) * math.sqrt(variance / n)
    return mean - half, mean + half


def t_quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    """The t with P(|T| < t) = `confidence` for `freedom` degrees of freedom (a whole number ≥ 1), by bisection to
    machine precision."""
    low, high = 0.0, 1.0
    while t_within(high, freedom) < confidence:
        high *= 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if t_within(middle, freedom) < confidence else (low, middle)
    return high


def t_within(t: float, freedom: int) -> float:
    """P(|T| < `t`) of Student's t (Abramowitz and Stegun 26.7.3 for odd, 26.7.4 for even degrees of freedom)."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for step in range(2 + odd, freedom + 1, 2):
        total += term
        term *= math.cos(angle) ** 2 * (step - 1) / step
    whole = math.sin(angle) * total
    return 2 / math.pi * (angle + whole) if odd else whole


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p-value of McNemar's test. If nothing was learned, either direction of change is equally
    likely, so the smaller count is binomial with ½. 1.0 if nobody changed."""
    changed = gained + lost
    tail = sum(math.comb(changed, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / (1 << changed))
