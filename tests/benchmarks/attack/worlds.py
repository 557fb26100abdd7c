"""Counts that are certain: the same in every world in which everything that is told is told.

The attacker is handed every told finest cell of every day, more than the tables give. He knows the method, how many
heads each class has by presence, which classes came, went or were mended on which day (and that a mended one differs by
one learner), and that a told number of other records is another draw: where the key is of a combination's own records,
a told number that changed proves that its records did. Wider sums need no look: a sum of cells is certain only if each
of them is.

A world that differs from the true one by one learner of another combination is tried first; what no such world frees
goes to an integer programme.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from tests.benchmarks.attack.method import BASE, LIMIT, MANY, History, Numbers, margins

NAMES, SETS = margins()
_SUMS = {"absent": (0,), "there": (1,), "certificates": (2,), "present": (1, 2), "total": (0, 1, 2)}


@dataclass(frozen=True)
class Certain:
    """A count that is certain: `at_once` if from one day's figures alone."""

    history: History
    state: int
    measure: str
    values: tuple[str, ...]
    count: int
    at_once: bool

    @property
    def why(self) -> str:
        """How he knows."""
        if self.at_once:
            return "as many as the largest can be at most, which takes the rest: from one day's figures"
        numbers = [one.number for one in self.history.versions]
        mended = len(set(numbers)) < len(numbers)
        return "told otherwise on another day: other records" + (", one of them mended or taken out" if mended else "")


@dataclass
class Found:
    """How many counts of 1 to 9 were tried, how many needed an integer programme, and which are certain."""

    tried: int = 0
    programmes: int = 0
    certain: list[Certain] = field(default_factory=list)

    def join(self, other: Found) -> None:
        """Both together."""
        self.tried += other.tried
        self.programmes += other.programmes
        self.certain += other.certain


def attacked(history: History, own_key: bool) -> Found:
    """All counts of 1 to 9 of one cell, in each of its states. `own_key`: the key of a combination is of its own
    records alone."""
    found = Found()
    true = history.true
    free = np.array([[_crossed(one) for one in state] for state in _moves(history, own_key)])
    solved: dict[tuple[int, int, int], bool] = {}

    def sure(state: int, presence: int, number: int) -> bool:
        if free[state, presence, number]:
            return False
        at = state, presence, number
        if at not in solved:
            found.programmes += 1
            solved[at] = Worlds(history, presence, own_key).sure(state, SETS[number])
        return solved[at]

    for state, (measure, some) in product(range(len(true)), _SUMS.items()):
        filled = [one for one in some if true[state, one].any()]
        if len(some) > 1 and len(filled) < 2:
            continue  # the same count as that of the only part that is not empty
        counts = SETS @ true[state, filled].sum(axis=0)
        small = np.flatnonzero((counts > 0) & (counts < LIMIT))
        found.tried += len(small)
        for number in map(int, small):
            # A sum is certain only if each of its parts is.
            if all(sure(state, one, number) for one in filled):
                found.certain.append(_certain(history, state, measure, number, int(counts[number]), own_key))
    return found


def _certain(history: History, state: int, measure: str, number: int, count: int, own_key: bool) -> Certain:
    here = slice(state, state + 1)
    alone = replace(history, there=history.there[here], days=history.days[here], told=history.told[here])
    at_once = all(
        not history.true[state, one].sum() or Worlds(alone, one, own_key).sure(0, SETS[number])
        for one in _SUMS[measure]
    )
    return Certain(history, state, measure, NAMES[number], count, at_once)


def _crossed(moves: Numbers) -> Numbers:
    """For each set whether a move leads into it or out of it."""
    into = np.einsum("ta,ab,tb->t", SETS, moves, 1 - SETS) + np.einsum("ta,ab,tb->t", 1 - SETS, moves, SETS)
    return np.asarray(into > 0)


def _moves(history: History, own_key: bool) -> Numbers:
    """[state, presence, from, to]: whether some class of this state could have one learner more of `to` and one fewer
    of `from`."""
    numbers = [one.number for one in history.versions]
    found = np.zeros((len(history.there), 3, MANY, MANY), np.int64)
    for number in set(numbers):
        own = np.array([one == number for one in numbers])
        for presence in range(3):
            counts = history.counts[own, presence]
            if counts.min(axis=0).any():
                there = history.there[:, own].sum(axis=1)
                possible = _possible(history, presence, there, own, own_key) & (counts.min(axis=0) > 0)[:, None]
                found[there > 0, presence] |= possible
    return found


def _possible(history: History, presence: int, there: Numbers, own: Numbers, own_key: bool) -> Numbers:
    """[from, to] for one class, which is `there` in some states."""
    moved = np.eye(MANY, dtype=np.int64)[None, :, :] - np.eye(MANY, dtype=np.int64)[:, None, :]
    true, told = history.true[:, presence], history.told[:, presence]
    possible = np.ones((MANY, MANY), bool)
    largest = np.zeros((len(true), MANY, MANY), np.int64)
    for state, (counts, figures) in enumerate(zip(true, told, strict=True)):
        if counts.sum() < LIMIT:
            largest[state] = -1
            continue
        world = counts + moved * int(there[state])
        good = could_be(world, figures)
        largest[state] = good.argmin(axis=2)  # whoever cannot be told so takes the rest
        if history.weighed:
            top = 2 * np.take_along_axis(world, largest[state][:, :, None], axis=2) > world.max(axis=2, keepdims=True)
            top[good.all(axis=2)] = True
        else:
            largest[state] = world.argmax(axis=2)
            top = np.ones((MANY, MANY, 1), bool)
        np.put_along_axis(good, largest[state][:, :, None], top, axis=2)
        possible &= good.all(axis=2)
    if own_key:
        for one, other in combinations(range(len(true)), 2):
            if true[one].sum() < LIMIT or true[other].sum() < LIMIT:
                continue
            apart = history.there[one] != history.there[other]
            differ = history.counts[apart, presence].sum(axis=0) + moved * int((apart & own).sum())
            changed = (told[one] != told[other])[None, None, :] & (differ < 1)
            for state in (one, other):
                np.put_along_axis(changed, largest[state][:, :, None], False, axis=2)
            possible &= ~changed.any(axis=2)
    return possible


