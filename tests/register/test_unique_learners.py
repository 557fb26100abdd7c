from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from bsuh_desktop.register.arrow_rows import made_tables
from bsuh_desktop.register.dimension_tables import persons
from bsuh_desktop.register.facts import FileFacts, LearnerFacts
from tests.helpers.collected import file_facts, learner_facts, registers
from tests.helpers.counted_slowly import slow_persons
from tests.helpers.sampled import examples_of
from tests.helpers.work import calls

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

Rows = list[tuple[int, int]]
"""Learner and seat of each row."""

ANY_ROWS = st.lists(st.tuples(*[st.integers(0, 9) | st.integers(-(2**63), 2**63 - 1)] * 2), max_size=60)


def chained(learners: Sequence[int], seats: Sequence[int]) -> Rows:
    """One learner on many laptops, who got another pseudonym and another seat by turns."""
    return [(learners[(row + 1) // 2], seats[row // 2]) for row in range(2 * len(learners) - 1)]


CHAINS = st.integers(1, 90).flatmap(lambda length: st.builds(chained, *[st.permutations(range(1, length + 1))] * 2))


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


def one_class_each(rows: Rows) -> pa.Table:
    """What `persons` asks for of these rows."""
    learner, seat = zip(*rows, strict=True)
    columns = {"row": range(len(rows)), "learner": learner, "seat": seat, "heads": [1] * len(rows)}
    return pa.table({name: np.array(column, np.int64) for name, column in columns.items()})


def linked_by_scipy(rows: Rows) -> list[int]:
    """The number of the person of each row. Rows are linked to their learners and seats: other nodes and edges than
    those of `persons`."""
    nodes = {node: len(rows) + number for number, node in enumerate({n for row in rows for n in enumerate(row)})}
    ends = [(row, nodes[node]) for row, known in enumerate(rows) for node in enumerate(known) if node[1]]
    one, other = zip(*ends, strict=True) if ends else ((), ())
    size = len(rows) + len(nodes)
    edges = coo_array((np.ones(len(ends)), (one, other)), shape=(size, size))
    labels: list[int] = connected_components(edges, directed=False)[1].tolist()
    return labels[: len(rows)]


@examples_of(100, 5_000)
def test_scipy_finds_the_same_people(examples: settings) -> None:
    """Two chains in any order, among rows that link whatever they like."""

    @examples
    @given(st.builds(lambda one, other, more: [*one, *other, *more], ANY_ROWS, CHAINS, CHAINS))
    def same_people(rows: Rows) -> None:
        people = linked_by_scipy(rows)
        expected = [person if people.count(person) > 1 else None for person in people]
        assert in_order(persons(one_class_each(rows)).to_pylist()) == in_order(expected)

    same_people()


def in_order(people: Sequence[int | None]) -> list[int | None]:
    """The same people, numbered as they first appear."""
    numbers = {person: number for number, person in enumerate(dict.fromkeys(people)) if person is not None}
    return [None if person is None else numbers[person] for person in people]


MANY = range(1, 1025)
HALVED = [int(f"{number:010b}"[::-1], 2) + 1 for number in range(1024)]
"""Every second number is less than both beside it, and so it is among those that are left then."""

LINKED = {
    "a seat, learners rising": [(number, 1) for number in MANY],
    "a seat, learners falling": [(number, 1) for number in reversed(MANY)],
    "a learner, seats rising": [(1, number) for number in MANY],
    "a chain, rising": chained(MANY, MANY),
    "a chain, falling": chained(MANY[::-1], MANY),
    "a chain, halved": chained(HALVED, MANY),
}


@pytest.mark.parametrize("rows", LINKED.values(), ids=LINKED)
def test_few_rounds_find_everybody_who_is_linked(rows: Rows) -> None:
    """Two rounds leave at most half of the groups; who joins any group instead of the least takes a round for each
    learner of a seat."""
    learners = one_class_each(rows)
    nodes = len({node for row in rows for node in enumerate(row)})
    assert set(persons(learners).to_pylist()) == {0}
    assert calls(lambda: persons(learners))["_flattened"] <= 2 * math.log2(nodes)
