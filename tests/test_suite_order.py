"""The order in which workers get the tests, and what is said of slow ones."""

from __future__ import annotations

import pytest

from tests.helpers.slow_tests import slower_than_their_kind
from tests.helpers.sources import ROOT
from tests.helpers.suite_order import SLOW, in_order

LONGEST, SECOND, THIRD, *_ = sorted(SLOW, key=lambda each: (-SLOW[each], each))


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_every_test_is_there_once(workers: int) -> None:
    modules = [*["a.py"] * 50, *[THIRD] * 4, *["b.py"] * 50, *[LONGEST] * 40, *[SECOND] * 3, "c.py"]
    assert sorted(in_order(modules, workers)) == list(range(len(modules)))


def test_each_worker_begins_with_a_slow_module() -> None:
    modules = [*["a.py"] * 50, *[THIRD] * 4, *["b.py"] * 50, *[LONGEST] * 5, *[SECOND] * 3]
    ordered = [modules[place] for place in in_order(modules, 3)]
    third = len(modules) // 3
    assert [ordered[0], ordered[third], ordered[2 * third]] == [LONGEST, SECOND, THIRD]


def test_the_tests_of_a_module_stay_together_as_they_were() -> None:
    modules = ["a.py", LONGEST, LONGEST, "a.py", LONGEST, "b.py"]
    assert in_order(modules, 1) == [1, 2, 4, 0, 3, 5]


def test_the_slow_ones_are_there() -> None:
    assert not [module for module in SLOW if not (ROOT / "tests" / module).is_file()]


def test_what_took_longer_than_its_kind_is_named_the_worst_first() -> None:
    taken = [
        ("tests/presenters/test_a.py::test_quick", 0.1),
        ("tests/presenters/test_a.py::test_slow", 0.5),
        ("tests/qt/test_b.py::test_window", 1.9),
        ("tests/features/test_c.py::test_story", 5.1),
        ("tests/trust/test_d.py::test_key[1]", 4.0),
    ]
    assert slower_than_their_kind(taken) == [
        "   4.0 s of 1 s: tests/trust/test_d.py::test_key[1]",
        "   0.5 s of 0.2 s: tests/presenters/test_a.py::test_slow",
        "   5.1 s of 5 s: tests/features/test_c.py::test_story",
    ]
    assert slower_than_their_kind([("tests/qt/test_b.py::test_window", 9.0)] * 25)[-1] == "and 5 more"
