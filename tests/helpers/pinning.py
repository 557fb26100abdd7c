"""A reader who tries to work out what published tables hide. Written apart: it shares no code with the product.

It knows every figure that is told, which rows are listed, where each area lies, that people are whole and not negative,
`present` at most `total`, `certificates` and `reached` at most `present`, `unique` at most `total`, that different
learners of a part are different learners of the whole, that a listed row has people, the limit, and that something
hidden has a small row beside it. It is even told in which listed rows further ones were left out. With all that it asks
an integer programme for worlds that look the same: a figure that is equal in all of them is pinned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Values = tuple[str, ...]
World = list[int]
FIGURES = ("total", "unique", "present", "reached", "certificates")
"""The counts of people."""
_SUMS = ("total", "present", "certificates")
_AT_MOST = (
    ("present", "total"),
    ("certificates", "present"),
    ("unique", "total"),
    ("reached", "present"),
    ("reached", "unique"),
)
_ABOVE = {"place": "upazila", "upazila": "district", "district": "division"}


@dataclass(frozen=True)
class Line:
    """One listed row as everybody sees it: figures that are hidden are None."""

    values: Values
    told: Mapping[str, int | None]


@dataclass(frozen=True)
class Sheet:
    """One published table. `left_out`: for each other table, the listed rows of it in which rows of this were left out
    (more than a reader really knows)."""

    by: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: Mapping[tuple[str, ...], frozenset[Values]] = field(default_factory=dict)


@dataclass(frozen=True)
class Range:
    """What the attacker knows of one hidden figure."""

    by: tuple[str, ...]
    values: Values
    figure: str
    low: int
    high: int

    @property
    def pinned(self) -> Iterator[Range]:
        """The hidden figures that have one possible value only."""
        for by, values, figure in self._hidden():
            name = self._names[by, values, figure]
            for sign in (1, -1):
                if len({world[name] for world in self._seen}) < 2:
                    self._seen.append(self._solve(name, sign))
            worlds = {world[name] for world in self._seen}
            if len(worlds) == 1:
                yield Range(by, values, figure, min(worlds), max(worlds))

    def ranges(self) -> list[Range]:
        """What each hidden figure could be, from its least to its most."""
        found = []
        for by, values, figure in self._hidden():
            name = self._names[by, values, figure]
            low, high = (self._solve(name, sign)[name] for sign in (1, -1))
            found.append(Range(by, values, figure, low, high))
        return found
