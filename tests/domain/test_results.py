from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.quiz import Form, Item
from bsuh_desktop.domain.results import (
    FEWEST_SHOWN,
    Learning,
    enough_to_show,
    hands_learning,
    pair_results,
    paired_learning,
    question_result,
)

NOTHING = LocalText()


def item(id: str, form: Form, pair: int, key: str = "A", sensitive: bool = False) -> Item:
    return Item(id, form, f"objective {pair}", NOTHING, {}, NOTHING, key, pair, sensitive)


A = [item(f"a{n}", "A", n) for n in range(1, 6)]
B = [item(f"b{n}", "B", n, key="B") for n in range(1, 6)]
ITEMS = [*A, *B]


def answered(form: str, rights: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """Each learner right in the first so many items of the form."""
    key, wrong = ("A", "C") if form == "a" else ("B", "D")
    return {who: {f"{form}{n}": key if n <= right else wrong for n in range(1, 6)} for who, right in rights.items()}


def learned(pre: Mapping[str, int], post: Mapping[str, int]) -> Learning:
    learning = paired_learning(ITEMS, answered("a", pre), answered("b", post))
    assert learning is not None
    return learning


def test_a_question_by_letter() -> None:
    first = question_result(A[0], {"A": 2, "C": 1}, 1)
    assert (first.item, first.counts, first.blank, first.n, first.right, first.share) == (
        "a1",
        {"A": 2, "B": 0, "C": 1, "D": 0},
        1,
        4,
        2,
        0.5,
    )


def test_a_question_that_nobody_was_asked() -> None:
    result = question_result(A[0], {}, 0)
    assert (result.n, result.right, result.share) == (0, 0, None)


@pytest.mark.parametrize("key", ["", "A"])
def test_a_sensitive_question_has_no_right_answer(key: str) -> None:
    result = question_result(item("s", "lesson", 0, key=key, sensitive=True), {"A": 7, "B": 3}, 2)
    assert (result.n, result.blank, result.right, result.share) == (12, 2, None, None)


def test_the_class_average_gain_by_hand() -> None:
    # Before 2, 3, 4, 1 and 5 of 5: 15 / 25 = 0.6. After 3, 4, 5, 1 and 4: 17 / 25 = 0.68. Gain 0.08 / 0.4 = 0.2.
    # Differences 0.2, 0.2, 0.2, 0, −0.2: mean 0.08, squares 3 · 0.0144 + 0.0064 + 0.0784 = 0.128, variance 0.032,
    # half = 2.7764 · √(0.032 / 5) = 2.7764 · 0.08 = 0.22212.
    # The mean of the learners' own gains, 1/3, 1/2, 1, 0 and none, would be 0.46.
    learning = learned({"p": 2, "q": 3, "r": 4, "s": 1, "t": 5}, {"p": 3, "q": 4, "r": 5, "s": 1, "t": 4})
    assert (learning.paired, learning.n) == (True, 5)
    assert learning.pre == pytest.approx(0.6)
    assert learning.post == pytest.approx(0.68)
    assert learning.difference == pytest.approx(0.08)
    assert learning.gain == pytest.approx(0.2)
    assert list(learning.interval or ()) == pytest.approx([-0.14212, 0.30212], abs=1e-5)
    assert learning.verdict == "too_few"


def test_only_who_answered_both_times_counts() -> None:
    pre, post = answered("a", {"p": 2, "q": 5}), answered("b", {"p": 4, "r": 0})
    assert paired_learning(ITEMS, pre, post) == learned({"p": 2}, {"p": 4})
    assert learned({"p": 2}, {"p": 4}).interval is None
    assert paired_learning(ITEMS, pre, answered("b", {"r": 0})) is None


def test_half_the_class_has_the_forms_the_other_way_round() -> None:
    pre = {**answered("a", {"p": 2}), **answered("b", {"q": 2})}
    post = {**answered("b", {"p": 3}), **answered("a", {"q": 3})}
    assert paired_learning(ITEMS, pre, post) == learned({"p": 2, "q": 2}, {"p": 3, "q": 3})


def test_objectives_asked_once_do_not_count() -> None:
    post = {"p": {"b1": "D", "b2": "B"}}
    learning = paired_learning(ITEMS, answered("a", {"p": 1}), post)
    assert learning is not None
    assert (learning.pre, learning.post) == (0.5, 0.5)
    assert [pair.pair for pair in pair_results(ITEMS, answered("a", {"p": 1}), post)] == [1, 2]


def test_lesson_and_sensitive_questions_do_not_count() -> None:
    more = [
        item("l", "lesson", 6),
        item("s", "A", 7, sensitive=True),
        item("t", "B", 7, sensitive=True),
        item("u", "A", 0),
    ]
    pre = {"p": {**answered("a", {"p": 2})["p"], "l": "A", "s": "A", "u": "A"}}
    post = {"p": {**answered("b", {"p": 3})["p"], "l": "A", "t": "A", "u": "A"}}
    assert paired_learning([*ITEMS, *more], pre, post) == learned({"p": 2}, {"p": 3})


def test_a_blank_is_not_right() -> None:
    learning = paired_learning(ITEMS, {"p": {"a1": ""}}, {"p": {"b1": "B"}})
    assert learning is not None
    assert (learning.pre, learning.post, learning.gain) == (0.0, 1.0, 1.0)


def test_who_knew_all_before_had_nothing_to_gain() -> None:
    assert learned({"p": 5, "q": 5}, {"p": 5, "q": 4}).gain is None


def test_verdicts() -> None:
    class_of = "opqrstuvw"
    assert learned(dict.fromkeys(class_of, 1), dict.fromkeys(class_of, 3)).verdict == "learned"
    assert learned(dict.fromkeys(class_of, 3), dict.fromkeys(class_of, 1)).verdict == "forgot"
    assert learned(dict.fromkeys(class_of, 3), dict.fromkeys(class_of, 3)).verdict == "too_few"
    assert learned(dict.fromkeys("pqrst", 1), dict.fromkeys("pqrst", 3)).verdict == "too_few"
    assert learned(dict.fromkeys("opqrst", 1), dict.fromkeys("opqrst", 3)).verdict == "learned"


def test_pair_by_pair_by_hand() -> None:
    # Pair 1: 8 learn, 1 forgets, 1 right both times: p = 2 · (1 + 9) / 2⁹ = 0.0390625. Pair 2: nobody was right.
    was = [False] * 8 + [True] * 2
    now = [True] * 8 + [False, True]
    pre = {str(n): {"a1": "A" if right else "B", "a2": ""} for n, right in enumerate(was)}
    post = {str(n): {"b1": "B" if right else "A", "b2": "A"} for n, right in enumerate(now)}
    first, second = pair_results(ITEMS, pre, post)
    assert (first.pair, first.objective, first.n, first.pre, first.post) == (1, "objective 1", 10, 2, 9)
    assert (first.learned, first.forgot, first.p, first.verdict) == (8, 1, 0.0390625, "learned")
    assert (second.pair, second.n, second.pre, second.post, second.p, second.verdict) == (2, 10, 0, 0, 1.0, "too_few")
    swapped = pair_results(ITEMS, post, pre)[0]
    assert (swapped.learned, swapped.forgot, swapped.verdict) == (1, 8, "forgot")


def test_a_class_of_45_in_which_a_quarter_learns_and_a_tenth_forgets() -> None:
    pre = {str(n): {"a1": "A" if 11 <= n < 26 else "B"} for n in range(45)}
    post = {str(n): {"b1": "B" if n < 22 else "A"} for n in range(45)}
    pair = pair_results(ITEMS, pre, post)[0]
    assert (pair.learned, pair.forgot, pair.verdict) == (11, 4, "too_few")


def test_hands_are_an_unpaired_class_result() -> None:
    # Before: 10 of 40 and 20 of 40, mean 0.375. After: 20 of 40 and 27 of 36, mean 0.625. Gain 0.25 / 0.625 = 0.4.
    pre = {"a1": {"A": 10, "B": 30}, "a2": {"A": 20, "C": 20}, "a3": {"A": 1}}
    post = {"b1": {"B": 20, "A": 20}, "b2": {"B": 27, "D": 9}, "b3": {}}
    assert hands_learning(ITEMS, pre, post) == Learning(False, 36, 0.375, 0.625, 0.25, 0.4)
    assert hands_learning(ITEMS, pre, {}) is None


def test_where_nobody_learned_the_class_average_gain_says_so() -> None:
    # 45 learners of ability 0.3 to 0.9 answer five items twice, 300 classes. The mean of the learners' own gains, which
    # nobody here reckons, would say that they forgot (−0.13 with ten items in the field's simulation).
    chance = random.Random(20260714)
    gains, own = [], []
    for _ in range(300):
        able = {str(n): chance.uniform(0.3, 0.9) for n in range(45)}
        pre = {who: {f"a{n}": "A" if chance.random() < p else "C" for n in range(1, 6)} for who, p in able.items()}
        post = {who: {f"b{n}": "B" if chance.random() < p else "D" for n in range(1, 6)} for who, p in able.items()}
        learning = paired_learning(ITEMS, pre, post)
        assert learning is not None
        assert learning.gain is not None
        gains.append(learning.gain)
        for who in able:
            before, after = (sum(x in "AB" for x in part[who].values()) / 5 for part in (pre, post))
            own += [(after - before) / (1 - before)] if before < 1 else []
    assert abs(sum(gains) / len(gains)) < 0.02
    assert sum(own) / len(own) < -0.05


LETTER = st.sampled_from(["A", "B", "C", "D", ""])
LEARNERS = st.sampled_from("abcdefghijkl")
PRE = st.dictionaries(LEARNERS, st.dictionaries(st.sampled_from([one.id for one in ITEMS]), LETTER))


@pytest.mark.parametrize(
    ("counts", "levels", "enough"),
    [
        ({}, {}, False),
        ({"A": FEWEST_SHOWN - 1, "B": 0}, {}, False),
        ({"A": FEWEST_SHOWN - 1, "B": 1}, {}, True),
        ({}, {"A": "few"}, True),
    ],
)
def test_a_handful_of_answers_is_not_shown_and_hands_by_eye_are(
    counts: dict[str, int], levels: dict[str, str], enough: bool
) -> None:
    assert enough_to_show(counts, levels) == enough


@given(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 200)), st.integers(0, 200))
def test_letters_and_blanks_add_up(counts: dict[str, int], blank: int) -> None:
    result = question_result(A[0], counts, blank)
    assert sum(result.counts.values()) + result.blank == result.n
    assert result.right == counts.get("A", 0)


