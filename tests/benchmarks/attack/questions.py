"""What can be asked, and what the attacker works out from sums: bounds of every number of a finest cell.

He asks by at most four dimensions, and filters by months, modules, partners and districts. Each answer bounds a sum of
finest numbers: told, 0, or under the limit. The bounds are drawn tight over all sums until nothing moves; what is left
without a choice is his. Of keyed rounding these are told numbers, that is, all that he is handed in `worlds`; of other
methods they are the true ones.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Protocol

import numpy as np

from tests.benchmarks.attack.method import LIMIT, MANY, History, Numbers, whole_numbers
from tests.benchmarks.attack.records import COMBINATIONS, Cell

ATTRIBUTES = ("sex", "age", "disability")
MEASURES = ("total", "present", "certificates")
DISTRICT_SIZE = 8
_ROUNDS, _EVERYBODY = 40, 10**9
_OFTEN = 8
"""Whoever sees 0 so often, each time under other noise, takes it for 0: of 1 that comes in less than 1 in 1,000."""

UNKNOWN = -1
"""An answer that a figure is not told, be it under the limit or hidden."""


@dataclass(frozen=True)
class Filters:
    """Values that count; none: all. Months from the first to the last."""

    months: tuple[int, int] | None = None
    modules: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()
    districts: tuple[int, ...] = ()

    def take(self, cell: Cell) -> bool:
        """Whether a cell counts."""
        return (
            (self.months is None or self.months[0] <= cell.month <= self.months[1])
            and (not self.modules or cell.module in self.modules)
            and (not self.partners or cell.partner in self.partners)
            and (not self.districts or cell.upazila // DISTRICT_SIZE in self.districts)
        )


Row = tuple[int, int, int]
"""Total, present, certificates; UNKNOWN where it is not told."""
Values = tuple[int | str, ...]


class Figures(Protocol):
    """Whatever tells figures of one day."""

    def ask(self, by: Sequence[str], filters: Filters) -> Mapping[Values, Row]:
        """The rows of one table by their values; those that are not listed are 0."""


def values_of(cell: Cell, number: int, by: Iterable[str]) -> Values:
    """Where a combination in a cell stands in a table."""
    own = dict(zip(ATTRIBUTES, COMBINATIONS[number], strict=True))
    district = cell.upazila // DISTRICT_SIZE
    return tuple(own[one] if one in own else district if one == "district" else getattr(cell, one) for one in by)


class Sums:
    """Sums of numbers [cell, measure, combination], with everything from 1 to 9 untold. With `noise` each cell of each
    table gets noise of its own, from -2 to 2."""

    def __init__(self, numbers: Mapping[Cell, Numbers], noise: int | None = None) -> None:
        self._numbers, self._noise = numbers, noise

    def ask(self, by: Sequence[str], filters: Filters) -> Mapping[Values, Row]:
        """The rows of one table."""
        found: dict[Values, Numbers] = defaultdict(lambda: np.zeros(len(MEASURES), np.int64))
        personal = [number for number, name in enumerate(ATTRIBUTES) if name in by]
        for cell, numbers in self._numbers.items():
            if filters.take(cell):
                if not personal:
                    found[values_of(cell, 0, by)] += numbers.sum(axis=1)
                    continue
                for number in np.flatnonzero(numbers.any(axis=0)):
                    found[values_of(cell, int(number), by)] += numbers[:, number]
        chance = np.random.default_rng(zlib.crc32(repr((self._noise, tuple(by), filters)).encode()))
        return {values: self._told(row, chance if personal else None) for values, row in found.items() if row.any()}

    def _told(self, row: Numbers, chance: np.random.Generator | None) -> Row:
        if self._noise is not None and chance is not None:
            row = np.where(row > 0, np.maximum(row + chance.integers(-2, 3, len(row)), 0), 0)
        total, present, certificates = (int(one) if one >= LIMIT or one == 0 else UNKNOWN for one in row)
        return total, present, certificates


def numbers_of(parts: Numbers) -> Numbers:
    """[measure, combination] of [presence, combination]."""
    return np.array([parts.sum(axis=0), parts[1] + parts[2], parts[2]])


def last_told(histories: Iterable[History]) -> dict[Cell, Numbers]:
    """What is told last of each finest cell."""
    return {one.cell: numbers_of(one.told[-1]) for one in histories if one.there[-1].any()}


def last_true(histories: Iterable[History]) -> dict[Cell, Numbers]:
    """What is true of it."""
    return {one.cell: numbers_of(one.true[-1]) for one in histories if one.there[-1].any()}


@dataclass(frozen=True)
class Bounds:
    """`low` and `high` of [cell, measure, combination], cells in their order; `questions` that were asked."""

    cells: tuple[Cell, ...]
    low: Numbers
    high: Numbers
    questions: int

    @property
    def sure(self) -> Numbers:
        """Which numbers have one value only."""
        return np.asarray(self.low == self.high)


def worked_out(figures: Figures, cells: Sequence[Cell], heads: int, noise: int = 0, ways: int = 1) -> Bounds:
    """Bounds of every number of these cells, none of which is above `heads`. `noise`: how far a told number may lie
    from the true one; each question is then asked in so many `ways` that must come to the same."""
    known = _Known(cells, heads)
    asked = 0
    for by, filters in questions(cells):
        answers = [_in_order(by, way[0], figures.ask(*way)) for way in same_question(by, filters, ways)]
        asked += len(answers)
        known.add(by, filters, answers, noise)
    return known.tight(asked)


def questions(cells: Sequence[Cell]) -> Iterator[tuple[tuple[str, ...], Filters]]:
    """By upazila, grade and attributes: each month, module and partner, each without one, two or all of the three
    filters, and each time from the first month on."""
    found = {Filters((0, month)) for month in range(12)}
    for one, (month, module, partner) in product(cells, product((True, False), repeat=3)):
        found.add(
            Filters(
                (one.month, one.month) if month else None,
                (one.module,) if module else (),
                (one.partner,) if partner else (),
            )
        )
    tables = [("upazila", "grade", *some) for count in (1, 2) for some in combinations(ATTRIBUTES, count)]
    tables += [("upazila", *ATTRIBUTES), ("upazila", "grade")]
    yield from product(tables, sorted(found, key=repr))


def same_question(by: tuple[str, ...], filters: Filters, ways: int) -> list[tuple[tuple[str, ...], Filters]]:
    """The same question in other words: filters that take nothing away, in another order of dimensions."""
    found = [(by, filters)]
    for number in range(1, ways):
        turned = by[number % len(by) :] + by[: number % len(by)]
        nowhere = tuple(range(100, 100 + number // len(by)))
        modules, partners = (one and (*one, *nowhere) for one in (filters.modules, filters.partners))
        found.append((turned, replace(filters, modules=modules, partners=partners)))
    return list(dict.fromkeys(found))


def _in_order(by: Sequence[str], asked: Sequence[str], answer: Mapping[Values, Row]) -> dict[Values, Row]:
    """An answer as if it had been asked by `by`."""
    places = [asked.index(name) for name in by]
    return {tuple(values[place] for place in places): row for values, row in answer.items()}


class _Known:
    """Sums and their bounds."""

    def __init__(self, cells: Sequence[Cell], heads: int) -> None:
        self._cells = tuple(cells)
        self._heads = heads
        self._terms: list[Numbers] = []
        self._low: list[int] = []
        self._high: list[int] = []

    def add(self, by: tuple[str, ...], filters: Filters, answers: Sequence[Mapping[Values, Row]], noise: int) -> None:
        """Answers to one question."""
        groups: dict[Values, list[tuple[int, int]]] = defaultdict(list)
        exact = not set(by) & set(ATTRIBUTES)
        for place, cell in enumerate(self._cells):
            if filters.take(cell):
                for number in range(MANY):
                    groups[values_of(cell, number, by)].append((place, number))
        for values, members in groups.items():
            for measure in range(len(MEASURES)):
                told = [answer.get(values, (0, 0, 0))[measure] for answer in answers]
                low, high = self._bounds(told, 0 if exact else noise)
                self._terms.append(
                    whole_numbers([(place * len(MEASURES) + measure) * MANY + number for place, number in members])
                )
                self._low.append(low)
                self._high.append(high)

    def _bounds(self, told: Sequence[int], noise: int) -> tuple[int, int]:
        """What a sum can be of which all this is told."""
        low, high = 0, _EVERYBODY
        for one in told:
            if one == UNKNOWN:
                low, high = max(low, 1), min(high, LIMIT - 1 + noise)
            elif one or not noise:
                low, high = max(low, one - noise), min(high, one + noise)
            else:
                high = min(high, noise)
        return (low, high) if any(told) or len(told) < _OFTEN else (0, 0)

    def tight(self, questions: int) -> Bounds:
        """The bounds of all numbers: who is present is on the roll, and who has a certificate was present."""
        shape = (len(self._cells), len(MEASURES), MANY)
        at = np.arange(np.prod(shape)).reshape(shape)
        above = np.stack([at[:, :-1].reshape(-1), at[:, 1:].reshape(-1)])
        low, high = tight(at.size, self._terms, self._low, self._high, self._heads, above)
        return Bounds(self._cells, low.reshape(shape), high.reshape(shape), questions)


def tight(
    size: int,
    terms: Sequence[Numbers],
    least: Sequence[int],
    most: Sequence[int],
    top: int,
    above: Numbers | None = None,
) -> tuple[Numbers, Numbers]:
    """Bounds of `size` numbers from 0 to `top`, of which some sums lie between `least` and `most`; those of `above[0]`
    are no less than those of `above[1]`."""
    at, sizes = np.concatenate(terms), whole_numbers([len(one) for one in terms])
    row = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    low, high = np.zeros(size, np.int64), np.full(size, top)
    for _ in range(_ROUNDS):
        before = low.copy(), high.copy()
        lows, highs = (np.add.reduceat(one[at], starts)[row] for one in before)
        np.maximum.at(low, at, whole_numbers(least)[row] - highs + before[1][at])
        np.minimum.at(high, at, whole_numbers(most)[row] - lows + before[0][at])
        if above is not None:
            np.maximum.at(low, above[0], low[above[1]])
            np.minimum.at(high, above[1], high[above[0]])
        if (low == before[0]).all() and (high == before[1]).all():
            break
    return low, high
