"""The method of the figures, written a second time: keyed rounding in the finest cells, with several rules for the key.

What the register holds each day is a history of each finest cell: a state lasts until a class of the cell comes, goes
or is mended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.attack.records import COMBINATIONS, DAYS, Cell, Country, Version, by_cell

Numbers = NDArray[Any]
LIMIT, BASE, MANY = 10, 3, len(COMBINATIONS)
NOBODY = MANY - 1
"""The combination of those of whom nothing is said."""

Rule = Literal["sum", "least", "least_of_cell", "least_of_roll"]
"""The key of a combination: the sum of its records' keys; their least; the least of all records of the cell, mixed with
the combination; the least of all on the rolls of the cell, whatever their presence, mixed with both."""


OWN_KEY: tuple[Rule, ...] = ("sum", "least")
"""Where a told number that changed is one of other records of this combination."""


@dataclass(frozen=True)
class Keys:
    """Where keys come from; as it is, it is what the product does.

    A record's own key is of the learner alone (`person`), or of the class, too. The rest of a cell is for its largest
    combination, of equals the first; with `weighed` for the one that is largest after each was made up to twice as
    large by its key."""

    rule: Rule = "least_of_roll"
    person: bool = True
    weighed: bool = False
    seed: int = 0


@dataclass(frozen=True)
class History:
    """One finest cell over time. A class that is in a place on no list yet is a state by itself.

    `versions`: the classes that were ever there; `there[state, version]`; `days[state]`: since when;
    `counts[version, presence, combination]`: heads; `told[state, presence, combination]`; `weighed` as in `Keys`."""

    cell: Cell
    versions: tuple[Version, ...]
    there: Numbers
    days: tuple[int, ...]
    counts: Numbers
    told: Numbers
    weighed: bool = False

    @property
    def main(self) -> range:
        """The states of the cell itself, one after the other."""
        return range(
            sum(one.comes < one.mapped for one in self.versions if one.comes < min(one.mapped, DAYS)), len(self.days)
        )

    @property
    def true(self) -> Numbers:
        """Heads of [state, presence, combination]."""
        return np.asarray(np.einsum("sv,vpc->spc", self.there, self.counts))


def histories(country: Country, keys: Keys, last: int = DAYS) -> list[History]:
    """The cells of a country as they are told until the day `last`."""
    return [_history(cell, tuple(versions), keys, last) for cell, versions in by_cell(country).items()]


def _history(cell: Cell, versions: tuple[Version, ...], keys: Keys, last: int) -> History:
    changes = sorted({day for one in versions for day in (one.mapped, one.goes) if day <= last})
    there, days = [[False] * len(versions)], [-1]
    for day in changes:
        now = [one.mapped <= day < one.goes for one in versions]
        if now != there[-1]:
            there.append(now)
            days.append(day)
    there, days = there[1:], days[1:]
    for one in versions:
        if one.comes < min(one.mapped, last):
            there.insert(0, [other is one for other in versions])
            days.insert(0, one.comes)
    counts = np.zeros((len(versions), 3, MANY), np.int64)
    for place, one in enumerate(versions):
        for who in one.learners:
            counts[place, who.presence, who.combination] += 1
    state = np.array(there, np.int64).reshape(len(days), len(versions))
    drawn = _folded(versions, counts, state, keys)
    true = np.einsum("sv,vpc->spc", state, counts)
    told = rounded(true.reshape(-1, MANY), drawn.reshape(-1, MANY), keys.weighed).reshape(true.shape)
    return History(cell, versions, state, tuple(days), counts, told, keys.weighed)


def _folded(versions: Iterable[Version], counts: Numbers, there: Numbers, keys: Keys) -> Numbers:
    """The key of [state, presence, combination]."""
    most = np.int64(2**32)
    total, least = np.zeros(counts.shape, np.int64), np.full(counts.shape, most)
    for place, one in enumerate(versions):
        for who in one.learners:
            key = _mixed(keys.seed, 0 if keys.person else one.number + 1, who.learner)
            at = place, who.presence, who.combination
            total[at] += key
            least[at] = min(least[at], key)
    if keys.rule == "sum":
        return np.asarray(np.einsum("sv,vpc->spc", there, total) % most)
    smallest = np.array([np.min(np.where(row[:, None, None] > 0, least, most), axis=0) for row in there])
    if keys.rule == "least":
        return smallest
    whole = smallest.min(axis=2)
    if keys.rule == "least_of_roll":
        whole = np.array([[_mixed(int(key), presence) for presence in range(3)] for key in whole.min(axis=1)])
    mixed = [[[_mixed(keys.seed, int(key), number) for number in range(MANY)] for key in row] for row in whole]
    return np.array(mixed, np.int64).reshape(len(there), 3, MANY)


def learner_key(learner: int) -> int:
    """A key of 63 bits, as the product makes them of a learner."""
    return _mixed(1, learner) << 31 | _mixed(2, learner) >> 1


def _mixed(*numbers: int) -> int:
    """32 bits of any numbers, as good as drawn: splitmix64."""
    state = 0
    for number in numbers:
        state = (state + number + 0x9E3779B97F4A7C15) & (2**64 - 1)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            state = (state ^ (state >> shift)) * factor & (2**64 - 1)
        state ^= state >> 31
    return state >> 32


def rounded(true: Numbers, keys: Numbers, weighed: bool = False) -> Numbers:
    """What is told of [cell, combination]."""
    heads, rows = true.sum(axis=1), np.arange(len(true))
    rest: Numbers = true % BASE
    up = keys % BASE < rest
    largest = (true * (2**32 + keys % 2**32)).argmax(axis=1) if weighed else true.argmax(axis=1)
    told: Numbers = true - rest + BASE * up
    others = true.copy()
    others[rows, largest] = 0
    for row in np.flatnonzero((others + -others % BASE).sum(axis=1) > heads):
        # They might not fit: rounded in a row, from one start.
        behind = np.concatenate(([0], np.cumsum(others[row]))) + keys[row, largest[row]] % BASE
        told[row] = np.diff(behind // BASE) * BASE
    told[rows, largest] = 0
    told[rows, largest] = heads - told.sum(axis=1)
    few = (heads < LIMIT) | (true.max(axis=1, initial=0) < 2)
    told[few] = 0
    told[few, NOBODY] = heads[few]
    return told


def margins() -> tuple[list[tuple[str, ...]], Numbers]:
    """Every combination of values of some attributes, and which combinations it adds up."""
    names: list[tuple[str, ...]] = []
    sets: list[list[bool]] = []
    for shown in range(1, 8):
        kept = [bool(shown >> place & 1) for place in range(3)]
        seen: dict[tuple[str, ...], list[bool]] = {}
        for number, values in enumerate(COMBINATIONS):
            name = tuple(value if keep else "" for value, keep in zip(values, kept, strict=True))
            seen.setdefault(name, [False] * MANY)[number] = True
        names += seen
        sets += seen.values()
    return names, np.array(sets, np.int64)


def whole_numbers(values: Any) -> Numbers:
    """As an array of numbers."""
    return np.asarray(values, np.int64)
