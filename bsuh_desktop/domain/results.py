"""What a class answered and learned: results by question, the class-average gain, and results by pair.

No gain of a single learner is computed, since a mean of such gains is biased even if nobody learned anything; instead
the class's two averages are compared. If a class is too small to tell a difference from chance, the verdict is "too few
to tell", never "no change".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.quiz import LETTERS, Item, is_right
from bsuh_desktop.domain.significance import CONFIDENCE, FEWEST, mcnemar, mean_interval

Answers = Mapping[str, Mapping[str, str]]
"""Learner → item → letter. "" is a blank; an item that is missing was not asked of this learner."""

Counts = Mapping[str, Mapping[str, int]]
"""Item → letter → number."""

FEWEST_SHOWN = 5
"""With fewer answers no share or chart is shown of a class: everybody in the room could tell whose they are."""


def enough_to_show(counts: Mapping[str, int], levels: Mapping[str, str] | None = None) -> bool:
    """True if a chart of answers by letter tells no single learner's; hands that were only seen have no numbers."""
    return bool(levels) or sum(counts.values()) >= FEWEST_SHOWN


LearningResult = Literal["learned", "forgot", "too_few"]


class QuestionResult(msgspec.Struct, frozen=True):
    """How one item was answered."""

    item: str
    counts: dict[str, int]
    """Letter → number of answers."""
    blank: int
    """How many of the `n` gave no answer."""
    n: int
    """How many were asked."""
    right: int | None
    """How many answered right; None for a sensitive item."""
    share: float | None
    """right / n; None for a sensitive item, or if nobody was asked."""


class Learning(msgspec.Struct, frozen=True):
    """The class before and after."""

    paired: bool
    """True: `n` learners who answered both times. False (hands): it is not known who answered, so there is neither
    interval nor verdict."""
    n: int
    """Learners; for hands, the smallest number of hands at any of the questions."""
    pre: float
    """Class average of the share right before, 0 to 1."""
    post: float
    """Class average of the share right after, 0 to 1."""
    difference: float
    """post − pre."""
    gain: float | None
    """The class-average gain (post − pre) / (1 − pre); None if everything was right before."""
    interval: tuple[float, float] | None = None
    """95 % confidence interval of `difference`."""
    verdict: LearningResult | None = None


class PairResult(msgspec.Struct, frozen=True):
    """One objective, asked in form A and form B."""

    pair: int
    objective: str
    n: int
    """Learners who were asked both times."""
    pre: int
    """How many were right before."""
    post: int
    """How many were right after."""
    learned: int
    """How many were wrong before and right after."""
    forgot: int
    """How many were right before and wrong after."""
    p: float
    """p-value of the exact McNemar test."""
    verdict: LearningResult


def question_result(item: Item, counts: Mapping[str, int], blank: int) -> QuestionResult:
    """The result of one item from the number of answers per letter; used for hands and sensitive items, too."""
    n = sum(counts.values()) + blank
    right = counts.get(item.key, 0) if item.key and not item.sensitive else None
    share = right / n if right is not None and n else None
    return QuestionResult(item.id, {letter: counts.get(letter, 0) for letter in LETTERS}, blank, n, right, share)


def paired_learning(items: Sequence[Item], pre: Answers, post: Answers) -> Learning | None:
    """What the learners who answered both times learned; None if there are none.

    A learner's share is computed over the objectives that they were asked both times; a blank counts as not right.
    Sensitive items and those of the lesson are left out.
    """
    changes = _changes(items, pre, post).values()
    if not changes:
        return None
    before = [_share(was for was, _ in pairs.values()) for pairs in changes]
    after = [_share(now for _, now in pairs.values()) for pairs in changes]
    differences = [later - earlier for earlier, later in zip(before, after, strict=True)]
    learning = _learning(True, len(before), _mean(before), _mean(after))
    interval = mean_interval(differences)
    return msgspec.structs.replace(learning, interval=interval, verdict=_verdict(len(before), interval))


def pair_results(items: Sequence[Item], pre: Answers, post: Answers) -> tuple[PairResult, ...]:
    """The result of each pair of items that somebody was asked both times, sorted by its number."""
    changes = _changes(items, pre, post).values()
    objectives = {item.pair: item.objective for item in reversed(items) if _scored(item)}
    numbers = sorted({number for pairs in changes for number in pairs})
    return tuple(_pair(number, objectives[number], [p[number] for p in changes if number in p]) for number in numbers)


def hands_learning(items: Sequence[Item], pre: Counts, post: Counts) -> Learning | None:
    """What a class learned that answered by hands: averages over the objectives asked both times, unpaired; None if
    there are none."""
    before, after = _shares_by_pair(items, pre), _shares_by_pair(items, post)
    both = sorted(before.keys() & after.keys())
    if not both:
        return None
    hands = min(asked[number][1] for asked in (before, after) for number in both)
    return _learning(False, hands, _mean([before[n][0] for n in both]), _mean([after[n][0] for n in both]))


def _scored(item: Item) -> bool:
    return item.form in ("A", "B") and item.pair > 0 and bool(item.key) and not item.sensitive


def _changes(items: Sequence[Item], pre: Answers, post: Answers) -> dict[str, dict[int, tuple[bool, bool]]]:
    """Learner → pair → (right before, right after), for the pairs that the learner was asked both times."""
    changes = {}
    for learner in pre.keys() & post.keys():
        before, after = _right_by_pair(items, pre[learner]), _right_by_pair(items, post[learner])
        if both := before.keys() & after.keys():
            changes[learner] = {number: (before[number], after[number]) for number in both}
    return changes


def _right_by_pair(items: Sequence[Item], given: Mapping[str, str]) -> dict[int, bool]:
    return {item.pair: is_right(item, given[item.id]) for item in items if _scored(item) and item.id in given}


def _shares_by_pair(items: Sequence[Item], counts: Counts) -> dict[int, tuple[float, int]]:
    """Pair → (share right, hands)."""
    results = [(item.pair, question_result(item, counts.get(item.id, {}), 0)) for item in items if _scored(item)]
    return {pair: (result.share, result.n) for pair, result in results if result.share is not None}


def _pair(number: int, objective: str, both: Sequence[tuple[bool, bool]]) -> PairResult:
    learned, forgot = both.count((False, True)), both.count((True, False))
    p = mcnemar(learned, forgot)
    verdict: LearningResult = "too_few"
    if p < 1 - CONFIDENCE:
        verdict = "learned" if learned > forgot else "forgot"
    pre, post = sum(was for was, _ in both), sum(now for _, now in both)
    return PairResult(number, objective, len(both), pre, post, learned, forgot, p, verdict)


def _learning(paired: bool, n: int, pre: float, post: float) -> Learning:
    gain = (post - pre) / (1 - pre) if pre < 1 else None
    return Learning(paired, n, pre, post, post - pre, gain)


def _verdict(n: int, interval: tuple[float, float] | None) -> LearningResult:
    if n < FEWEST or interval is None or interval[0] <= 0 <= interval[1]:
        return "too_few"
    return "learned" if interval[0] > 0 else "forgot"


def _share(right: Iterable[bool]) -> float:
    return _mean([float(one) for one in right])


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
