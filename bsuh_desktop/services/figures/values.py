"""Figures that everybody may see: small numbers withheld, labels in both languages, and where they come from."""

from __future__ import annotations

import datetime
from enum import StrEnum

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.queries import Dimension, Filters


class Withheld(StrEnum):
    """Why a number is withheld: it is *under* the limit and not 0, or *untold* for this kind of group."""

    UNDER = "under"
    UNTOLD = "untold"


Number = int | Withheld


def published_number(number: Number) -> int | None:
    """The number; None if it is withheld."""
    return None if isinstance(number, Withheld) else number


class FigureCounts(msgspec.Struct, frozen=True):
    """The numbers of one group, as in `register.queries.Counts`; `minutes` is the sum over all classes."""

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
    """One group of a table."""

    values: tuple[str, ...]
    """Codes or ids, one for each dimension."""
    labels: tuple[LocalText, ...]
    """Their names."""
    counts: FigureCounts
    give_or_take: int = 0
    """How much `total` may be off, nineteen times in twenty; 0 if it is exact."""

    @property
    def suppressed(self) -> bool:
        """True if a number of the group is under the limit."""
        return bool(self.counts.under())


class Table(msgspec.Struct, frozen=True):
    """One table, with its rows in their order. `rounded` is True if it is by personal attributes."""

    by: tuple[Dimension, ...]
    rows: tuple[FigureRow, ...]
    rounded: bool

    @property
    def under(self) -> int:
        """How many rows have a number that is under the limit."""
        return sum(row.suppressed for row in self.rows)

    @property
    def give_or_take(self) -> int:
        """The most that any number of the table may be off, nineteen times in twenty."""
        return max((row.give_or_take for row in self.rows), default=0)


class Figures(msgspec.Struct, frozen=True):
    """All tables of one request."""

    as_of: datetime.date | None
    """The day of the newest class."""
    filters: Filters
    source: str
    """A hexadecimal SHA-256 that identifies exactly the files that were counted: the same archive, decisions and limit
    give the same bytes."""
    limit: int
    """The smallest number of people that is shown."""
    method: str
    """How numbers by personal attributes are rounded (`register.queries.METHOD`)."""
    whole: FigureRow
    """All classes together."""
    tables: tuple[Table, ...]
