"""Queries on the register, each built as one Ibis expression: DuckDB executes it here, another engine could.

The rows are in memory only, and are gone when the picture is closed: no database file is written.
"""

from __future__ import annotations

import bisect
import datetime
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register import queries
from bsuh_desktop.register.arrow_rows import Tables, current_rows
from bsuh_desktop.register.decision_lines import ArchiveStatus
from bsuh_desktop.register.dimension_tables import CountedTables, counted_tables, learners_by_kind
from bsuh_desktop.register.keyed_rounding import LEARNERS_BASE, rounded_cells, rounded_to
from bsuh_desktop.trust.register_keys import register_damaged

_MEASURES = ("classes", "total", "unique", "present", "reached", "certificates", "minutes", "entered_later")
_ROUNDED = ("total", "present", "certificates", "rounded")
_SUMS = ("total", "present", "certificates", "alone", "alone_present")
NOTHING = queries.Counts(*(0 for _ in _MEASURES))

_ALL = queries.Filters()
_T = TypeVar("_T")
_KINDS = [f"by_{dimension}" for dimension in queries.PERSONAL]

# Queries that do not fit into memory fail: rows must not be written to disk in clear. No extensions are downloaded.
_SHUT = {
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class QueryTables(NamedTuple):
    """Ibis tables of one engine. Nothing in them is exact by an attribute, except what different learners are counted
    from."""

    classes: Any
    """As in `dimension_tables.CountedTables`, like `heads` and `again`."""
    heads: Any
    again: Any
    cells: Any
    """As made by `keyed_rounding.rounded_cells`."""
    kinds: Any
    """As made by `dimension_tables.learners_by_kind`."""


class CountedClasses:
    """All classes that count, open for queries until it is closed. Must be used by one thread at a time."""

    def __init__(
        self,
        counted: CountedTables,
        fingerprint: str,
        as_of: datetime.date | None,
        limit: int,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        self.typed = dict(typed or {})
        """Names that facilitators typed for places that are on no list, by the places' ids."""
        self.source = fingerprint
        """The SHA-256, in hexadecimal, that identifies exactly the counted files (FORMAT.md)."""
        self.as_of = as_of
        """The day of the newest class; None if there is none."""
        self._words = counted.words
        self._engine = ibis.duckdb.connect(":memory:", **_SHUT)
        tables = {
            "classes": counted.classes,
            "heads": counted.heads,
            "again": counted.again,
            "cells": rounded_cells(counted.classes, counted.records, limit),
            "kinds": learners_by_kind(counted.classes, counted.records),
        }
        self._rows = QueryTables(**{name: self._engine.create_table(name, table) for name, table in tables.items()})

    @classmethod
    def open(
        cls,
        tables: Tables,
        status: ArchiveStatus,
        places: pa.Table,
        limit: int,
        first_keys: Mapping[str, str] | None = None,
    ) -> CountedClasses:
        """Opens a picture of the rows of all files that count according to `status`. `places` is a table of
        `dimension_tables.PLACES`, `limit` the smallest number of people that is shown; `first_keys` maps a
        facilitator's later keys to the first one. Raises KnownError `register_damaged` if rows of counted files are
        missing: no figure is made from a part."""
        current = current_rows(tables, lambda session, file: status.current.get(session) == file)
        if current.classes.num_rows < len(status.current):
            raise register_damaged()
        newest = pc.max(current.classes["day"]).as_py()
        source = source_of(current.classes["file"].to_pylist(), status)
        names = (current.classes[name].to_pylist() for name in ("place", "place_name"))
        typed = {place: name for place, name in zip(*names, strict=True) if name}
        counted = counted_tables(current, status.places, places, first_keys or {})
        picture = cls(counted, source, newest, limit, typed)
        # The memory used while building is a third of what a country takes; Arrow would keep it for reuse.
        pa.default_memory_pool().release_unused()
        return picture

    def groups(self, by: Sequence[queries.Dimension], filters: queries.Filters = _ALL) -> tuple[queries.Group, ...]:
        """The groups by `by` that have classes (or, by grade, learners), in the order of their values. Without
        dimensions, one group of everything, even if that is empty. Raises ValueError for personal dimensions, which are
        never shown exactly."""
        if set(by) & set(queries.PERSONAL):
            raise ValueError("attributes are told in rounded numbers")
        answer = query(self._rows, by, self._conditions(self._rows.classes, filters)).to_pyarrow()
        counts = [
            queries.Counts(*map(int, row))
            for row in zip(*(answer[name].to_pylist() for name in _MEASURES), strict=True)
        ]
        if not by:
            return (queries.Group((), counts[0] if counts else NOTHING),)
        return tuple(queries.Group(values, one) for values, one in self._in_order(by, answer, counts))

    def rounded_groups(
        self, by: Sequence[queries.Dimension], filters: queries.Filters = _ALL
    ) -> tuple[queries.RoundedGroup, ...]:
        """The groups by `by`, some of which are attributes, in the order of their values. Raises ValueError for
        dimensions or filters that attributes must not be combined with."""
        if not queries.may_be_shown_by(by, filters):
            raise ValueError("attributes are not told so")
        answer = rounded_question(self._rows.cells, by, self._conditions(self._rows.cells, filters)).to_pyarrow()
        sums = list(zip(*(answer[name].to_pylist() for name in _ROUNDED), strict=True))
        learners = self._different(by, filters)
        found = []
        for values, (total, present, certificates, rounded) in self._in_order(by, answer, sums):
            unique, reached = learners.get(values, (None, None))
            counts = queries.RoundedCounts(int(total), int(present), int(certificates), unique, reached, int(rounded))
            found.append(queries.RoundedGroup(values, counts))
        return tuple(found)

    def _different(
        self, by: Sequence[queries.Dimension], filters: queries.Filters
    ) -> dict[tuple[str, ...], tuple[int, int]]:
        """Different learners of each group, and how many of them were present, rounded; empty if they are not shown.
        Learners whose attribute is known are never counted as unspecified. A learner in two districts counts in both.
        """
        year = queries.school_year(filters)
        others = set(by) - {"division", "district", *queries.PERSONAL}
        if year is None or others or filters.modules or filters.module_versions or filters.partners:
            return {}
        rows = self._rows
        in_classes, in_kinds = (
            [each.year == year, *self._conditions(each, filters, days=False)] for each in (rows.classes, rows.kinds)
        )
        answer = learners_question(rows, by, in_classes, in_kinds).to_pyarrow()
        pairs = list(zip(answer["unique"].to_pylist(), answer["reached"].to_pylist(), strict=True))
        return {values: (int(unique), int(reached)) for values, (unique, reached) in self._in_order(by, answer, pairs)}

    def _in_order(
        self, by: Sequence[queries.Dimension], answer: pa.Table, rows: Sequence[_T]
    ) -> list[tuple[tuple[str, ...], _T]]:
        """Each row with its values, in the order of the words of each dimension."""
        codes = list(zip(*(answer[f"by_{dimension}"].to_pylist() for dimension in by), strict=True))
        words = [self._words[dimension] for dimension in by]
        places = sorted(range(len(codes)), key=codes.__getitem__)
        return [(tuple(map(lambda own, code: own[code], words, codes[place])), rows[place]) for place in places]

    def values(self, dimension: queries.Dimension) -> tuple[str, ...]:
        """The values that a class (or, for a personal dimension, a learner) can have, sorted."""
        return self._words[dimension]

    def close(self) -> None:
        """Releases all rows."""
        self._engine.disconnect()

    def __enter__(self) -> CountedClasses:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _conditions(self, rows: Any, filters: queries.Filters, days: bool = True) -> list[Any]:
        """The conditions on a row of classes, or with `days` False on one that only has the months of its classes."""
        wanted: dict[queries.Dimension, Sequence[str]] = {
            "module": filters.modules,
            "module_version": filters.module_versions,
            "partner": tuple(map(str, filters.partners)),
            "division": filters.divisions,
            "district": filters.districts,
        }
        conditions = [rows[f"by_{name}"].isin(self._codes(name, some)) for name, some in wanted.items() if some]
        if days:
            exact = "day" in rows.columns
            when = rows.day if exact else rows.by_month
            first, last = (day if exact or day is None else self._month(day) for day in (filters.first, filters.last))
            conditions += [when >= first] if first is not None else []
            conditions += [when <= last] if last is not None else []
        return conditions

    def _month(self, day: datetime.date) -> float:
        """The index of that day's month among the months with classes, or a value between two of them."""
        months, wanted = self._words["month"], day.isoformat()[:7]
        place = bisect.bisect_left(months, wanted)
        return place if place < len(months) and months[place] == wanted else place - 0.5

    def _codes(self, dimension: queries.Dimension, values: Sequence[str]) -> list[int]:
        """The indexes of these values in the list of all; unknown values get an index that no class has."""
        places = {word: place for place, word in enumerate(self._words[dimension])}
        return [places.get(value, -1) for value in values]


def query(rows: QueryTables, by: Sequence[queries.Dimension], conditions: Sequence[Any]) -> Any:
    """The Ibis expression for the counts of each group without personal dimensions: `by_…` columns, and the fields of
    `queries.Counts` by name. `conditions` apply to classes."""
    keys = [f"by_{dimension}" for dimension in by]
    of_class = [f"by_{dimension}" for dimension in by if dimension not in queries.OF_LEARNERS]
    held = rows.classes.filter(*conditions) if conditions else rows.classes
    heads, again = rows.heads, rows.again
    if conditions or of_class:
        heads, again = (table.join(held.select("row", *of_class), "row") for table in (heads, again))
    if not by:
        keys = ["everything"]
        held, heads, again = (table.mutate(everything=ibis.literal(0)) for table in (held, heads, again))
    rooms = _rooms(held, heads, keys, whole=len(of_class) == len(by))
    sums = heads.group_by(keys).aggregate(**{name: heads[name].sum() for name in _SUMS})
    people = again.group_by([*keys, "person"]).aggregate(here=again.here.max())
    several = people.group_by(keys).aggregate(persons=people.count(), persons_here=people.here.sum())
    joined = rooms.left_join(sums, keys)[[*rooms.columns, *_SUMS]].left_join(several, keys)
    told = {name: joined[name].fill_null(0) for name in (*_SUMS, "persons", "persons_here")}
    return joined.select(
        *keys, "classes", "minutes", "entered_later",
        total=told["total"],
        unique=told["alone"] + told["persons"],
        present=told["present"],
        reached=told["alone_present"] + told["persons_here"],
        certificates=told["certificates"],
    )  # fmt: skip


def _rooms(classes: Any, heads: Any, keys: Sequence[str], whole: bool) -> Any:
    """Classes, their minutes and those entered later for each group; by grade, the classes with learners of
    that grade."""
    if not whole:
        classes = heads.select(*keys, "row").distinct().join(classes.select("row", "minutes", "later"), "row")
    return classes.group_by(keys).aggregate(
        classes=classes.count(), minutes=classes.minutes.sum(), entered_later=classes.later.sum()
    )


def rounded_question(cells: Any, by: Sequence[queries.Dimension], conditions: Sequence[Any]) -> Any:
    """The Ibis expression of the rounded numbers of each group: `by_…` columns, `total`, `present`, `certificates`,
    `rounded`."""
    held = cells.filter(*conditions) if conditions else cells
    keys = [f"by_{dimension}" for dimension in by]
    # The same children are rounded in the same way in every month and module.
    alike = [name for name in ("by_upazila", "by_partner", "by_grade", *_KINDS) if name not in keys]
    sums = held.group_by([*keys, *alike]).aggregate(**{name: held[name].sum() for name in _ROUNDED})
    told = {name: sums[name].sum() for name in _ROUNDED}
    return sums.group_by(keys).aggregate(**told | {"rounded": (sums.rounded * sums.rounded).sum()})


def learners_question(
    rows: QueryTables, by: Sequence[queries.Dimension], in_classes: Sequence[Any], in_kinds: Sequence[Any]
) -> Any:
    """The Ibis expression for different learners of each group, rounded for each district and combination and then
    summed: `by_…` columns, `unique` and `reached`."""
    areas = ["by_division", "by_district"]
    own = [*areas, *_KINDS]
    again = rows.again.join(rows.classes.filter(*in_classes).select("row", *areas), "row")
    people = again.group_by([*own, "person"]).aggregate(here=again.here.max())
    several = people.group_by(own).aggregate(persons=people.count(), persons_here=people.here.sum())
    both = rows.kinds.filter(*in_kinds).left_join(several, own)
    unique = both.alone + both.persons.fill_null(0)
    reached = both.alone_present + both.persons_here.fill_null(0)
    rounded = both.select(
        *own,
        unique=rounded_to(unique, both.record_key, LEARNERS_BASE),
        reached=rounded_to(reached, both.key_present.fill_null(0), LEARNERS_BASE),
    )
    keys = [f"by_{dimension}" for dimension in by]
    return rounded.group_by(keys).aggregate(unique=rounded.unique.sum(), reached=rounded.reached.sum())


def source_of(files: Sequence[bytes], status: ArchiveStatus) -> str:
    """The SHA-256, in hexadecimal, over the counted files, sorted: for each its hash and that of its reduced copy, or
    32 zero bytes if it is unchanged."""
    copies = (status.files[file].copy if file in status.files else None for file in sorted(files))
    pieces = (file + (copy or bytes(32)) for file, copy in zip(sorted(files), copies, strict=True))
    return hashlib.sha256(b"".join(pieces)).hexdigest()