@given(PRE, PRE)
def test_the_other_way_round_is_the_opposite(pre: dict[str, dict[str, str]], post: dict[str, dict[str, str]]) -> None:
    there, back = paired_learning(ITEMS, pre, post), paired_learning(ITEMS, post, pre)
    if there is None or back is None:
        assert there is back
        return
    assert -1 <= there.difference == -back.difference <= 1
    assert (there.gain is None) == (there.pre == 1)
    assert there.gain is None or there.gain <= 1
    assert there.n == back.n == len(pre.keys() & post.keys()) or there.n < len(pre.keys() & post.keys())
    if there.interval is not None and back.interval is not None:
        assert there.interval[0] == pytest.approx(-back.interval[1], abs=1e-12)
        assert there.interval[0] - 1e-12 <= there.difference <= there.interval[1] + 1e-12
    for pair in pair_results(ITEMS, pre, post):
        assert pair.post - pair.pre == pair.learned - pair.forgot


@given(PRE, PRE, st.randoms(use_true_random=False))
def test_the_order_of_the_class_does_not_matter(
    pre: dict[str, dict[str, str]], post: dict[str, dict[str, str]], chance: random.Random
) -> None:
    names = list(pre)
    chance.shuffle(names)
    shuffled = {name: pre[name] for name in names}
    assert paired_learning(ITEMS, shuffled, post) == paired_learning(ITEMS, pre, post)
    assert pair_results(ITEMS, shuffled, post) == pair_results(ITEMS, pre, post)
