from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.quiz import LETTERS, Case, Form, Item, Option
from bsuh_desktop.domain.results import (
    FEWEST_SHOWN,
    BeforeAfter,
    CaseResult,
    Learning,
    ObjectiveResult,
    Share,
    enough_to_show,
    hands_cases,
    hands_learning,
    hands_objectives,
    pair_results,
    paired_cases,
    paired_learning,
    paired_objectives,
    question_result,
)

NOTHING = LocalText()


def item(id: str, form: Form, pair: int, key: str = "A", sensitive: bool = False) -> Item:
    return Item(id, form, f"objective {pair}", NOTHING, {}, NOTHING, key, pair, sensitive)


A = [item(f"a{n}", "A", n) for n in range(1, 6)]
B = [item(f"b{n}", "B", n, key="B") for n in range(1, 6)]
ITEMS = [*A, *B]


HONEST = (3, 5)


def with_case(one: Item) -> Item:
    """The item with its case; each wrong answer to an honest one takes it for a trap."""
    options = {letter: Option(NOTHING, alarm=letter != one.key) for letter in LETTERS}
    return replace(one, case="honest" if one.pair in HONEST else "trap", options=options)


WITH_CASES = [with_case(one) for one in ITEMS]
TWO_OBJECTIVES = [replace(one, objective="o1" if one.pair < 4 else "o2") for one in ITEMS]


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


def test_several_pairs_of_one_objective_are_added_up() -> None:
    # Of o1, pairs 1 to 3, p knows 2, then 3, and q 1, then 1; of o2, pairs 4 and 5, nobody knows any, then p one.
    first, second = paired_objectives(TWO_OBJECTIVES, answered("a", {"p": 2, "q": 1}), answered("b", {"p": 4, "q": 1}))
    assert first == ObjectiveResult("o1", BeforeAfter(True, 2, Share(3, 6), Share(4, 6)), "too_few")
    assert second == ObjectiveResult("o2", BeforeAfter(True, 2, Share(0, 4), Share(1, 4)), "too_few")
    assert (first.right.pre.value, second.right.post.value, first.right.enough) == (0.5, 0.25, False)


def test_each_learner_counts_once_for_the_verdict_on_an_objective() -> None:
    # Five who learn are too few to tell, whatever the number of pairs; six are not: 2 / 2⁶ < 0.05 < 2 / 2⁵.
    def verdict(pre: Mapping[str, int], post: Mapping[str, int]) -> str | None:
        return paired_objectives(TWO_OBJECTIVES, answered("a", pre), answered("b", post))[0].verdict

    assert verdict(dict.fromkeys("pqrst", 0), dict.fromkeys("pqrst", 3)) == "too_few"
    assert verdict(dict.fromkeys("pqrstu", 0), dict.fromkeys("pqrstu", 3)) == "learned"
    assert verdict(dict.fromkeys("pqrstu", 1), dict.fromkeys("pqrstu", 0)) == "forgot"


def test_objectives_by_hands_are_unpaired_and_have_no_verdict() -> None:
    pre = {"a1": {"A": 10, "B": 30}, "a2": {"A": 20, "C": 20}, "a3": {"A": 1}}
    post = {"b1": {"B": 20, "A": 20}, "b2": {"B": 27, "D": 9}, "b3": {}}
    right = BeforeAfter(False, 36, Share(30, 80), Share(47, 76))
    assert hands_objectives(TWO_OBJECTIVES, pre, post) == (ObjectiveResult("o1", right, None),)
    assert hands_objectives(TWO_OBJECTIVES, pre, {}) == ()


def test_hits_and_false_alarms_by_hand() -> None:
    # p takes both honest things (3 and 5) for traps before, one of them after, the other is blank; q takes none.
    pre = {"p": {"a1": "A", "a2": "C", "a3": "C", "a4": "", "a5": "D"}, "q": {f"a{n}": "A" for n in range(1, 6)}}
    post = {"p": {"b1": "B", "b2": "B", "b3": "A", "b4": "B", "b5": ""}, "q": {f"b{n}": "B" for n in range(1, 6)}}
    hits, alarms = paired_cases(WITH_CASES, pre, post)
    assert hits == CaseResult("trap", BeforeAfter(True, 2, Share(4, 6), Share(6, 6)), 3)
    assert alarms == CaseResult("honest", BeforeAfter(True, 2, Share(2, 4), Share(1, 4)), 2)


def test_who_always_refuses_sees_every_trap_and_takes_everything_honest_for_one() -> None:
    def refuse(form: str, key: str) -> dict[str, str]:
        return {f"{form}{n}": "C" if n in HONEST else key for n in range(1, 6)}

    class_of = "pqrst"
    hits, alarms = paired_cases(
        WITH_CASES, dict.fromkeys(class_of, refuse("a", "A")), dict.fromkeys(class_of, refuse("b", "B"))
    )
    assert (hits.taken.pre.value, alarms.taken.pre.value, hits.taken.post.value, alarms.taken.post.value) == (
        1,
        1,
        1,
        1,
    )
    assert hits.enough
    assert alarms.enough


