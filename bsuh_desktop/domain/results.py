"""What a class answered and learned: by question, by pair and by objective, as a class average, and in traps seen.

No gain of a single learner is computed, since a mean of such gains is biased even if nobody learned anything; instead
the class's two averages are compared. If a class is too small to tell a difference from chance, the verdict is "too few
to tell", never "no change". How certain a difference is: Student's t for a mean of differences, McNemar's exact test
for changed answers, both pure arithmetic, so that the same class gives the same figure on every computer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.quiz import LETTERS, Case, Item, is_right

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


Answers = Mapping[str, Mapping[str, str]]
"""Learner → item → letter. "" is a blank; an item that is missing was not asked of this learner."""

Counts = Mapping[str, Mapping[str, int]]
"""Item → letter → number."""

FEWEST_SHOWN = 5
"""With fewer answers no share or chart is shown of a class: everybody in the room could tell whose they are."""

FEWEST_OF_A_CASE = 2
"""With a single question about a trap, or about something honest, it is the question that is told of, not the class."""


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


class Share(msgspec.Struct, frozen=True):
    """How many of the answers that were asked for were of one kind."""

    count: int
    asked: int
    """At least 1."""

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return self.count / self.asked


class BeforeAfter(msgspec.Struct, frozen=True):
    """Two shares of the same class, added up over several pairs."""

    paired: bool
    """True: of the `n` learners who answered both times. False (hands): unpaired, an average of the class."""
    n: int
    """Learners; for hands, the smallest number of hands at any of the questions."""
    pre: Share
    post: Share

    @property
    def enough(self) -> bool:
        """False if so few answered that everybody in the room could tell whose answers the shares are."""
        return self.n >= FEWEST_SHOWN


class ObjectiveResult(msgspec.Struct, frozen=True):
    """One objective, over all of its pairs that were asked both times."""

    objective: str
    right: BeforeAfter
    verdict: LearningResult | None
    """By the exact sign test of the learners who had more, and fewer, right answers after than before; where there is
    one pair, that is McNemar's. None for hands."""


class CaseResult(msgspec.Struct, frozen=True):
    """The traps of the forms, or the honest things in them."""

    case: Case
    taken: BeforeAfter
    """How many were taken for traps: of traps these are the *hits*, answered right, of honest things the *false
    alarms*, answered by an option that takes them for one (`Option.alarm`). Other wrong answers are neither."""
    pairs: int
    """How many pairs of questions were asked both times."""

    @property
    def enough(self) -> bool:
        """False if only one question of the case was asked, or if too few answered."""
        return self.pairs >= FEWEST_OF_A_CASE and self.taken.enough


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
    objectives = _names(items)
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


def paired_objectives(items: Sequence[Item], pre: Answers, post: Answers) -> tuple[ObjectiveResult, ...]:
    """The result of each objective that somebody was asked both times, in the order of its first pair."""
    return _objectives(items, _of_learners(items, pre, post))


def hands_objectives(items: Sequence[Item], pre: Counts, post: Counts) -> tuple[ObjectiveResult, ...]:
    """The same of a class that answered by hands, unpaired and without a verdict."""
    return _objectives(items, _of_hands(items, pre, post))


def paired_cases(items: Sequence[Item], pre: Answers, post: Answers) -> tuple[CaseResult, ...]:
    """How many traps were seen, then how many honest things were taken for traps, by the learners who were asked both
    times.

    A case that was not asked both times is left out, as is a pair that is a trap in one form and honest in the other;
    in modules of format 1 nothing has a case.
    """
    return _cases(_of_learners(items, pre, post))


def hands_cases(items: Sequence[Item], pre: Counts, post: Counts) -> tuple[CaseResult, ...]:
    """The same of a class that answered by hands, unpaired."""
    return _cases(_of_hands(items, pre, post))


class _Asking(msgspec.Struct, frozen=True):
    """One item as one learner, or a class by hands, answered it."""

    item: Item
    right: int
    alarmed: int
    """Answers that take it for a trap."""
    asked: int


class _Both(msgspec.Struct, frozen=True):
    """One pair, asked before and after."""

    learner: str
    """"" for hands."""
    before: _Asking
    after: _Asking

    @property
    def pair(self) -> int:
        return self.before.item.pair


def _of_learners(items: Sequence[Item], pre: Answers, post: Answers) -> list[_Both]:
    def by_pair(given: Mapping[str, str]) -> dict[int, _Asking]:
        return {item.pair: _chosen(item, given[item.id]) for item in items if _scored(item) and item.id in given}

    return [
        both
        for learner in pre.keys() & post.keys()
        for both in _asked_twice(learner, by_pair(pre[learner]), by_pair(post[learner]))
    ]


