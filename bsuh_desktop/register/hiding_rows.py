"""Tables of one question as rows that lie within each other: which row is part of which, and where a sum is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from bsuh_desktop.register.asked import UNKNOWN, Counts, Dimension, Group

LEVELS: tuple[Dimension, ...] = ("division", "district", "upazila", "place")
"""Areas, each of which lies in one of the level before."""
_ABOVE = {level: frozenset(LEVELS[:number]) for number, level in enumerate(LEVELS)}

AreaPath = tuple[str, str, str, str]
"""Codes of a place's division, district and upazila, and its own id."""
Asked = tuple[tuple[Dimension, ...], Sequence[Group]]
"""What a table is told apart by, and its groups."""


class Shown(StrEnum):
    """What can be told of a row. *unlisted*: not even that it exists."""

    TOLD = "told"
    NO_CERTIFICATES = "no_certificates"
    HIDDEN = "hidden"
    UNLISTED = "unlisted"

    @property
    def wholly(self) -> bool:
        """True if no figure of the row is told."""
        return self in (Shown.HIDDEN, Shown.UNLISTED)


class Row:
    """One group of a table. `above` are the rows of the coarser tables in which it lies, `within` those of them that
    its table adds up to at once: one for each of the table's `families`, None where the area is not known."""

    __slots__ = ("above", "counts", "shown", "values", "within")

    def __init__(self, values: tuple[str, ...], counts: Counts) -> None:
        self.values = values
        self.counts = counts
        self.shown = Shown.TOLD
        self.above: tuple[Row, ...] = ()
        self.within: tuple[Row | None, ...] = ()

    @property
    def order(self) -> tuple[int, tuple[str, ...]]:
        """Small rows first; the same for the same figures, whatever order they came in."""
        return (self.counts.total, self.values)


class Table:
    """One table. `families` are the coarser tables between which and this one there is no other."""

    def __init__(self, by: tuple[Dimension, ...], groups: Sequence[Group], known: Ancestors) -> None:
        self.by = by
        self.closed = frozenset(by).union(*(_ABOVE.get(dimension, ()) for dimension in by))
        self.rows = {group.values: Row(group.values, group.counts) for group in groups}
        self.coarser: list[Table] = []
        self.families: list[Table] = []
        self._known = known

    def is_coarser_than(self, other: Table) -> bool:
        """True if every row of `other` lies in one of this."""
        return (len(self.closed), len(self.by)) < (len(other.closed), len(other.by)) and self.closed <= other.closed

    def row_within(self, values: tuple[str, ...], table: Table) -> Row | None:
        """The row of a coarser table in which a group of these values lies, whether or not there is such a group."""
        wanted = []
        for dimension in table.by:
            if dimension in self.by:
                wanted.append(values[self.by.index(dimension)])
                continue
            below = max((each for each in self.by if dimension in _ABOVE.get(each, ())), key=LEVELS.index)
            code = self._known.ancestor(below, values[self.by.index(below)], dimension)
            if code is None:
                return None
            wanted.append(code)
        return table.rows.get(tuple(wanted))

    def rows_within(self, values: tuple[str, ...]) -> tuple[Row | None, ...]:
        """One row for each family; where an area lies below several, the next coarser row that is certain."""
        found: list[Row | None] = []
        for family in self.families:
            chain = (family, *reversed(family.coarser))
            found.append(next((row for table in chain if (row := self.row_within(values, table))), None))
        return tuple(found)


class Ancestors:
    """In which area another lies; None for a code that stands below several."""

    def __init__(self, areas: Iterable[AreaPath]) -> None:
        self._above: dict[tuple[str, str, str], str | None] = {}
        for path in set(areas):
            for low in range(1, len(LEVELS)):
                for high in range(low):
                    key = (LEVELS[low], path[low], LEVELS[high])
                    self._above[key] = path[high] if self._above.get(key, path[high]) == path[high] else None

    def ancestor(self, level: Dimension, code: str, above: Dimension) -> str | None:
        """The code of the level `above`; unknown for an area on no list."""
        return self._above.get((level, code, above), UNKNOWN)


def plainly(asked: Asked) -> Asked:
    """The same table with its dimensions in one order and no area that another implies, so that it is known again."""
    by, groups = asked
    kept = sorted(range(len(by)), key=by.__getitem__)
    needed = _without_ancestors(by)
    short = [number for number in kept if by[number] in needed]
    if len({tuple(group.values[number] for number in short) for group in groups}) == len(groups):
        kept = short
    plain = [Group(tuple(group.values[number] for number in kept), group.counts) for group in groups]
    return tuple(by[number] for number in kept), plain


def related(tables: Sequence[Asked], areas: Iterable[AreaPath]) -> tuple[Table, ...]:
    """Every plain table with its rows in their places, coarse tables first; one that was given twice stands once."""
    known = Ancestors(areas)
    made = {by: Table(by, groups, known) for by, groups in tables}
    ordered = sorted(made.values(), key=lambda table: (len(table.closed), len(table.by), table.by))
    for table in ordered:
        table.coarser = [other for other in ordered if other.is_coarser_than(table)]
        table.families = [
            one for one in table.coarser if not any(one.is_coarser_than(other) for other in table.coarser)
        ]
        for row in table.rows.values():
            above = (table.row_within(row.values, other) for other in table.coarser)
            row.above = tuple(found for found in above if found)
            row.within = table.rows_within(row.values)
    return tuple(ordered)


def coarser(by: tuple[Dimension, ...]) -> tuple[tuple[Dimension, ...], ...]:
    """Every table that adds up from `by`, the whole first and `by` itself last: hidden together with these, a table
    hides the same whenever it is asked for."""
    choices: Iterator[tuple[Dimension, ...]] = iter([()])
    for dimension in by:
        levels = LEVELS[: LEVELS.index(dimension) + 1] if dimension in LEVELS else (dimension,)
        choices = iter([(*chosen, *more) for chosen in choices for more in ((), *((level,) for level in levels))])
    found = {_without_ancestors(chosen) for chosen in choices} - {by}
    return (*sorted(found, key=lambda one: (len(one), one)), by)


def _without_ancestors(by: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
    """A table by division and district is one by district."""
    implied = frozenset[Dimension]().union(*(_ABOVE.get(dimension, ()) for dimension in by))
    return tuple(dict.fromkeys(dimension for dimension in by if dimension not in implied))
