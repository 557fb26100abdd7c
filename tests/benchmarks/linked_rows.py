"""Rows of learners who are linked as no country is: long chains, one heap, nobody to anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from tests.benchmarks.many_learners import SIZE, many_tables, mixed

ROWS = 2_500_000
_COLUMNS = ["row", "learner", "seat", "heads"]


def _country(rows: int) -> pa.Table:
    return many_tables(rows // SIZE).learners.select(_COLUMNS)


def _of(rows: int, learner: Any, seat: Any) -> pa.Table:
    """Rows of a class each, in no order."""
    order = np.random.default_rng(1).permutation(rows)
    columns = [np.arange(rows, dtype=np.int32), learner[order], seat[order], np.ones(rows, np.int16)]
    return pa.Table.from_arrays([pa.array(column) for column in columns], _COLUMNS)


def _chains(rows: int, length: int) -> tuple[Any, Any]:
    """Learners and seats of chains of so many rows: each row has the learner of the one before, or its seat."""
    chain, link = np.divmod(np.arange(rows), length)
    return chain * length + (link + 1) // 2, chain * length + link // 2


def _in_no_order(rows: int, learner: Any, seat: Any) -> pa.Table:
    """Numbered as pseudonyms are."""
    return _of(rows, mixed(learner), mixed(seat + 10**12))


def _slow_chain(rows: int) -> pa.Table:
    """The numbers of one chain's learners have their bits reversed: every second is less than both beside it, again and
    again, so that it takes as many rounds as it can."""
    learner, seat = _chains(rows, rows)
    bits = range(int(learner.max()).bit_length())
    return _of(rows, sum((learner >> bit & 1) << (len(bits) - 1 - bit) for bit in bits) + 1, seat + 1)


def _seats_of(rows: int, learners: int) -> pa.Table:
    """So many learners, who stand nowhere else, on each seat."""
    numbers = np.arange(rows)
    return _in_no_order(rows, numbers, numbers // learners)


def _again_and_again(rows: int, learners: int) -> pa.Table:
    """So many learners in all, each on the same seat every time."""
    numbers = np.arange(rows) % learners
    return _in_no_order(rows, numbers, numbers)


SHAPES: dict[str, Callable[[int], pa.Table]] = {
    "a country": _country,
    "60 rows each": lambda rows: _in_no_order(rows, *_chains(rows, 60)),
    "one chain": lambda rows: _in_no_order(rows, *_chains(rows, rows)),
    "one chain, numbered slowly": _slow_chain,
    "one heap": lambda rows: _in_no_order(rows, *np.random.default_rng(1).integers(0, rows // 3, (2, rows))),
    "200 learners a seat": lambda rows: _seats_of(rows, 200),
    "all learners on one seat": lambda rows: _seats_of(rows, rows),
    "one learner on all seats": lambda rows: _in_no_order(rows, np.zeros(rows, np.int64), np.arange(rows)),
    "all different": lambda rows: _again_and_again(rows, rows),
    "1,000 learners again and again": lambda rows: _again_and_again(rows, 1_000),
    "nobody known": lambda rows: _of(rows, *np.zeros((2, rows), np.int64)),
}
"""Tables of so many rows (ROWS in a full run) with what `register.dimension_tables.persons` asks for."""
