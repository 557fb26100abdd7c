"""Figures that everybody may see: small numbers withheld, labels in both languages, and where they come from.

Names of the dimensions by which figures are split are the same words on the page and on the command line. As CSV for
spreadsheets it is the same value, the same numbers."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from bsuh_desktop.domain.learner import COUNTED, FACTS
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.numbers import local_count
from bsuh_desktop.register.queries import Dimension, Filters
from bsuh_desktop.services.desk.small_files import write_into


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


DIMENSION_NAMES: dict[Dimension, Message] = {
    "division": Message("Division"),
    "district": Message("District"),
    "upazila": Message("Upazila"),
    "place": Message("Place"),
    "partner": Message("Partner"),
    "facilitator": Message("Facilitator"),
    "month": Message("Month"),
    "module": Message("Module"),
    "module_version": Message("Module version"),
    "grade": Message("Grade"),
    "channel": Message("How answered"),
    "entered_later": Message("When entered"),
    **{key: FACTS[key].dimension for key in COUNTED},
}


def under_text(limit: int) -> Message:
    """The text in place of a number that is withheld because it is small."""
    return Message("under {limit}", limit=local_count(limit))


def rounded_text(table: Table, limit: int) -> tuple[Message, ...]:
    """How the numbers of a table by personal attributes were rounded."""
    said = Message(
        "Rounded by chance, so that no child can be recognised: 19 of 20 numbers differ by "
        "{count} or less. If fewer than {limit} were absent, or earned no certificate, they "
        "count as not specified.",
        count=table.give_or_take,
        limit=limit,
    )
    if all(published_number(row.counts.unique) is None for row in table.rows):
        return (said,)
    return said, Message(
        "Different learners are rounded to tens for each kind of child in each district, then added up."
    )


HEAD = (
    "by", "code", "name_bn", "name_en", "classes", "total", "unique", "present", "reached", "certificates",
    "minutes_a_class", "entered_later", "hidden", "as_of", "first_day", "last_day", "modules", "module_versions",
    "partners", "divisions", "districts", "source", "give_or_take", "limit", "method",
)  # fmt: skip
"""The header. `by` is *whole* for all classes together; `hidden` lists the numbers of the row that are under the
`limit`; `give_or_take` is how much a rounded number may be off, empty if the row is exact. The columns from `as_of` on
give the row's source and how it was made."""

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Shown = tuple[Sequence[Dimension], Sequence[FigureRow]]
"""The dimensions of one table, and its rows in the order in which they are written."""


def figures_csv(figures: Figures, shown: Sequence[Shown]) -> bytes:
    """The table as UTF-8 with a byte-order mark, which spreadsheets need for Bangla, and with CR LF. `shown` are tables
    of `figures`, perhaps sorted or searched; the row for all classes comes first. A withheld number is an empty cell.
    No text is run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    for by, row in _rows(figures, shown):
        writer.writerow([*_who(by, row), *_numbers(row), *_where_from(figures), *_how_made(figures, row)])
    return text.getvalue().encode("utf-8-sig")


def save_figures(figures: Figures, shown: Sequence[Shown], folder: Path) -> Path:
    """Writes `figures-<day of the newest class>.csv` into `folder`, under the next free name; returns its path. Raises
    KnownError: disk_full, read_only, stick_removed."""
    day = figures.as_of.isoformat() if figures.as_of else "none"
    return write_into(folder, f"figures-{day}.csv", figures_csv(figures, shown))


def _rows(figures: Figures, shown: Sequence[Shown]) -> Iterator[tuple[Sequence[str], FigureRow]]:
    yield ("whole",), figures.whole
    for by, rows in shown:
        for row in rows:
            yield by, row


def _who(by: Sequence[str], row: FigureRow) -> list[str]:
    names = [" · ".join(part for part in parts if part) for parts in zip(*_both(row), strict=True)] or ["", ""]
    return [_plain(text) for text in (" × ".join(by), " × ".join(row.values), *names)]


def _both(row: FigureRow) -> list[tuple[str, str]]:
    return [(label.text_in("bn"), label.text_in("en")) for label in row.labels]


def _numbers(row: FigureRow) -> list[str]:
    counts = row.counts
    told = (counts.classes, counts.total, counts.unique, counts.present, counts.reached, counts.certificates)
    numbers = [*told, minutes_a_class(row), counts.entered_later]
    return [*(str(number) if isinstance(number, int) else "" for number in numbers), " ".join(counts.under())]


def minutes_a_class(row: FigureRow) -> int | None:
    """Mean length of its classes in whole minutes; None if there are no classes, or the number is withheld."""
    classes, minutes = row.counts.classes, row.counts.minutes
    if isinstance(classes, Withheld) or isinstance(minutes, Withheld) or classes == 0:
        return None
    return (2 * minutes + classes) // (2 * classes)


def _where_from(figures: Figures) -> list[str]:
    asked: Filters = figures.filters
    days = (figures.as_of, asked.first, asked.last)
    listed = (asked.modules, asked.module_versions, map(str, asked.partners), asked.divisions, asked.districts)
    return [*(day.isoformat() if day else "" for day in days), *map(_plain, map(" ".join, listed)), figures.source]


def _how_made(figures: Figures, row: FigureRow) -> list[str]:
    return [str(row.give_or_take) if row.give_or_take else "", str(figures.limit), figures.method]


def _plain(text: str) -> str:
    """The text; with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
