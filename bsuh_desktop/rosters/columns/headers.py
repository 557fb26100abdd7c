"""Which row of a list holds the headings, and which columns are taken."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bsuh_desktop.rosters.columns.column import Column, place_of
from bsuh_desktop.rosters.columns.heading_words import FIELDS, Field, NotTaken, is_bare_guardian, meaning_of, words_of
from bsuh_desktop.rosters.files.table import ListRow
from bsuh_desktop.rosters.words import read_answer

SEARCHED_ROWS = 30
"""Titles of a school stand above its headings, but never more rows of them than this."""

_MOST_WORDS_ALONE = 4


class Heading(msgspec.Struct, frozen=True):
    """The row of headings, and the columns by their number from 0. One column is taken for each field; names may
    stand in two, Bangla and English."""

    row: int
    columns: dict[int, Column]

    def fields(self) -> dict[int, Field]:
        """The columns that are read, by number."""
        return {number: column.meaning for number, column in self.columns.items() if column.meaning in FIELDS}


def find_heading(rows: Sequence[ListRow]) -> Heading | None:
    """The row among the first SEARCHED_ROWS that knows the most columns, a roll or a name among them; of equals the
    upper one. None if there is no such row."""
    searched = rows[:SEARCHED_ROWS]
    best = max(searched, key=_known, default=None)
    if best is None or not _known(best):
        return None
    return Heading(best.number, _columns(best, [row for row in searched if row.number > best.number]))


def repeats(row: ListRow, heading: Heading) -> bool:
    """True if `row` says the headings once more, as at the top of a printed page."""
    fields = heading.fields()
    same = sum(meaning_of(row.cell(number).text) == field for number, field in fields.items())
    return same > 1 and same == len(fields)


def _known(row: ListRow) -> int:
    written = [cell.text for cell in row.cells if not cell.blank]
    meanings = [meaning for meaning in map(meaning_of, written) if meaning != "other"]
    if len(written) == 1:
        return int(meanings == ["name"] and len(words_of(written[0])) <= _MOST_WORDS_ALONE)
    return len(meanings) if len(meanings) > 1 and {"roll", "name"}.intersection(meanings) else 0


def _columns(row: ListRow, below: Sequence[ListRow]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for number, cell in enumerate(row.cells):
        if cell.blank:
            continue
        meaning = _meaning(cell.text, number, below)
        taken = [column.meaning for column in columns.values()]
        if meaning in FIELDS and meaning != "name" and meaning in taken:
            meaning = "other"
        shown = "" if any(letter.isdigit() for letter in cell.text) else cell.text
        columns[number] = Column(place_of(number), shown, meaning)
    return columns


def _meaning(heading: str, number: int, below: Sequence[ListRow]) -> Field | NotTaken:
    if not is_bare_guardian(heading):
        return meaning_of(heading)
    answers = [row.cell(number) for row in below if not row.cell(number).blank]
    return "guardian" if answers and all(read_answer(cell.text) for cell in answers) else "parent"
