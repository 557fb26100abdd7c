"""Tells different learners apart in all rows, without names (FORMAT.md, "Unique learners")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def persons(learners: pa.Table) -> pa.Array:
    """The number of the person of each row of `arrow_columns.LEARNERS`, from 0, in row order; null for a person who is
    in no other row and therefore counts as one more head.

    Rows of one class must be adjacent, as in `arrow_columns.Tables`.
    """
    row, learner, seat, single = _known(learners)
    people, learners_known = _numbers(learner)
    seats, seats_known = _numbers(_of_one_only(seat, row))
    nodes = np.where(people >= 0, people, np.where(seats >= 0, seats + learners_known, -1))
    both = (people >= 0) & (seats >= 0)
    joined = _joined(people[both], seats[both] + learners_known, learners_known + seats_known)
    person = np.where(single & (nodes >= 0), joined[nodes], -1)
    rows_of = np.bincount(person[person >= 0], minlength=1)
    return pa.array(person, pa.int32(), mask=(person < 0) | (rows_of[person] < 2))


def _known(learners: pa.Table) -> tuple[Numbers, Numbers, Numbers, Flags]:
    """Classes, pseudonyms and seats of all rows; rows with several heads have neither pseudonym nor seat."""
    row, learner, seat = (learners[name].to_numpy() for name in ("row", "learner", "seat"))
    single: Flags = learners["heads"].to_numpy() == 1
    return row, np.where(single, learner, 0), np.where(single, seat, 0), single


def _numbers(values: Numbers) -> tuple[Numbers, int]:
    """The index of each value among the distinct ones, from 0, and -1 for the value 0; and their number."""
    order = np.argsort(values, kind="stable")
    rising = values[order]
    fresh = np.empty(len(values), bool)
    fresh[:1] = True
    np.not_equal(rising[1:], rising[:-1], out=fresh[1:])
    fresh &= rising != 0
    places = np.cumsum(fresh) - 1
    numbers = np.empty(len(values), np.int64)
    numbers[order] = np.where(rising == 0, -1, places)
    return numbers, int(fresh.sum())


def _of_one_only(seat: Numbers, row: Numbers) -> Numbers:
    """The seats, with 0 for those that occur twice in one class: it is unknown which of the two a row elsewhere is."""
    order = np.argsort(seat, kind="stable")
    seats, rows = seat[order], row[order]
    twice = (seats[1:] == seats[:-1]) & (rows[1:] == rows[:-1])
    doubled = np.unique(seats[1:][twice])
    return np.where(np.isin(seat, doubled), 0, seat) if len(doubled) else seat


def _joined(one: Numbers, other: Numbers, nodes: int) -> Numbers:
    """The smallest node of each node's connected component, for `nodes` nodes and the edges from `one` to `other`, each
    to a greater node. One extra entry at the end, so that a row of nobody, whose index -1 means the last entry, finds
    one.

    In each round a component joins the smallest component that it has an edge to. A component that is smaller than all
    its neighbours is joined by one of them, or has a smaller neighbour in the next round: two rounds at least halve the
    components that still have edges, however long a chain is."""
    least = np.arange(nodes + 1)
    while len(one):
        np.minimum.at(least, other, one)
        least = _flattened(least)
        # One after the other: memory holds three such columns, not four.
        one = least[one]
        other = least[other]
        different = one != other
        one, other = one[different], other[different]
        one, other = np.minimum(one, other), np.maximum(one, other)
    return least


def _flattened(least: Numbers) -> Numbers:
    """The root of each node, where `least` leads from a node to a smaller one. Pointer jumping: every pass doubles the
    step."""
    while not np.array_equal(lower := least[least], least):
        least = lower
    return least
