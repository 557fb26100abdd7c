"""The queries that the register answers, and the shape of the answers: the same for screen, command line and files."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from bsuh_desktop.domain.learner import COUNTED, FactKey

Dimension = Literal[
    "division", "district", "upazila", "place", "partner", "facilitator", "month", "module", "module_version",
    "grade", "channel", "entered_later", FactKey,
]  # fmt: skip
"""What figures can be grouped by. Each is a partition: its groups exclude each other and add up to the total."""

PERSONAL: tuple[Dimension, ...] = COUNTED
"""Attributes of children: numbers by them are rounded (`keyed_rounding`)."""

DIMENSIONS: tuple[Dimension, ...] = tuple(
    name for name in get_args(Dimension) if name in PERSONAL or name not in get_args(FactKey)
)
"""Those that can be asked for: of a learner's facts only what is counted."""

OF_LEARNERS: tuple[Dimension, ...] = ("grade", *PERSONAL)
"""Dimensions that divide the learners of one class; by grade, `classes` counts the classes with learners of
that grade."""

BESIDE_PERSONAL: tuple[Dimension, ...] = (
    "division", "district", "upazila", "month", "module", "partner", "grade",
)  # fmt: skip
"""The dimensions that attributes can be combined with: those of the finest cells."""

METHOD = "keyed-rounding/1"
"""The method by which numbers by attributes are rounded. Numbers with the same method and limit can be compared;
combined with others they could reveal more than either."""

UNKNOWN = ""
"""The value of a group for which nothing is known, such as the district of a place on no list."""


class Filters(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which classes are counted. Empty tuples mean all values."""

    first: datetime.date | None = None
    """First day, included."""
    last: datetime.date | None = None
    """Last day, included."""
    modules: tuple[str, ...] = ()
    partners: tuple[int, ...] = ()
    divisions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    module_versions: tuple[str, ...] = ()
    """As `module_version_of` writes them."""


class Counts(msgspec.Struct, frozen=True):
    """The exact numbers of one group."""

    classes: int
    total: int
    """Everybody on the rolls of its classes, once for each class, including those who were only counted."""
    unique: int
    """Different learners among them (FORMAT.md says how they are distinguished)."""
    present: int
    """Those of `total` who were present at any time."""
    reached: int
    """Different learners among those present."""
    certificates: int
    """Those of `total` who earned one."""
    minutes: int
    """Of all classes together."""
    entered_later: int
    """Classes that were entered later."""


class Group(msgspec.Struct, frozen=True):
    """One group with its exact numbers, which must not be shown to anybody yet."""

    values: tuple[str, ...]
    """Its value in each requested dimension, in their order: codes and ids, `month` as 2026-07, `grade` a number."""
    counts: Counts


class RoundedCounts(msgspec.Struct, frozen=True):
    """People of one attribute in rounded numbers."""

    total: int
    present: int
    certificates: int
    unique: int | None
    """None if different learners are not shown, like `reached`."""
    reached: int | None
    rounded: int
    """Measures how far `total` may be off: the rounded numbers of the same combination, upazila, partner and grade in
    its sum are assumed to be the same children, and their count is squared."""


class RoundedGroup(msgspec.Struct, frozen=True):
    """As `Group`, by an attribute."""

    values: tuple[str, ...]
    counts: RoundedCounts


def whole_months(filters: Filters) -> bool:
    """True if the requested days are complete months."""
    first, last = filters.first, filters.last
    ends = last is None or last.day == calendar.monthrange(last.year, last.month)[1]
    return ends and (first is None or first.day == 1)


def may_be_shown_by(by: Sequence[Dimension], filters: Filters) -> bool:
    """True if attributes may be shown by these dimensions and filters: only sums of complete finest cells."""
    return set(by) <= {*BESIDE_PERSONAL, *PERSONAL} and whole_months(filters) and not filters.module_versions


def module_version_of(module: str, version: int) -> str:
    """The value of a class in the dimension `module_version`: a version says nothing without its module, since each
    module counts its own."""
    return f"{module}/{version}"


def module_and_version(value: str) -> tuple[str, int]:
    """The module and the version of such a value. Raises ValueError for any other text."""
    module, slash, version = value.rpartition("/")
    if not (module and slash and version.isascii() and version.isdecimal()):
        raise ValueError(value)
    return module, int(version)


def school_year(filters: Filters) -> int | None:
    """The year whose days are requested, all of them and no others; it begins in January. None for other periods."""
    first, last = filters.first, filters.last
    if first is None or last is None or first.year != last.year:
        return None
    return first.year if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) else None
