"""The figures on the screen as CSV for spreadsheets: the same value, the same numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from bsuh_desktop.register.queries import Dimension, Filters
from bsuh_desktop.services.desk.small_files import write_into
from bsuh_desktop.services.figures.values import FigureRow, Figures, Withheld

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
