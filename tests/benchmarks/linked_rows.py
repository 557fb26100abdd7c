"""Rows of learners who are linked as no country is: long chains, one heap, nobody to anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from tests.benchmarks.many_learners import SIZE, many_tables, mixed

ROWS = 2_500_000
_COLUMNS = ["row", "learner", "seat", "heads"]


def _country() -> pa.Table:
    return many_tables(ROWS // SIZE).learners.select(_COLUMNS)


def _of(learner: Any, seat: Any) -> pa.Table:
    """Rows of a class each, in no order."""
    order = np.random.default_rng(1).permutation(ROWS)
    columns = [np.arange(ROWS, dtype=np.int32), learner[order], seat[order], np.ones(ROWS, np.int16)]
    return pa.Table.from_arrays([pa.array(column) for column in columns], _COLUMNS)


def _chains(length: int) -> tuple[Any, Any]:
    """Learners and seats of chains of so many rows: each row has the learner of the one before, or its seat."""
    chain, link = np.divmod(np.arange(ROWS), length)
    return chain * length + (link + 1) // 2, chain * length + link // 2


def _in_no_order(learner: Any, seat: Any) -> pa.Table:
    """Numbered as pseudonyms are."""
    return _of(mixed(learner), mixed(seat + 10**12))


def _slow_chain() -> pa.Table:
    """The numbers of one chain's learners have their bits reversed: every second is less than both beside it, again and
    again, so that it takes as many rounds as it can."""
    learner, seat = _chains(ROWS)
    bits = range(int(learner.max()).bit_length())
    return _of(sum((learner >> bit & 1) << (len(bits) - 1 - bit) for bit in bits) + 1, seat + 1)


def _seats_of(learners: int) -> pa.Table:
    """So many learners, who stand nowhere else, on each seat."""
    numbers = np.arange(ROWS)
    return _in_no_order(numbers, numbers // learners)


def _again_and_again(learners: int) -> pa.Table:
    """So many learners in all, each on the same seat every time."""
    numbers = np.arange(ROWS) % learners
    return _in_no_order(numbers, numbers)


SHAPES: dict[str, Callable[[], pa.Table]] = {
    "a country": _country,
    "60 rows each": lambda: _in_no_order(*_chains(60)),
    "one chain": lambda: _in_no_order(*_chains(ROWS)),
    "one chain, numbered slowly": _slow_chain,
    "one heap": lambda: _in_no_order(*np.random.default_rng(1).integers(0, ROWS // 3, (2, ROWS))),
    "200 learners a seat": lambda: _seats_of(200),
    "all learners on one seat": lambda: _seats_of(ROWS),
    "one learner on all seats": lambda: _in_no_order(np.zeros(ROWS, np.int64), np.arange(ROWS)),
    "all different": lambda: _again_and_again(ROWS),
    "1,000 learners again and again": lambda: _again_and_again(1_000),
    "nobody known": lambda: _of(*np.zeros((2, ROWS), np.int64)),
}
"""Tables of ROWS learners with what `register.unique_learners.persons` asks for."""
