"""What is asked of the register, as one expression a question: DuckDB runs it here, another engine could.

The rows are in memory alone, and are gone when the picture is closed: no database file lies anywhere.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register.asked import PERSONAL, Counts, Dimension, Filters, Group
from bsuh_desktop.register.columns import Tables
from bsuh_desktop.register.decided import Standing
from bsuh_desktop.register.segments import current_rows
from bsuh_desktop.register.tables import Counted, counted_tables
from bsuh_desktop.trust.register_keys import register_damaged

_MEASURES = ("classes", "total", "unique", "present", "reached", "certificates", "minutes", "entered_later")
_SUMS = ("total", "present", "certificates", "alone", "alone_present")
NOTHING = Counts(*(0 for _ in _MEASURES))

_ALL = Filters()

# Whatever does not fit into memory fails: rows must not be written out in clear. Nothing is ever fetched.
_SHUT = {
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Rows(NamedTuple):
    """The three tables of `tables.Counted` as Ibis tables of some engine."""

    classes: Any
    heads: Any
    again: Any


class Picture:
    """All classes that count, open to questions until it is closed. One thread asks at a time."""

    def __init__(
        self, counted: Counted, source: str, as_of: datetime.date | None, typed: Mapping[str, str] | None = None
    ) -> None:
        self.typed = dict(typed or {})
        """What facilitators typed for the places that are on no list, by their ids."""
        self.source = source
        """The SHA-256, in hexadecimal, that names exactly the files that are counted (FORMAT.md)."""
        self.as_of = as_of
        """The day of the newest class; None while there is none."""
        self._words = counted.words
        self._engine = ibis.duckdb.connect(":memory:", **_SHUT)
        self._rows = Rows(
            classes=self._engine.create_table("classes", counted.classes),
            heads=self._engine.create_table("heads", counted.heads),
            again=self._engine.create_table("again", counted.again),
        )

    @classmethod
    def open(cls, tables: Tables, standing: Standing, places: pa.Table) -> Picture:
        """The picture of all rows that were collected, of which those count that stand as current; `places` is a table
        of `tables.PLACES`. Raises KnownError `register_damaged` where rows of files that count are missing: no
        figure is made of a part."""
        current = current_rows(tables, lambda session, file: standing.current.get(session) == file)
        if current.classes.num_rows < len(standing.current):
            raise register_damaged()
        newest = pc.max(current.classes["day"]).as_py()
        source = source_of(current.classes["file"].to_pylist(), standing)
        names = (current.classes[name].to_pylist() for name in ("place", "place_name"))
        typed = {place: name for place, name in zip(*names, strict=True) if name}
        picture = cls(counted_tables(current, standing.places, places), source, newest, typed)
        # What it was made in is a third of a country's memory; Arrow would keep it for the next time.
        pa.default_memory_pool().release_unused()
        return picture

    def groups(self, by: Sequence[Dimension], filters: Filters = _ALL) -> tuple[Group, ...]:
        """The groups of `by` that have classes (or, by personal dimensions, learners), sorted by their values; without
        dimensions one group, the whole, even of nothing."""
        answer = question(self._rows, by, self._conditions(filters)).to_pyarrow()
        values = [self._words_of(dimension, answer) for dimension in by]
        numbers = [answer[name].to_pylist() for name in _MEASURES]
        counts = [Counts(*map(int, row)) for row in zip(*numbers, strict=True)]
        if not by:
            return (Group((), counts[0] if counts else NOTHING),)
        rows = zip(zip(*values, strict=True), counts, strict=True)
        return tuple(sorted((Group(value, count) for value, count in rows), key=lambda group: group.values))

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """The values that some class (or, for a personal dimension, some learner) can have, sorted."""
        return self._words[dimension]

    def areas(self) -> tuple[tuple[str, str, str, str], ...]:
        """Division, district, upazila and place of every place where a class was, sorted."""
        names: tuple[Dimension, ...] = ("division", "district", "upazila", "place")
        found = self._rows.classes.select(*(f"by_{name}" for name in names)).distinct().to_pyarrow()
        return tuple(sorted(zip(*(self._words_of(name, found) for name in names), strict=True)))

    def close(self) -> None:
        """Lets go of all rows."""
        self._engine.disconnect()

    def __enter__(self) -> Picture:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _words_of(self, dimension: Dimension, answer: pa.Table) -> list[str]:
        words = self._words[dimension]
        return [words[code] for code in answer[f"by_{dimension}"].to_pylist()]

    def _conditions(self, filters: Filters) -> list[Any]:
        """What a class must fulfil."""
        classes = self._rows.classes
        wanted: dict[Dimension, Sequence[str]] = {
            "module": filters.modules,
            "partner": tuple(map(str, filters.partners)),
            "division": filters.divisions,
            "district": filters.districts,
        }
        conditions = [classes[f"by_{name}"].isin(self._codes(name, some)) for name, some in wanted.items() if some]
        if filters.first is not None:
            conditions.append(classes.day >= filters.first)
        if filters.last is not None:
            conditions.append(classes.day <= filters.last)
        return conditions

    def _codes(self, dimension: Dimension, values: Sequence[str]) -> list[int]:
        """Where these values stand in the list of all; none that is there is one that no class has."""
        places = {word: place for place, word in enumerate(self._words[dimension])}
        return [places.get(value, -1) for value in values]


def question(rows: Rows, by: Sequence[Dimension], conditions: Sequence[Any]) -> Any:
    """The Ibis expression of the counts of each group: `by_…` columns, and the measures of `asked.Counts` by name.
    `conditions` hold for classes."""
    keys = [f"by_{dimension}" for dimension in by]
    of_class = [f"by_{dimension}" for dimension in by if dimension not in PERSONAL]
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


def _rooms(held: Any, heads: Any, keys: Sequence[str], whole: bool) -> Any:
    """Classes, their minutes and those entered later of each group; where learners are told apart, the classes in which
    such a learner sat."""
    if not whole:
        held = heads.select(*keys, "row").distinct().join(held.select("row", "minutes", "later"), "row")
    return held.group_by(keys).aggregate(
        classes=held.count(), minutes=held.minutes.sum(), entered_later=held.later.sum()
    )


def source_of(files: Sequence[bytes], standing: Standing) -> str:
    """The SHA-256, in hexadecimal, over the counted files, sorted: of each its hash and that of the copy that took its
    place, 32 zero bytes where it is as it came."""
    copies = (standing.files[file].copy if file in standing.files else None for file in sorted(files))
    pieces = (file + (copy or bytes(32)) for file, copy in zip(sorted(files), copies, strict=True))
    return hashlib.sha256(b"".join(pieces)).hexdigest()
