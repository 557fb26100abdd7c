"""The attacker of `tests/benchmarks/attack` on a small country, in a few seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from tests.benchmarks.attack import guesses, learners, worlds
from tests.benchmarks.attack.guesses import Score
from tests.benchmarks.attack.method import LIMIT, OWN_KEY, History, Keys, Rule, histories
from tests.benchmarks.attack.product import ProductFigures, finest, told_by_product
from tests.benchmarks.attack.questions import Figures, Sums, last_true, questions, same_question, worked_out
from tests.benchmarks.attack.records import DAYS, Manner, Version, made

CLASSES, SEED, WAYS, EVERY = 24, 3, 3, 80
LEAST_CERTAIN, MOST_RATIO = 0.001, 1.2


@pytest.fixture(scope="module")
def country() -> tuple[Version, ...]:
    return made(CLASSES, SEED, Manner(sessions=4))


@pytest.fixture(scope="module")
def today(country: Sequence[Version]) -> list[Version]:
    return [one for one in country if one.mapped <= DAYS < one.goes]


@pytest.fixture(scope="module")
def product(today: Sequence[Version]) -> Iterator[ProductFigures]:
    told = ProductFigures(today)
    yield told
    told.close()


def differing(figures: Figures, today: Sequence[Version]) -> list[str]:
    """Questions that have another answer in other words, and tables that are no sums of the finest numbers."""
    cells = sorted({one.cell for one in today}, key=repr)
    sums = Sums(finest(today))
    found = []
    for by, filters in list(questions(cells))[::EVERY]:
        answers = [figures.ask(*way) for way in same_question(by, filters, WAYS)]
        ordered = [sorted((sorted(map(str, values)), row) for values, row in answer.items()) for answer in answers]
        if any(one != ordered[0] for one in ordered):
            found.append(f"{by} {filters}: another answer")
        elif dict(answers[0]) != dict(sums.ask(by, filters)):
            found.append(f"{by} {filters}: no sum")
    return found


def test_every_table_adds_up_the_same_finest_numbers(product: ProductFigures, today: Sequence[Version]) -> None:
    assert not differing(product, today)


def test_noise_that_is_new_in_each_table_is_seen(country: Sequence[Version], today: Sequence[Version]) -> None:
    true = last_true(histories(tuple(country), Keys()))
    assert differing(Sums(true, noise=1), today)


def test_noise_that_is_new_in_each_table_tells_nearly_everything(country: Sequence[Version]) -> None:
    true = last_true(histories(tuple(country), Keys()))
    heads = max(int(numbers[0].sum()) for numbers in true.values())
    bounds = worked_out(Sums(true, noise=1), list(true), heads, noise=2, ways=12)
    counts = np.array([true[cell] for cell in bounds.cells])
    small = (counts > 0) & (counts < LIMIT)
    assert (bounds.sure & small).sum() > small.sum() / 2


def certain(told: Sequence[History], rule: Rule) -> float:
    """The share of counts of 1 to 9 that are certain."""
    found = worlds.Found()
    for one in told:
        found.join(worlds.attacked(one, rule in OWN_KEY))
    assert found.tried
    return len(found.certain) / found.tried


def test_of_the_product_at_most_one_in_a_thousand_is_certain(country: Sequence[Version]) -> None:
    assert certain(told_by_product(histories(tuple(country), Keys())), "least_of_roll") <= LEAST_CERTAIN


@pytest.mark.benchmark
def test_a_key_of_the_combination_alone_makes_counts_certain_as_a_cell_grows() -> None:
    country = made(60, 4, Manner(sessions=2, groups=6, schools=3))
    assert certain(histories(country, Keys("sum", person=False)), "sum") > LEAST_CERTAIN
    assert certain(histories(country, Keys()), "least_of_roll") <= LEAST_CERTAIN


CHILDREN = made(40, 2, Manner(sessions=10, groups=1, schools=1, age=100, disability=100))


def ratio(told: Sequence[History]) -> float:
    """How much better the best guess is from everything, whatever he takes the keys to be of."""
    found = []
    for assumed in (Keys(), Keys(person=False)):
        whole = Score()
        for score in guesses.guessed(told, assumed).values():
            whole.join(score)
        found.append(whole.all / whole.alone)
    return max(found)


def test_whoever_compares_classes_of_the_same_children_guesses_hardly_better() -> None:
    assert ratio(told_by_product(histories(CHILDREN, Keys()))) <= MOST_RATIO


def test_a_key_that_is_new_in_each_class_is_averaged_out() -> None:
    assert ratio(histories(CHILDREN, Keys(person=False))) > MOST_RATIO


def test_different_learners_in_tens_are_never_certain(country: Sequence[Version]) -> None:
    tried, sure = learners.attacked(tuple(country))
    assert tried
    assert not sure