def _of_hands(items: Sequence[Item], pre: Counts, post: Counts) -> list[_Both]:
    def by_pair(counts: Counts) -> dict[int, _Asking]:
        askings = [_counted(item, counts.get(item.id, {})) for item in items if _scored(item)]
        return {asking.item.pair: asking for asking in askings if asking.asked}

    return _asked_twice("", by_pair(pre), by_pair(post))


def _asked_twice(learner: str, before: Mapping[int, _Asking], after: Mapping[int, _Asking]) -> list[_Both]:
    return [_Both(learner, before[number], after[number]) for number in before.keys() & after.keys()]


def _chosen(item: Item, letter: str) -> _Asking:
    return _Asking(item, right=int(is_right(item, letter)), alarmed=int(letter in _alarms(item)), asked=1)


def _counted(item: Item, counts: Mapping[str, int]) -> _Asking:
    hands, right = sum(counts.values()), counts.get(item.key, 0)
    alarmed = sum(counts.get(letter, 0) for letter in _alarms(item))
    return _Asking(item, right=right, alarmed=alarmed, asked=hands)


def _alarms(item: Item) -> list[str]:
    """The letters that take something honest for a trap."""
    return [letter for letter, option in item.options.items() if option.alarm]


def _before_after(both: Sequence[_Both], count: Callable[[_Asking], int]) -> BeforeAfter:
    learners = {one.learner for one in both}
    paired = learners != {""}
    n = len(learners) if paired else min(min(one.before.asked, one.after.asked) for one in both)
    before, after = [one.before for one in both], [one.after for one in both]
    pre, post = (Share(sum(map(count, part)), sum(one.asked for one in part)) for part in (before, after))
    return BeforeAfter(paired, n, pre, post)


def _objectives(items: Sequence[Item], both: Sequence[_Both]) -> tuple[ObjectiveResult, ...]:
    names = _names(items)
    asked = dict.fromkeys(names[number] for number in sorted({one.pair for one in both}))
    return tuple(_objective(name, [one for one in both if names[one.pair] == name]) for name in asked)


def _objective(name: str, both: Sequence[_Both]) -> ObjectiveResult:
    right = _before_after(both, lambda asking: asking.right)
    if not right.paired:
        return ObjectiveResult(name, right, None)
    changes = Counter[str]()
    for one in both:
        changes[one.learner] += one.after.right - one.before.right
    more, fewer = (sum(sign * change > 0 for change in changes.values()) for sign in (1, -1))
    return ObjectiveResult(name, right, _changed(more, fewer))


def _cases(both: Sequence[_Both]) -> tuple[CaseResult, ...]:
    traps, honest = (
        [one for one in both if one.before.item.case == one.after.item.case == case] for case in ("trap", "honest")
    )
    results = []
    if traps:
        hits = _before_after(traps, lambda asking: asking.right)
        results.append(CaseResult("trap", hits, len({one.pair for one in traps})))
    if honest:
        alarms = _before_after(honest, lambda asking: asking.alarmed)
        results.append(CaseResult("honest", alarms, len({one.pair for one in honest})))
    return tuple(results)


def _names(items: Sequence[Item]) -> dict[int, str]:
    """Pair → objective."""
    return {item.pair: item.objective for item in reversed(items) if _scored(item)}


def _scored(item: Item) -> bool:
    return item.form in ("A", "B") and item.pair > 0 and bool(item.key) and not item.sensitive


def _changes(items: Sequence[Item], pre: Answers, post: Answers) -> dict[str, dict[int, tuple[bool, bool]]]:
    """Learner → pair → (right before, right after), for the pairs that the learner was asked both times."""
    changes: dict[str, dict[int, tuple[bool, bool]]] = {}
    for one in _of_learners(items, pre, post):
        changes.setdefault(one.learner, {})[one.pair] = bool(one.before.right), bool(one.after.right)
    return changes


def _shares_by_pair(items: Sequence[Item], counts: Counts) -> dict[int, tuple[float, int]]:
    """Pair → (share right, hands)."""
    results = [(item.pair, question_result(item, counts.get(item.id, {}), 0)) for item in items if _scored(item)]
    return {pair: (result.share, result.n) for pair, result in results if result.share is not None}


def _pair(number: int, objective: str, both: Sequence[tuple[bool, bool]]) -> PairResult:
    learned, forgot = both.count((False, True)), both.count((True, False))
    pre, post = sum(was for was, _ in both), sum(now for _, now in both)
    p, verdict = mcnemar(learned, forgot), _changed(learned, forgot)
    return PairResult(number, objective, len(both), pre, post, learned, forgot, p, verdict)


def _changed(better: int, worse: int) -> LearningResult:
    """What learners show of whom so many did better after than before, and so many worse."""
    if mcnemar(better, worse) >= 1 - CONFIDENCE:
        return "too_few"
    return "learned" if better > worse else "forgot"


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
