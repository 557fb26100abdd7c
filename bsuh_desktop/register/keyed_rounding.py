"""Rounds numbers by sex, age and disability: drawn once in the finest cell, then summed.

Comparing tables, filters and exports therefore finds only rounded numbers. The draw depends on a key that is only in
the files and that stays the same while a cell grows: the same children give the same numbers in each class, on every
desk and after every rebuild. FORMAT.md says what is promised. Integer arithmetic on columns only, so that every engine
gets the same result.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bsuh_desktop.register.dimension_tables import CERTIFIED, CERTIFIED_AWAY, THERE
from bsuh_desktop.register.facts import WORDS
from bsuh_desktop.register.queries import BESIDE_PERSONAL, PERSONAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

BASE, LEARNERS_BASE = 3, 10
"""The multiples to which children of one combination, and different learners of one, are rounded."""

_PRIME, _ROOT = 2**31 - 1, 7
"""Draws are computed modulo this prime, of which this is a primitive root: the product of two values fits into
64 bits."""

_OF_CLASS = [f"by_{dimension}" for dimension in BESIDE_PERSONAL if dimension != "grade"]
_ENDS = tuple(len(WORDS[name]) for name in PERSONAL)
_GRADES, _PRESENCES, _KINDS = 16, 4, max(64, 1 << math.prod(_ENDS).bit_length())
"""How many of each fit into the number that encodes cell and combination."""

_OF_ROW = _KINDS - 1
"""No combination has this number: it is used for the draw of a whole row."""


def rounded_cells(classes: pa.Table, records: pa.Table, limit: int) -> pa.Table:
    """One row for each combination of sex, age and disability in each finest cell that is not rounded to 0: the `by_…`
    columns of both; `total`, `present` and `certificates` rounded; and `rounded`, how many rounded numbers these are
    sums of.

    `classes` and `records` are those of `dimension_tables.CountedTables`, `limit` is the smallest number of heads in a
    cell whose attributes are shown.
    """
    area, first_class = _areas(classes)
    column = {name: records[name].to_numpy() for name in records.column_names}
    place = (area[column["row"]] * _GRADES + column["by_grade"]) * _PRESENCES + column["presence"]
    place = place * _KINDS + _kind(*(column[f"by_{name}"] for name in PERSONAL))
    place, told = _rounded(place, column["heads"].astype(np.int64), column["record_key"], limit)
    presence = place // _KINDS % _PRESENCES
    without_presence = place // _KINDS // _PRESENCES * _KINDS + place % _KINDS
    parts = {
        "total": told,
        "present": np.where((presence == THERE) | (presence == CERTIFIED), told, 0),
        "certificates": np.where((presence == CERTIFIED) | (presence == CERTIFIED_AWAY), told, 0),
        "rounded": np.ones_like(told),
    }
    place, starts, order = _groups(without_presence)
    sums = {name: pa.array(_sums(part[order], starts), pa.int32()) for name, part in parts.items()}
    kind, grade = place % _KINDS, place // _KINDS % _GRADES
    of_class = classes.select(_OF_CLASS).take(pa.array(first_class[place // _KINDS // _GRADES]))
    own = {
        f"by_{name}": pa.array(one, pa.int8())
        for name, one in zip(("grade", *PERSONAL), (grade, *_of_kind(kind)), strict=True)
    }
    return pa.table({name: of_class[name] for name in _OF_CLASS} | own | sums)


def rounded_to(number: Any, key: Any, base: int) -> Any:
    """An Ibis column of numbers rounded up or down to a multiple of `base` by their keys, unbiased; 0 stays 0."""
    over = number % base
    return number - over + base * (key % base < over).cast("int64")


def _areas(classes: pa.Table) -> tuple[Numbers, Numbers]:
    """A number for each class's division, district, upazila, month, module and partner together, and one class for each
    number."""
    joined = np.zeros(classes.num_rows, np.int64)
    for name in _OF_CLASS:
        codes = classes[name].to_numpy().astype(np.int64)
        joined = np.unique(joined * (codes.max(initial=0) + 1) + codes, return_inverse=True)[1]
    _, first, area = np.unique(joined, return_index=True, return_inverse=True)
    return area, first


def _kind(*places: Any) -> Any:
    """The number of a combination, from the place of each attribute in its list of words."""
    number: Any = 0
    for place, end in zip(places, _ENDS, strict=True):
        number = number * end + place
    return number


def _of_kind(kind: Numbers) -> list[Numbers]:
    """The place of each attribute in its list of words, from the number of their combination."""
    places: list[Numbers] = []
    for end in reversed(_ENDS):
        places.insert(0, kind % end)
        kind = kind // end
    return places


def _rounded(place: Numbers, heads: Numbers, keys: Numbers, limit: int) -> tuple[Numbers, Numbers]:
    """The encoded cells and combinations, ascending, and the rounded number of each, without zeros. The arguments come
    from records."""
    place, heads, keys = _unsaid_in_small_cells(*_added_up(place, heads, keys), limit)
    in_cell, starts = _cells(place)
    # The largest combination; the first one among equals.
    rank = heads * _KINDS + (_KINDS - 1 - place % _KINDS)
    largest = rank == _of_each(np.maximum, rank, starts)[in_cell]
    others = np.where(largest, 0, heads)
    over, key, number = others % BASE, _keys_of_rolls(place, keys), place % (_KINDS * _PRESENCES)
    apart = others - over + BASE * (_draws(key, number) < over)
    # If separate rounding could exceed the cell's total, one draw is made for the whole row.
    behind = np.cumsum(others) + _draws(key, number // _KINDS * _KINDS + _OF_ROW)
    behind -= (np.cumsum(others) - others)[starts][in_cell]
    in_row = behind // BASE * BASE - (behind - others) // BASE * BASE
    all_heads = _sums(heads, starts)
    fits = _sums(others + -others % BASE, starts) <= all_heads
    told = np.where(fits[in_cell], apart, in_row)
    told = np.where(largest, (all_heads - _sums(told, starts))[in_cell], told)
    return place[told > 0], told[told > 0]


def _unsaid_in_small_cells(
    place: Numbers, heads: Numbers, keys: Numbers, limit: int
) -> tuple[Numbers, Numbers, Numbers]:
    """In cells with fewer heads than the limit, or in which nobody shares a combination with another, everybody's
    attributes become unspecified."""
    in_cell, starts = _cells(place)
    small = (_sums(heads, starts) < limit) | (_of_each(np.maximum, heads, starts) < 2)
    unsaid = _kind(*(WORDS[name].index("unspecified") for name in PERSONAL))
    return _added_up(np.where(small[in_cell], place // _KINDS * _KINDS + unsaid, place), heads, keys)


def _keys_of_rolls(place: Numbers, keys: Numbers) -> Numbers:
    """For each combination the smallest key on the rolls of its classes, whatever the presence: it stays while a cell
    grows, and one absence changes nothing."""
    _, starts, in_roll = np.unique(place // (_KINDS * _PRESENCES), return_index=True, return_inverse=True)
    return _of_each(np.minimum, keys, starts)[in_roll]


def _draws(key: Numbers, number: Numbers) -> Numbers:
    """0, 1 or 2 by a key, for a presence and combination."""
    powers = np.array([pow(_ROOT, power, _PRIME) for power in range(1, 2 * _KINDS * _PRESENCES + 1)], np.int64)
    high, low = key // 2**31 % _PRIME, key % 2**31
    drawn: Numbers = (high * powers[2 * number] + low * powers[2 * number + 1]) % _PRIME % BASE
    return drawn


def _added_up(place: Numbers, heads: Numbers, keys: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Each place once, ascending, with the sum of its heads and the smallest of its keys."""
    place, starts, order = _groups(place)
    return place, _sums(heads[order], starts), _of_each(np.minimum, keys[order], starts)


def _cells(place: Numbers) -> tuple[Numbers, Numbers]:
    """For ascending places the index of each one's cell, from 0, and the index where each cell begins."""
    _, starts, in_cell = np.unique(place // _KINDS, return_index=True, return_inverse=True)
    return in_cell, starts


def _groups(numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The distinct numbers, ascending; where each begins among the sorted ones; and the order that sorts them."""
    order = np.argsort(numbers, kind="stable")
    each, starts = np.unique(numbers[order], return_index=True)
    return each, starts, order


def _sums(numbers: Numbers, starts: Numbers) -> Numbers:
    return _of_each(np.add, numbers, starts)


def _of_each(fold: np.ufunc, numbers: Numbers, starts: Numbers) -> Numbers:
    """The result of `fold` over the numbers from each start to the next."""
    folded: Numbers = fold.reduceat(numbers, starts) if len(starts) else np.zeros(0, np.int64)
    return folded
