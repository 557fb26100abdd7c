"""What can be asked of the register, and the shape of its answer: the same for screen, command line and files."""

from __future__ import annotations

import datetime
from typing import Literal, get_args

import msgspec

Dimension = Literal[
    "division", "district", "upazila", "place", "partner", "facilitator", "month", "module", "channel",
    "entered_later", "sex", "age", "disability",
]  # fmt: skip
"""By what figures are told apart. Each is a partition: its groups exclude each other and add up to the total."""

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
PERSONAL: tuple[Dimension, ...] = ("sex", "age", "disability")
"""Those that part the learners of one class; `classes` then counts the classes in which such a learner sat."""

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
    """One group: its value in each dimension asked for, in their order (codes and ids, `month` as 2026-07), and its
    numbers."""

    values: tuple[str, ...]
    counts: Counts
