"""What the figures lose to the attacker, over 250 daily exports: minutes long."""

from __future__ import annotations

import pytest

from tests.benchmarks.attack import guesses, learners, worlds
from tests.benchmarks.attack.__main__ import KINDS, country_of
from tests.benchmarks.attack.guesses import Score
from tests.benchmarks.attack.method import OWN_KEY, Keys, histories
from tests.benchmarks.attack.product import told_by_product
from tests.benchmarks.sizes import Size, cases

MOST_CERTAIN, MOST_RATIO, CELLS = 0.001, 1.2, 500


@pytest.mark.parametrize(
    ("size", "kind", "classes"), cases([(kind, classes) for kind in KINDS for classes in (300, 3000)], ("dense", 12))
)
def test_the_product_holds_against_the_attacker(size: Size, kind: str, classes: int) -> None:
    country, keys = country_of(kind, classes, 7), Keys()
    told = told_by_product(histories(country, keys))
    found, whole = worlds.Found(), Score()
    for one in told:
        found.join(worlds.attacked(one, keys.rule in OWN_KEY))
    for score in guesses.guessed(told, keys, size.of(CELLS, 10)).values():
        whole.join(score)
    print(f"{kind} {classes}: {len(found.certain)} of {found.tried} certain; {whole.text()}")
    size.at_most(len(found.certain), found.tried * MOST_CERTAIN)
    size.at_most(whole.all, whole.alone * MOST_RATIO)
    assert not learners.attacked(country)[1]
