"""Figures as a table for the terminal, with aligned columns in both scripts, and remarks on how they were made."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.numbers import count_text
from bsuh_desktop.domain.text import shown
from bsuh_desktop.language import say
from bsuh_desktop.services.figures.csv_export import minutes_a_class
from bsuh_desktop.services.figures.dimension_names import DIMENSION_NAMES, rounded_text
from bsuh_desktop.services.figures.values import FigureRow, Figures, Number, Withheld

_UNDER, _NONE = "*", "–"
_GAP = "  "
_NO_WIDTH = ("Mn", "Me", "Cf")
_COLUMNS = (
    Message("Classes"),
    Message("On the lists"),
    Message("Different learners"),
    Message("Present"),
    Message("Of these, different"),
    Message("Certificates"),
    Message("Minutes a class"),
    Message("Entered later"),
)


def figures_lines(made: Figures, language: Language) -> list[str]:
    """The table of `made`, with all classes together below it, and remarks on its date and source."""
    by = made.tables[0].by if made.tables else ()
    rows = made.tables[0].rows if made.tables else ()
    head = [say(word, language) for word in (*(DIMENSION_NAMES[name] for name in by), *_COLUMNS)]
    body = [[*_names(row, language), *_cells(row, language)] for row in rows]
    whole = [say(Message("All together"), language), *[""] * (len(by) - 1)] if by else []
    body.append([*whole, *_cells(made.whole, language)])
    return [*_aligned(head, body, len(by)), "", *(say(one, language) for one in _remarks(made))]


def _names(row: FigureRow, language: Language) -> list[str]:
    return [shown(label.text_in(language)) for label in row.labels]


def _cells(row: FigureRow, language: Language) -> list[str]:
    counts = row.counts
    told = [counts.classes, counts.total, counts.unique, counts.present, counts.reached, counts.certificates]
    return [_cell(number, language) for number in (*told, minutes_a_class(row), counts.entered_later)]


def _cell(number: Number | None, language: Language) -> str:
    if number is Withheld.UNDER:
        return _UNDER
    return count_text(number, language) if isinstance(number, int) else _NONE


def _remarks(made: Figures) -> list[Message]:
    found = []
    if made.as_of is not None:
        found.append(Message("Up to the newest class: {day}", day=date_text(made.as_of)))
    if made.whole.suppressed or any(table.under for table in made.tables):
        found.append(Message("* is under {limit}, and not 0.", limit=made.limit))
    found.extend(one for table in made.tables if table.rounded for one in rounded_text(table, made.limit))
    found.append(Message("Counted from the files: {source}", source=made.source))
    return found


def _aligned(head: Sequence[str], body: Sequence[Sequence[str]], names: int) -> list[str]:
    """Names aligned to the left, numbers to the right, each column as wide as its widest cell."""
    widths = [max(map(_width, column)) for column in zip(head, *body, strict=True)]

    def line(cells: Sequence[str]) -> str:
        parts = []
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            room = " " * (width - _width(cell))
            parts.append(cell + room if place < names else room + cell)
        return _GAP.join(parts).rstrip()

    return [line(head), line(["─" * width for width in widths]), *map(line, body)]


def _width(text: str) -> int:
    """The number of terminal cells that `text` takes; combining signs take none."""
    return sum(unicodedata.category(letter) not in _NO_WIDTH for letter in text)
