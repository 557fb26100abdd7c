"""Different learners of one combination, rounded to multiples of ten, in the districts of a growing register.

All told numbers are sums of these, and tell no more.

The attacker knows that their numbers only rise while classes only come, that a told number that changed is one of other
learners, and exactly how many there are of all kinds together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.benchmarks.attack.method import LIMIT, MANY, Numbers, learner_key
from tests.benchmarks.attack.questions import DISTRICT_SIZE, tight
from tests.benchmarks.attack.records import Country, Version

TEN = 10
SETS = np.eye(MANY, dtype=np.int64)


def attacked(country: Country) -> tuple[int, int]:
    """How many counts of 1 to 9 were tried, and how many are certain: of each combination of each district on each day
    until a class is taken out or mended."""
    tried = certain = 0
    for district in sorted({one.cell.upazila // DISTRICT_SIZE for one in country}):
        days = list(_days([one for one in country if one.cell.upazila // DISTRICT_SIZE == district]))
        true = np.array([SETS @ np.bincount(list(kinds.values()), minlength=MANY) for kinds in days])
        told = np.array([_told(kinds) for kinds in days])
        low, high = _bounds(told, np.array([len(kinds) for kinds in days]))
        assert (low <= true).all()
        assert (true <= high).all()
        small = (true > 0) & (true < LIMIT)
        tried += int(small.sum())
        certain += int((small & (low == high)).sum())
    return tried, certain


def _days(own: Sequence[Version]) -> Iterator[dict[int, int]]:
    """The combination of every learner after each class."""
    kinds: dict[int, int] = {}
    numbers = [one.number for one in own]
    for one in sorted(own, key=lambda one: one.mapped):
        if numbers.count(one.number) > 1:
            continue
        kinds |= {who.learner: kinds.get(who.learner, who.combination) for who in one.learners}
        yield dict(kinds)


def _told(kinds: dict[int, int]) -> Numbers:
    counts = np.bincount(list(kinds.values()), minlength=MANY)
    keys = np.full(MANY, 2**63 - 1)
    for learner, kind in kinds.items():
        keys[kind] = min(keys[kind], learner_key(learner))
    sums = SETS @ counts
    least = np.array([keys[some.astype(bool)].min() for some in SETS])
    over = sums % TEN
    return np.asarray(sums - over + TEN * (least % TEN < over))


def _bounds(told: Numbers, heads: Numbers) -> tuple[Numbers, Numbers]:
    """By day and margin, from how many each kind rises a day."""
    terms, least, most = [], [], []
    for day in range(len(told)):
        for number, some in enumerate(SETS):
            kinds = np.flatnonzero(some)
            terms.append((np.arange(day + 1)[:, None] * MANY + kinds).reshape(-1))
            least.append(max(0, int(told[day, number]) - TEN + 1))
            most.append(int(told[day, number]) + TEN - 1)
            if day and told[day, number] != told[day - 1, number]:
                terms.append(day * MANY + kinds)
                least.append(1)
                most.append(int(heads[day]))
        terms.append(np.arange((day + 1) * MANY))
        least.append(int(heads[day]))
        most.append(int(heads[day]))
    low, high = tight(told.shape[0] * MANY, terms, least, most, int(heads.max()))
    low, high = (np.cumsum(one.reshape(-1, MANY), axis=0) @ SETS.T for one in (low, high))
    # A sum may be known better than its parts; days before and after bound it, too.
    low, high = np.maximum(low, told - TEN + 1), np.minimum(high, told + TEN - 1)
    changed = told[1:] != told[:-1]
    for day in range(1, len(told)):
        low[day] = np.maximum(low[day], low[day - 1] + changed[day - 1])
    for day in range(len(told) - 1, 0, -1):
        high[day - 1] = np.minimum(high[day - 1], high[day] - changed[day - 1])
    return low, high
