from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from bsuh_desktop.register.arrow_columns import made_tables
from bsuh_desktop.register.facts import FileFacts, LearnerFacts
from bsuh_desktop.register.unique_learners import persons
from tests.helpers.collected import file_facts, learner_facts, registers
from tests.helpers.counted_slowly import slow_persons
from tests.helpers.sampled import examples_of

ONE_CLASS_EACH = {
    "a learner comes again": ([learner_facts(1), learner_facts(1)], 1),
    "two learners": ([learner_facts(1), learner_facts(2)], 2),
    "two laptops, one seat": ([learner_facts(1, 7), learner_facts(2, 7)], 1),
    "a paper class without ids": ([learner_facts(0, 7), learner_facts(2, 7)], 1),
    "nothing is known of either": ([learner_facts(), learner_facts()], 2),
    "a chain over learners and seats": (
        [learner_facts(1, 7), learner_facts(2, 7), learner_facts(2, 8), learner_facts(3, 8), learner_facts(3, 9)],
        1,
    ),
    "several heads are nobody in particular": ([learner_facts(0, 7, heads=3), learner_facts(1, 7)], 4),
}


def unique(files: Sequence[FileFacts]) -> int:
    learners = made_tables(files).learners
    numbers = persons(learners).to_pylist()
    heads: list[int] = learners["heads"].to_pylist()
    nobody = sum(count for person, count in zip(numbers, heads, strict=True) if person is None)
    return len({number for number in numbers if number is not None}) + nobody


@pytest.mark.parametrize(("rows", "different"), ONE_CLASS_EACH.values(), ids=ONE_CLASS_EACH)
def test_who_is_told_apart(rows: list[LearnerFacts], different: int) -> None:
    assert unique([file_facts(number, [one]) for number, one in enumerate(rows)]) == different


def test_a_seat_that_stands_twice_in_one_class_joins_nobody() -> None:
    doubled = file_facts(1, [learner_facts(1, 7), learner_facts(2, 7)])
    elsewhere = [file_facts(2, [learner_facts(3, 7)]), file_facts(3, [learner_facts(0, 7)])]
    assert unique([doubled, *elsewhere]) == 4
    assert unique(elsewhere) == 1


def test_whoever_stands_nowhere_else_has_no_number() -> None:
    files = [file_facts(1, [learner_facts(1), learner_facts(2)]), file_facts(2, [learner_facts(1)])]
    first, alone, again = persons(made_tables(files).learners).to_pylist()
    assert (first == again, first is None, alone) == (True, False, None)


def test_an_empty_register_has_nobody() -> None:
    assert unique([]) == 0


@examples_of(40, 500)
def test_a_slow_count_finds_the_same_people(examples: settings) -> None:
    @examples
    @given(registers())
    def same_people(files: tuple[FileFacts, ...]) -> None:
        numbers = persons(made_tables(files).learners).to_pylist()
        slow = slow_persons(files)
        fast = dict(zip(sorted(slow), numbers, strict=True))
        for row, number in fast.items():
            same = {other for other in slow if slow[other] == slow[row]}
            assert same == ({other for other in slow if fast[other] == number} if number is not None else {row})

    same_people()