def test_one_question_of_a_case_is_too_few_to_tell() -> None:
    # By hands a class is asked three of the five pairs, of which one is honest.
    pre = {f"a{n}": {"A": 30, "C": 10} for n in (1, 2, 3)}
    post = {f"b{n}": {"B": 36, "C": 4} for n in (1, 2, 3)}
    hits, alarms = hands_cases(WITH_CASES, pre, post)
    assert hits == CaseResult("trap", BeforeAfter(False, 40, Share(60, 80), Share(72, 80)), 2)
    assert alarms == CaseResult("honest", BeforeAfter(False, 40, Share(10, 40), Share(4, 40)), 1)
    assert (hits.enough, alarms.enough) == (True, False)


def test_fewer_than_five_learners_are_too_few_to_tell_of_a_case() -> None:
    four, five = dict.fromkeys("pqrs", 1), dict.fromkeys("pqrst", 1)
    for learners, enough in ((four, False), (five, True)):
        hits, _ = paired_cases(WITH_CASES, answered("a", learners), answered("b", learners))
        assert hits.enough == enough


def test_format_1_has_no_cases_and_private_questions_are_never_counted() -> None:
    pre, post = answered("a", {"p": 2}), answered("b", {"p": 3})
    hands = {"a1": {"A": 6}}, {"b1": {"B": 6}}
    assert paired_cases(ITEMS, pre, post) == hands_cases(ITEMS, *hands) == ()
    private = [replace(one, sensitive=True) for one in WITH_CASES]
    assert (paired_cases(private, pre, post), paired_objectives(private, pre, post)) == ((), ())
    assert (hands_cases(private, *hands), hands_objectives(private, *hands)) == ((), ())


def test_a_pair_of_both_cases_compares_nothing() -> None:
    mixed = [replace(one, case="honest") if one.id == "b1" else one for one in WITH_CASES]
    hits, alarms = paired_cases(mixed, answered("a", {"p": 1}), answered("b", {"p": 1}))
    assert (hits.pairs, alarms.pairs) == (2, 2)


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


CASES: tuple[Case, Case] = ("trap", "honest")


@given(PRE, PRE)
def test_objectives_and_cases_add_up_to_the_pairs(
    pre: dict[str, dict[str, str]], post: dict[str, dict[str, str]]
) -> None:
    pairs = {pair.pair: pair for pair in pair_results(WITH_CASES, pre, post)}
    for result in paired_objectives(WITH_CASES, pre, post):
        (pair,) = (one for one in pairs.values() if one.objective == result.objective)
        both = BeforeAfter(True, pair.n, Share(pair.pre, pair.n), Share(pair.post, pair.n))
        assert result == ObjectiveResult(pair.objective, both, pair.verdict)
    found = {result.case: result for result in paired_cases(WITH_CASES, pre, post)}
    for case in CASES:
        of_case = [pair for number, pair in pairs.items() if (number in HONEST) == (case == "honest")]
        assert (case in found) == bool(of_case)
        if of_case:
            taken = found[case].taken
            assert taken.pre.asked == taken.post.asked == sum(pair.n for pair in of_case)
            right = sum(pair.pre for pair in of_case), sum(pair.post for pair in of_case)
            if case == "trap":
                assert (taken.pre.count, taken.post.count) == right
            assert taken.pre.count <= taken.pre.asked - (0 if case == "trap" else right[0])
            assert taken.post.count <= taken.post.asked - (0 if case == "trap" else right[1])
    for result in paired_objectives(TWO_OBJECTIVES, pre, post):
        of_one = [pair for number, pair in pairs.items() if (number < 4) == (result.objective == "o1")]
        assert result.right.pre == Share(sum(pair.pre for pair in of_one), sum(pair.n for pair in of_one))


@given(PRE, PRE)
def test_each_learner_alone_says_the_same_as_hands_of_the_whole_class(
    pre: dict[str, dict[str, str]], post: dict[str, dict[str, str]]
) -> None:
    # Where all are asked one form, and everybody raises a hand.
    both = pre.keys() & post.keys()
    before = {who: {f"a{n}": pre[who].get(f"a{n}") or "C" for n in range(1, 6)} for who in both}
    after = {who: {f"b{n}": post[who].get(f"b{n}") or "C" for n in range(1, 6)} for who in both}

    def hands(given: Mapping[str, Mapping[str, str]], form: str) -> dict[str, dict[str, int]]:
        letters = {f"{form}{n}": [one[f"{form}{n}"] for one in given.values()] for n in range(1, 6)}
        return {name: {letter: chosen.count(letter) for letter in "ABCD"} for name, chosen in letters.items()}

    alone = paired_cases(WITH_CASES, before, after)
    together = hands_cases(WITH_CASES, hands(before, "a"), hands(after, "b"))
    assert [replace(one, taken=replace(one.taken, paired=False)) for one in alone] == list(together)


def test_a_wrong_answer_that_takes_nothing_for_a_trap_is_no_false_alarm() -> None:
    (one,) = [item for item in WITH_CASES if item.form == "A" and item.pair == HONEST[0]]
    alarm, other = [letter for letter in one.options if letter != one.key][:2]
    calm = {**one.options, other: replace(one.options[other], alarm=False)}
    items = [replace(item, options=calm) if item is one else item for item in WITH_CASES]
    twin = next(item for item in items if item.form == "B" and item.pair == one.pair)
    for letter, alarms in ((alarm, 1), (other, 0), (one.key, 0)):
        (result,) = paired_cases(items, {"p": {one.id: letter}}, {"p": {twin.id: twin.key}})
        assert result.taken.pre == Share(alarms, 1)