def could_be(true: Numbers, told: Numbers) -> Numbers:
    """Whether counts that are not the largest can be told so."""
    return np.asarray((np.abs(true - told) < BASE) & (told % BASE == 0) & ((true > 0) | (told == 0)))


class Worlds:
    """The integer programme of one cell's presence: `x[version, combination]`, and by state and combination whether it
    is the largest."""

    def __init__(self, history: History, presence: int, own_key: bool) -> None:
        self._weighed = history.weighed
        self._there, self._told = history.there, history.told[:, presence]
        self._heads = history.counts[:, presence].sum(axis=1)
        self._versions, self._states = len(history.versions), len(history.there)
        self._rows: list[tuple[dict[int, int], float, float]] = []
        self._size = (self._versions + self._states) * MANY
        self._high = np.concatenate([np.repeat(self._heads, MANY), np.ones(self._states * MANY, np.int64)])
        for version in range(self._versions):
            heads = self._heads[version]
            self._say({version * MANY + number: 1 for number in range(MANY)}, heads, heads)
        for state in range(self._states):
            if self._there[state] @ self._heads >= LIMIT:
                self._state(state)
        if own_key:
            self._changes()
        self._mended(history)

    def _more(self, high: int) -> int:
        """One more number, up to `high`."""
        self._high = np.append(self._high, high)
        self._size += 1
        return self._size - 1

    def _say(self, terms: dict[int, int], low: float, high: float) -> None:
        self._rows.append((terms, low, high))

    def _count(self, state: int, number: int, factor: int = 1) -> dict[int, int]:
        return {int(version) * MANY + number: factor for version in np.flatnonzero(self._there[state])}

    def _sign(self, state: int, number: int) -> int:
        return (self._versions + state) * MANY + number

    def _state(self, state: int) -> None:
        """Whatever is not the largest is told by rounding. `top` is the largest's count, above all before it and not
        below any; or the most of any."""
        most = int(self._there[state] @ self._heads)
        top = self._more(most)
        signs = [self._sign(state, number) for number in range(MANY)]
        self._say(dict.fromkeys(signs, 1), 1, 1)
        for number, sign in enumerate(signs):
            told, count = int(self._told[state, number]), self._count(state, number)
            if told % BASE:
                self._say({sign: 1}, 1, 1)
            self._say(count | {sign: most}, max(0, told - BASE + 1), np.inf)
            self._say(count | {sign: -most}, -np.inf, told + BASE - 1)
            if self._weighed:
                self._say(count | {top: -1}, -np.inf, 0)
                twice = dict.fromkeys(count, 2)
                self._say(twice | {top: -1, sign: -2 * most}, 1 - 2 * most, np.inf)
            else:
                self._say(count | {top: -1} | dict.fromkeys(signs[number + 1 :], 1), -np.inf, 0)
                self._say(count | {top: -1, sign: -most}, -most, np.inf)

    def _changes(self) -> None:
        big = [state for state in range(self._states) if self._there[state] @ self._heads >= LIMIT]
        for one, other in combinations(big, 2):
            apart = np.flatnonzero(self._there[one] != self._there[other])
            for number in np.flatnonzero(self._told[one] != self._told[other]):
                terms = {int(version) * MANY + int(number): 1 for version in apart}
                signs = {self._sign(one, int(number)): 1, self._sign(other, int(number)): 1}
                self._say(terms | signs, 1, np.inf)

    def _mended(self, history: History) -> None:
        """Versions of one class differ by one learner at most."""
        for one, other in combinations(range(self._versions), 2):
            if history.versions[one].number == history.versions[other].number:
                signs = {}
                for number in range(MANY):
                    sign = self._more(1)
                    signs[sign] = 1
                    terms = {one * MANY + number: 1, other * MANY + number: -1}
                    self._say(terms | {sign: -1}, -np.inf, 0)
                    self._say(terms | {sign: 1}, 0, np.inf)
                self._say(signs, 0, 2)

    def sure(self, state: int, some: Numbers) -> bool:
        """Whether so many of these combinations are there in every world."""
        low, high = (self._most(state, some, sign) for sign in (1, -1))
        return low == high

    def _most(self, state: int, some: Numbers, sign: int) -> int:
        cost = np.zeros(self._size)
        for number in np.flatnonzero(some):
            for at in self._count(state, int(number)):
                cost[at] = sign
        said = milp(cost, constraints=self._matrix(), bounds=Bounds(0, self._high), integrality=np.ones(self._size))
        assert said.x is not None, said.message
        return round(float(said.fun)) * sign

    def _matrix(self) -> LinearConstraint:
        cells = [(row, at, factor) for row, (terms, _, _) in enumerate(self._rows) for at, factor in terms.items()]
        rows, columns, factors = zip(*cells, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(self._rows), self._size)).tocsr()
        return LinearConstraint(matrix, [low for _, low, _ in self._rows], [high for _, _, high in self._rows])
