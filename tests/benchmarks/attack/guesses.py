"""The attacker's best guess of a count, from one finest cell alone and from everything that is told.

He knows the method, but not the keys; the shares of all combinations in each kind of class, which he learns from what
is told of the whole country; the heads of each class by presence. From everything: how each cell grew over the daily
exports, and the other classes of the same children (same upazila, partner, grade and rolls), whose told numbers are
other draws for nearly the same count. Combinations are taken as Poisson counts that add up to the heads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.attack.method import BASE, LIMIT, MANY, History, Keys, Numbers
from tests.benchmarks.attack.worlds import SETS

Shares = NDArray[Any]
_KINDS, _ROUNDS, _TINY, _LARGEST_ROLL = 8, 30, 1e-12, 150
_THERE = 0.88
"""Of a class, those who are there and earn a certificate."""


@dataclass
class Score:
    """How many counts of 1 to 9 were guessed, and how many rightly: knowing that they are 1 to 9, and not (`blind`)."""

    tried: int = 0
    alone: int = 0
    all: int = 0
    alone_blind: int = 0
    all_blind: int = 0

    def add(self, true: int, alone: Shares, everything: Shares) -> None:
        """One count, and what the two guesses give to each number from 0."""
        self.tried += 1
        self.alone += int(np.argmax(alone[1:LIMIT])) + 1 == true
        self.all += int(np.argmax(everything[1:LIMIT])) + 1 == true
        self.alone_blind += int(np.argmax(alone)) == true
        self.all_blind += int(np.argmax(everything)) == true

    def text(self) -> str:
        """In words."""
        return (
            f"{self.tried} counts, right {self.alone / self.tried:.3f} from one cell, {self.all / self.tried:.3f} from"
            f" everything = {self.all / self.alone:.3f} x; not knowing that they are 1 to 9:"
            f" {self.alone_blind / self.tried:.3f}, {self.all_blind / self.tried:.3f}"
            f" = {self.all_blind / self.alone_blind:.3f} x"
        )

    def join(self, other: Score) -> None:
        """Both together."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Prior:
    """Kinds of classes and the shares of combinations in each, learned from told cells."""

    def __init__(self, told: Numbers) -> None:
        chance = np.random.default_rng(1)
        rows = np.maximum(told, 0).astype(float)
        self._shares = rows[chance.integers(0, len(rows), _KINDS)] + rows.mean(axis=0)
        self._weights = np.full(_KINDS, 1 / _KINDS)
        for _ in range(_ROUNDS):
            self._shares /= self._shares.sum(axis=1, keepdims=True)
            belongs = self._belongs(rows)
            self._weights = (belongs.sum(axis=0) + 1) / (len(rows) + _KINDS)
            self._shares = belongs.T @ rows + 0.002 * rows.mean(axis=0) + 1e-6
        self._shares /= self._shares.sum(axis=1, keepdims=True)

    def _belongs(self, rows: Shares) -> Shares:
        likely = rows @ np.log(self._shares + 1e-9).T + np.log(self._weights)
        likely = np.exp(likely - likely.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    def shares(self, told: Numbers) -> Shares:
        """Those of a class of which this is told."""
        return np.asarray(self._belongs(np.maximum(told, 0).astype(float)[None, :])[0] @ self._shares)


@dataclass
class Seen:
    """One cell as it is told last. `likely[presence, combination, count, draw]`: how likely everything told of it so
    far is, with the draw (how far a rest must go to go up) that is in force."""

    history: History
    heads: Numbers
    likely: Shares

    def splits(self, skip: int = -1) -> Shares:
        """[combination, count]: the sum over all ways to spread a count over presences (but `skip`), divided by the
        count's factorial."""
        found = np.zeros((MANY, self.likely.shape[2]))
        found[:, 0] = 1
        for presence in (one for one in range(3) if one != skip):
            found = _convolved(found, self.weighed(presence).mean(axis=2))
        return found

    def weighed(self, presence: int) -> Shares:
        """[combination, count, draw]: likelihood, times the chance of this presence, over the factorial."""
        counts = np.arange(self.likely.shape[2])
        chance = (self.heads[presence] / self.heads.sum()) ** counts / _factorials(len(counts))
        return np.asarray(self.likely[presence] * chance[None, :, None])


def _convolved(one: Shares, other: Shares) -> Shares:
    size = one.shape[1]
    return np.array([np.convolve(a, b)[:size] for a, b in zip(one, other, strict=True)])


def _factorials(size: int) -> Shares:
    return np.concatenate(([1.0], np.cumprod(np.arange(1.0, size))))


def guessed(histories: Sequence[History], keys: Keys, cells: int = 10**9) -> dict[str, Score]:
    """How well counts of the newest day are guessed, by presence and for all on the roll (`total`); of so many cells,
    by dice."""
    told = [one.told[-1].sum(axis=0) for one in histories if one.there[-1].any()]
    prior = Prior(np.array(told))
    scores: dict[str, Score] = defaultdict(Score)
    groups = list(_groups(histories))
    np.random.default_rng(2).shuffle(groups)
    done = 0
    for group in groups:
        if done >= cells:
            break
        done += len(group)
        _guess_group(group, keys, prior, scores)
    return dict(scores)


def _groups(histories: Sequence[History]) -> Iterator[list[History]]:
    """Cells of the same children: of the same upazila, partner and grade, with the same rolls."""
    found = defaultdict(list)
    for one in histories:
        sizes = sorted(
            len(version.learners) for version, there in zip(one.versions, one.there[-1], strict=True) if there
        )
        if sizes and sum(sizes) <= _LARGEST_ROLL:
            found[one.cell.upazila, one.cell.partner, one.cell.grade, *sizes].append(one)
    for group in found.values():
        yield sorted(group, key=lambda one: one.cell.month)


def _guess_group(group: Sequence[History], keys: Keys, prior: Prior, scores: dict[str, Score]) -> None:
    size = int(group[0].true[-1].sum()) + 1
    everybody = prior.shares(sum((one.told[-1].sum(axis=0) for one in group), np.zeros(MANY, np.int64)))
    seen = [_seen(one, everybody, size, keys) for one in group]
    others = _others(seen, keys)
    for place, one in enumerate(group):
        own = prior.shares(one.told[-1].sum(axis=0))
        alone = _seen(one, own, size, None)
        none = np.ones((MANY, size, BASE))
        for presence in range(4):
            true = one.true[-1].sum(axis=0) if presence == 3 else one.true[-1, presence]
            if not true.sum():
                continue
            first = _posterior(alone, own, none, presence)
            second = _posterior(seen[place], everybody, others[place], presence)
            name = ("absent", "there", "certificates", "total")[presence]
            for number in np.flatnonzero((SETS @ true > 0) & (SETS @ true < LIMIT)):
                some = SETS[number].astype(bool)
                count = int(true[some].sum())
                scores[name].add(count, _of_sum(first, some, true.sum()), _of_sum(second, some, true.sum()))


def _others(seen: Sequence[Seen], keys: Keys) -> list[Shares]:
    """For each class how likely the other classes' told numbers are, by [combination, count on the roll, draw]."""
    size = seen[0].likely.shape[2]
    facts = _factorials(size)
    own = []
    for one in seen:
        rest = one.splits(skip=2)
        last = one.weighed(2)
        each = [_convolved(rest, last[:, :, draw]) * facts for draw in range(BASE)]
        each = [np.maximum(each[draw], _TINY * np.max(each, axis=(0, 2))[:, None]) for draw in range(BASE)]
        whole = np.stack(each, axis=2)
        own.append(whole / whole.max(axis=(1, 2), keepdims=True))
    stays: Shares = np.full(size, _THERE**2)
    if not keys.person:
        stays = np.zeros(size)
    elif keys.rule == "least_of_roll":
        stays = np.ones(size)
    elif keys.rule == "sum":
        stays = _THERE ** (2 * np.arange(size))
    found = [np.ones_like(own[0]) for _ in own]
    for order in (range(len(own)), range(len(own) - 1, -1, -1)):
        message = np.ones_like(own[0])
        for place in order:
            found[place] = found[place] * message
            message = message * own[place]
            message = stays[None, :, None] * message + (1 - stays[None, :, None]) * message.mean(axis=2, keepdims=True)
            message /= message.max(axis=(1, 2), keepdims=True)
    return found


def _posterior(seen: Seen, shares: Shares, others: Shares, presence: int) -> Shares:
    """[combination, count] of one presence, or of all (3)."""
    size = seen.likely.shape[2]
    counts = np.arange(size)
    rate = shares[:, None] * seen.heads.sum()
    on_roll = np.exp(counts * np.log(rate) - rate)[:, :, None] * others
    last = seen.weighed(2)
    found = np.zeros((MANY, size))
    for draw in range(BASE):
        if presence == 3:
            found += _convolved(seen.splits(skip=2), last[:, :, draw]) * on_roll[:, :, draw]
            continue
        rest = seen.splits(skip=2)
        if presence != 2:
            rest = _convolved(seen.weighed(1 - presence).mean(axis=2), last[:, :, draw])
        mine = last[:, :, draw] if presence == 2 else seen.weighed(presence).mean(axis=2)
        for count in range(min(size, int(seen.heads[presence]) + 1)):
            found[:, count] += mine[:, count] * (rest[:, : size - count] * on_roll[:, count:, draw]).sum(axis=1)
    return np.asarray(found / np.maximum(found.sum(axis=1, keepdims=True), 1e-300))


def _of_sum(posterior: Shares, some: NDArray[np.bool_], heads: int) -> Shares:
    """How likely each number from 0 to 9 is for the sum of some combinations, when all add up to `heads`."""
    low, inside = _sum(posterior[some])
    base, outside = _sum(posterior[~some]) if not some.all() else (0, np.ones(1))
    found = np.zeros(LIMIT)
    for number in range(LIMIT):
        mine, theirs = number - low, heads - number - base
        if 0 <= mine < len(inside) and 0 <= theirs < len(outside):
            found[number] = inside[mine] * outside[theirs]
    if not found.any():
        for number in range(LIMIT):
            found[number] = inside[number - low] if 0 <= number - low < len(inside) else 0
    return found


def _sum(rows: Shares) -> tuple[int, Shares]:
    """The least sum that counts, and the chances from there on."""
    low, chances = 0, np.ones(1)
    for row in rows:
        worth = np.flatnonzero(row > 1e-9)
        first, last = (int(worth[0]), int(worth[-1])) if len(worth) else (0, 0)
        low += first
        chances = np.convolve(chances, row[first : last + 1] if len(worth) else np.ones(1))
    return low, chances


def _seen(history: History, shares: Shares, size: int, keys: Keys | None) -> Seen:
    """A cell as it is told last; with `keys` its days before count, too."""
    heads = history.true[-1].sum(axis=1)
    likely = np.ones((3, MANY, size, BASE))
    for presence in range(3):
        if keys is None:
            likely[presence] = _told_so(history.told[-1, presence], size)
        else:
            likely[presence] = _grown(history, presence, shares, size, keys)
        likely[presence, :, int(heads[presence]) + 1 :] = 0
    return Seen(history, heads, likely)


def _told_so(told: Numbers, size: int) -> Shares:
    """[combination, count, draw]: 1 where a count is told so, else next to nothing. What is the largest tells nothing
    but by the sum."""
    if told.sum() < LIMIT:
        return np.ones((MANY, size, BASE))
    counts, draws = np.arange(size)[:, None], np.arange(BASE)[None, :]
    rest = counts % BASE
    as_told = counts - rest + BASE * (draws < rest)
    found = (as_told[None, :, :] == told[:, None, None]) + _TINY
    odd = np.flatnonzero(told % BASE)
    found[int(odd[0]) if len(odd) else int(np.argmax(told))] = 1
    return np.asarray(found)


def _grown(history: History, presence: int, shares: Shares, size: int, keys: Keys) -> Shares:
    """The same from all days: a filter forward over the states, divided by what is expected without them."""
    top = max(size, int(history.true[:, presence].sum(axis=1).max()) + 1)
    counts = np.arange(top)
    message = np.zeros((MANY, top, BASE))
    message[:, 0] = 1 / BASE
    heads = 0
    for state in history.main:
        first = state == history.main.start
        before = np.zeros_like(history.there[0]) if first else history.there[state - 1]
        now = history.there[state]
        gone, come = (before > now), (now > before)
        mended = {one.number for one, some in zip(history.versions, gone, strict=True) if some} & {
            one.number for one, some in zip(history.versions, come, strict=True) if some
        }
        kept = np.array([one.number not in mended for one in history.versions])
        told, earlier = history.told[state, presence], None if first else history.told[state - 1, presence]
        minus, plus = (int(history.counts[some & kept, presence].sum()) for some in (gone, come))
        if minus:
            message = _fewer(message, minus, heads, keys)
            heads -= minus
        if plus:
            fell = (
                earlier is not None
                and not minus
                and heads >= LIMIT
                and bool(((told < earlier) & (told % 3 == 0) & (earlier % 3 == 0)).any())
            )
            message = _more(message, plus, heads, shares, keys, fell and keys.rule.startswith("least_of"))
            heads += plus
        if mended:
            message = 0.9 * message + 0.05 * (_moved(message, 1) + _moved(message, -1))
            heads = int(history.true[state, presence].sum())
        message = message * _told_so(told, top)
        message /= np.maximum(message.sum(axis=(1, 2), keepdims=True), 1e-300)
    rate = np.maximum(shares[:, None] * heads, 1e-9)
    expected = np.exp(counts * np.log(rate) - rate) / _factorials(top)
    likely = message / np.maximum(expected[:, :, None], 1e-250)
    likely = likely[:, :size]
    likely[expected[:, :size] < 1e-200] = 0
    return np.asarray(likely / np.maximum(likely.max(axis=(1, 2), keepdims=True), 1e-300)) + _TINY


def _moved(message: Shares, by: int) -> Shares:
    found = np.zeros_like(message)
    if by > 0:
        found[:, 1:] = message[:, :-1]
    else:
        found[:, :-1] = message[:, 1:]
    return found


def _redrawn(part: Shares, stays: Shares) -> Shares:
    return np.asarray(part * stays + part.mean(axis=2, keepdims=True) * (1 - stays))


def _more(message: Shares, plus: int, heads: int, shares: Shares, keys: Keys, fell: bool) -> Shares:
    """A class of `plus` heads comes to `heads`."""
    found, top = np.zeros_like(message), message.shape[1]
    chance = np.exp(-shares * plus)
    counts = np.arange(top)[None, :, None]
    for count in range(min(plus, top - 1) + 1):
        stays = _stays(keys, counts, counts + count, heads, heads + plus) * (not fell)
        part = _redrawn(message, np.asarray(stays)) * chance[:, None, None]
        found[:, count:] += part[:, : top - count]
        chance = chance * shares * plus / (count + 1)
    return found


def _fewer(message: Shares, minus: int, heads: int, keys: Keys) -> Shares:
    """A class of `minus` heads of `heads` goes."""
    found, top = np.zeros_like(message), message.shape[1]
    counts = np.arange(top, dtype=float)
    share = min(minus / heads, 1 - 1e-9)
    chance = (1 - share) ** counts
    for count in range(min(minus, top - 1) + 1):
        after = np.maximum(counts - count, 0)[None, :, None]
        stays = _stays(keys, after, counts[None, :, None], heads - minus, heads)
        part = _redrawn(message, np.asarray(stays)) * chance[None, :, None]
        found[:, : top - count] += part[:, count:]
        chance = chance * np.maximum(counts - count, 0) / (count + 1) * share / (1 - share)
    return found


def _stays(keys: Keys, fewer: Shares, more: Shares, heads: int, heads_then: int) -> Shares:
    """How likely the draw of a combination stays when `fewer` of `more` records are the same."""
    if keys.rule == "sum":
        return np.asarray(fewer == more, float)
    if keys.rule == "least":
        return np.asarray(np.where(more > 0, fewer / np.maximum(more, 1), 1.0))
    return np.full((1, 1, 1), heads / heads_then)
