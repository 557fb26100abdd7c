"""Round numbers for figures: the steps of the map's five shades, and the grid lines of the trend."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

SHADES = 5
_LEAD = (1, 2, 5)
_MOST_ROUND = 12
"""Only so many of the largest round numbers are tried: five shades cannot show more than four orders of magnitude."""


def steps_of(counts: Iterable[int]) -> tuple[int, ...]:
    """Counts at which a darker shade begins, at most four: the round numbers nearest to the quantiles that divide
    the districts with a class into five groups of equal size. Fewer if there are few different counts."""
    told = sorted(count for count in counts if count > 0)
    if not told:
        return ()
    parting = [math.log(told[len(told) * place // SHADES]) for place in range(1, SHADES)]
    near = [number for number in _round_ones(told[-1]) if number > told[0]][-_MOST_ROUND:]
    wanted = min(SHADES - 1, len(near))
    places = [parting[(2 * nth + 1) * len(parting) // (2 * wanted)] for nth in range(wanted)] if wanted else []

    def far(steps: tuple[int, ...]) -> float:
        return sum(abs(math.log(step) - place) for step, place in zip(steps, places, strict=True))

    return min(itertools.combinations(near, wanted), key=far)


def step_of(count: int, steps: tuple[int, ...]) -> int:
    """The shade of a count: 0 for none, 1 for the palest, one more from each step on."""
    return 0 if count <= 0 else 1 + sum(count >= step for step in steps)


def _round_ones(most: int) -> list[int]:
    """1, 2, 5, 10, 20, 50 and so on, up to `most`."""
    found = [lead * 10**power for power in range(len(str(most))) for lead in _LEAD]
    return [number for number in found if number <= most]


def axis(most: int) -> tuple[int, ...]:
    """Grid lines from 0 up to at least `most`, two or three above zero."""
    if most <= 0:
        return (0, 1)
    scale = 1
    while True:
        for lead in _LEAD:
            step = lead * scale
            if step * 3 >= most:
                count = -(-most // step)
                return tuple(step * place for place in range(count + 1))
        scale *= 10
