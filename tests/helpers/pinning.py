"""A reader who tries to work out what published tables hide. Written apart: it shares no code with the product.

It knows every figure that is told, which rows are listed, where each area lies, that people are whole and not negative,
`present` at most `total`, `certificates` and `reached` at most `present`, `unique` at most `total`, that different
learners of a part are different learners of the whole, that a listed row has people, the limit, and that something
hidden has something small beside it. It is even told in which listed rows further ones were left out. With all that it
asks an integer programme for worlds that look the same: a figure that is equal in all of them is pinned.
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
_MANY = 100_000
"""More than anybody counts in these tests."""


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


def inside(by: tuple[str, ...], values: Values, other: tuple[str, ...], above: Mapping[str, str]) -> Values | None:
    """The values of `other` in which a group lies; None if `other` is no coarser."""
    known = dict(zip(by, values, strict=True))
    for level in ("place", "upazila", "district"):
        if level in known and _ABOVE[level] not in known:
            known[_ABOVE[level]] = above[f"{level}:{known[level]}"]
    return tuple(known[each] for each in other) if set(other) <= set(known) else None


class Attacker:
    """Holds all that is known as equations. `above` maps `upazila:…` to its district's code and so on; `leaves` are the
    finest groups that there could be, told apart by `finest`."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        finest: tuple[str, ...],
        leaves: Sequence[Values],
        above: Mapping[str, str],
        limit: int,
    ) -> None:
        self._sheets, self._finest, self._above, self._limit = sheets, finest, above, limit
        self._names: dict[tuple[object, ...], int] = {}
        self._low: list[float] = []
        self._high: list[float] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self._leaves = [leaf for leaf in leaves if all(self._could_be(sheet, leaf) for sheet in sheets)]
        self._seen: list[World] = []
        self._write_down()

    def _could_be(self, sheet: Sheet, leaf: Values) -> bool:
        """False if a row would have to stand in this sheet and does not."""
        values = inside(self._finest, leaf, sheet.by, self._above)
        assert values is not None
        if any(line.values == values for line in sheet.lines):
            return True
        for other in self._sheets:
            coarse = inside(sheet.by, values, other.by, self._above) if other is not sheet else None
            if coarse is None or not any(line.values == coarse for line in other.lines):
                continue
            if coarse not in sheet.left_out.get(other.by, frozenset()):
                return False
        return any(sheet.left_out.values())

    def _name(self, *key: object, low: float = 0, high: float = numpy.inf) -> int:
        if key not in self._names:
            self._names[key] = len(self._low)
            self._low.append(low)
            self._high.append(high)
        return self._names[key]

    def _say(self, terms: Mapping[int, float], low: float, high: float) -> None:
        self._rows.append((dict(terms), low, high))

    def _write_down(self) -> None:
        groups: dict[tuple[str, ...], dict[Values, list[Values]]] = {}
        for sheet in self._sheets:
            listed = groups.setdefault(sheet.by, {line.values: [] for line in sheet.lines})
            for leaf in self._leaves:
                values = inside(self._finest, leaf, sheet.by, self._above)
                assert values is not None
                listed.setdefault(values, []).append(leaf)
        for sheet in self._sheets:
            told = {line.values: line.told for line in sheet.lines}
            for values, leaves in groups[sheet.by].items():
                self._row(sheet.by, values, leaves, told.get(values))
        self._different_learners(groups)
        self._something_small(groups)

    def _row(
        self, by: tuple[str, ...], values: Values, leaves: list[Values], told: Mapping[str, int | None] | None
    ) -> None:
        here = {figure: self._name(by, values, figure) for figure in FIGURES}
        for figure in _SUMS:
            self._say({here[figure]: -1, **{self._name("leaf", leaf, figure): 1 for leaf in leaves}}, 0, 0)
        for less, more in _AT_MOST:
            self._say({here[more]: 1, here[less]: -1}, 0, numpy.inf)
        for leaf in leaves:
            for less, more in _AT_MOST[:2]:
                self._say({self._name("leaf", leaf, more): 1, self._name("leaf", leaf, less): -1}, 0, numpy.inf)
        for some, among in (("unique", "total"), ("reached", "present")):
            # Where there is anybody, there is somebody.
            self._say({here[some]: _MANY, here[among]: -1}, 0, numpy.inf)
        if told is None:
            return
        for figure in FIGURES:
            figure_told = told[figure]
            if figure_told is not None:
                self._low[here[figure]] = self._high[here[figure]] = figure_told
        self._low[here["total"]] = max(1, self._low[here["total"]])

    def _different_learners(self, groups: Mapping[tuple[str, ...], Mapping[Values, object]]) -> None:
        for (fine, rows), (coarse, wholes) in product(groups.items(), groups.items()):
            if fine == coarse or any(inside(fine, values, coarse, self._above) is None for values in rows):
                continue
            for figure in ("unique", "reached"):
                parts = {whole: {self._name(coarse, whole, figure): -1.0} for whole in wholes}
                for values in rows:
                    whole = inside(fine, values, coarse, self._above)
                    assert whole is not None
                    mine, theirs = self._name(fine, values, figure), self._name(coarse, whole, figure)
                    self._say({theirs: 1, mine: -1}, 0, numpy.inf)
                    parts[whole][mine] = 1.0
                for terms in parts.values():
                    self._say(terms, 0, numpy.inf)

    def _something_small(self, groups: Mapping[tuple[str, ...], Mapping[Values, object]]) -> None:
        """Of what is hidden in a table, something has a count below the limit: why else was it hidden?"""
        for sheet in self._sheets:
            told = {line.values: line.told for line in sheet.lines}
            nothing: Mapping[str, int | None] = dict.fromkeys(FIGURES)
            signs = {}
            for values in groups[sheet.by]:
                figures = told.get(values, nothing)
                for figure in (figure for figure in FIGURES if figures[figure] is None):
                    here = self._name(sheet.by, values, figure)
                    sign = self._name("small", sheet.by, values, figure, high=1)
                    self._say({here: 1, sign: _MANY}, -numpy.inf, _MANY + self._limit - 1)
                    self._say({here: 1, sign: -1}, 0, numpy.inf)
                    signs[sign] = 1.0
            if any(figures["certificates"] is None for figures in told.values()):
                self._say(signs, 1, numpy.inf)

    def _hidden(self) -> Iterator[tuple[tuple[str, ...], Values, str]]:
        for sheet in self._sheets:
            for line in sheet.lines:
                yield from ((sheet.by, line.values, figure) for figure in FIGURES if line.told[figure] is None)

    def _solve(self, name: int, sign: int) -> World:
        rows, columns, numbers = [], [], []
        for number, (terms, _, _) in enumerate(self._rows):
            for column, factor in terms.items():
                rows.append(number)
                columns.append(column)
                numbers.append(factor)
        matrix = coo_array((numbers, (rows, columns)), shape=(len(self._rows), len(self._low))).tocsr()
        cost = numpy.zeros(len(self._low))
        cost[name] = sign
        lows, highs = [low for _, low, _ in self._rows], [high for _, _, high in self._rows]
        said = milp(
            cost,
            constraints=LinearConstraint(matrix, lows, highs),
            bounds=Bounds(self._low, numpy.minimum(self._high, _MANY * 0.9)),
            integrality=numpy.ones(len(self._low)),
        )
        assert said.x is not None, said.message
        return [round(value) for value in said.x]

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
