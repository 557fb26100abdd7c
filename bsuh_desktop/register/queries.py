"""What can be asked of the register, and the shape of its answer: the same for screen, command line and files."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

Dimension = Literal[
    "division", "district", "upazila", "place", "partner", "facilitator", "month", "module", "grade", "channel",
    "entered_later", "sex", "age", "disability",
]  # fmt: skip
"""By what figures are told apart. Each is a partition: its groups exclude each other and add up to the total."""

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
PERSONAL: tuple[Dimension, ...] = ("sex", "age", "disability")
"""Attributes of children: what is told by them is rounded (`keyed_rounding`)."""

OF_LEARNERS: tuple[Dimension, ...] = ("grade", *PERSONAL)
"""Those that part the learners of one class; by grade `classes` counts the classes in which such a learner sat."""

BESIDE_PERSONAL: tuple[Dimension, ...] = (
    "division", "district", "upazila", "month", "module", "partner", "grade",
)  # fmt: skip
"""What attributes are told by: what the finest cells lie in."""

METHOD = "keyed-rounding/1"
"""How numbers by attributes are rounded. Those of one method and limit can be compared; beside others they may tell
what neither does."""

UNKNOWN = ""
"""The value of a group for which nothing is known, such as the district of a place on no list."""


class Filters(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which classes are counted: from `first` to `last` (both days included), and of these values; empty for all."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    modules: tuple[str, ...] = ()
    partners: tuple[int, ...] = ()
    divisions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()


class Counts(msgspec.Struct, frozen=True):
    """One group in numbers. `total`: everybody on the rolls of its classes, each once a class, with those who were only
    counted; `unique`: different learners among them (FORMAT.md says how they are told apart); `present`: who was there
    at any time, `reached` different learners among these; `certificates`: who earned one; `minutes`: all minutes of
    all classes together; `entered_later`: classes that were entered later."""

    classes: int
    total: int
    unique: int
    present: int
    reached: int
    certificates: int
    minutes: int
    entered_later: int


class Group(msgspec.Struct, frozen=True):
    """One group: its value in each dimension asked for, in their order (codes and ids, `month` as 2026-07, `grade` a
    number), and its exact numbers, not for anybody's eyes yet."""

    values: tuple[str, ...]
    counts: Counts


class RoundedCounts(msgspec.Struct, frozen=True):
    """People of one attribute in rounded numbers. `unique` and `reached` are None where different learners are not
    told; `rounded` measures how far `total` may be off: of the rounded numbers that it adds up, those of the same
    combination, upazila, partner and grade are taken for the same children, and their number is squared."""

    total: int
    present: int
    certificates: int
    unique: int | None
    reached: int | None
    rounded: int


class RoundedGroup(msgspec.Struct, frozen=True):
    """As `Group`, by an attribute."""

    values: tuple[str, ...]
    counts: RoundedCounts


def whole_months(filters: Filters) -> bool:
    """True if the days that are asked for are all days of some months."""
    first, last = filters.first, filters.last
    ends = last is None or last.day == calendar.monthrange(last.year, last.month)[1]
    return ends and (first is None or first.day == 1)


def may_be_told_by(by: Sequence[Dimension], filters: Filters) -> bool:
    """True if attributes may be told by that, and beside these filters: by what finest cells add up to alone."""
    return set(by) <= {*BESIDE_PERSONAL, *PERSONAL} and whole_months(filters)


def school_year(filters: Filters) -> int | None:
    """The year whose days are asked for, all of them and no others; it begins in January. None for other times."""
    first, last = filters.first, filters.last
    if first is None or last is None or first.year != last.year:
        return None
    return first.year if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) else None
