"""Figures as everybody sees them: nothing of few people, labels in both languages, and where they come from."""

from __future__ import annotations

import datetime
from enum import StrEnum

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.queries import Dimension, Filters


class Withheld(StrEnum):
    """Why a number is not told: it is *under* the limit and not 0, or *untold* of such groups."""

    UNDER = "under"
    UNTOLD = "untold"


Number = int | Withheld


def told(number: Number) -> int | None:
    """The number, None where it is not told."""
    return None if isinstance(number, Withheld) else number


class FigureCounts(msgspec.Struct, frozen=True):
    """One group in numbers, as in `asked.Counts`; `minutes` are those of all classes together."""

    classes: Number
    total: Number
    unique: Number
    present: Number
    reached: Number
    certificates: Number
    minutes: Number
    entered_later: Number

    def under(self) -> tuple[str, ...]:
        """The names of the numbers that are under the limit."""
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is Withheld.UNDER)


class FigureRow(msgspec.Struct, frozen=True):
    """One group: the codes or ids of its dimensions, what people call them, and its numbers. `give_or_take`: by how
    much `total` may be off, nineteen times in twenty; 0 where it is exact."""

    values: tuple[str, ...]
    labels: tuple[LocalText, ...]
    counts: FigureCounts
    give_or_take: int = 0

    @property
    def suppressed(self) -> bool:
        """True if a number of the group is under the limit."""
        return bool(self.counts.under())


class Table(msgspec.Struct, frozen=True):
    """One table, and its rows in their order. Where it is told by attributes its numbers are `rounded`."""

    by: tuple[Dimension, ...]
    rows: tuple[FigureRow, ...]
    rounded: bool

    @property
    def under(self) -> int:
        """How many rows have a number that is under the limit."""
        return sum(row.suppressed for row in self.rows)

    @property
    def give_or_take(self) -> int:
        """By how much a number of the table may be off at most, nineteen times in twenty."""
        return max((row.give_or_take for row in self.rows), default=0)


class Figures(msgspec.Struct, frozen=True):
    """Tables of one question. `as_of` is the day of the newest class; `source` (hexadecimal SHA-256) names exactly the
    files that were counted: the same archive, decisions and limit give the same bytes. `limit` is the smallest number
    of people that is told, `method` how those by attributes are rounded (`asked.METHOD`)."""

    as_of: datetime.date | None
    filters: Filters
    source: str
    limit: int
    method: str
    whole: FigureRow
    tables: tuple[Table, ...]
