"""The preview of a class list, as it leaves the limited process, with its first rows to find the headings in.

Columns outside the allow-list (phones, parents, birth dates, addresses) are named by their place and never read into
it; of the first rows only words of headings leave the reader, of other cells their kind and length. The roster is only
made after a person has looked, decided and agreed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import msgspec

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.rosters.columns.column import Column, shape_of
from bsuh_desktop.rosters.columns.headings import Headings, is_made_of_heading_words
from bsuh_desktop.rosters.columns.take_columns import Columns
from bsuh_desktop.rosters.files.table import Cell, ListRow, Sheet
from bsuh_desktop.rosters.read_options import NO_HEADING, Part
from bsuh_desktop.rosters.remarks import Remark
from bsuh_desktop.rosters.vocabulary import NEVER_READ, read_answer, read_sex

CellKind = Literal["heading", "name", "number", "date", "word", "nothing"]

_ROWS_BELOW = 2
_MOST_ROWS = 14


class TopCell(msgspec.Struct, frozen=True):
    """A cell: its words if they are those of a heading, else what it is and how many characters it has."""

    kind: CellKind
    length: int = 0
    words: str = ""


class TopRow(msgspec.Struct, frozen=True):
    """A row near the headings; its number is the spreadsheet's."""

    number: int
    cells: tuple[TopCell, ...]


def top_rows(sheet: Sheet, headings: Headings, columns: Columns) -> tuple[TopRow, ...]:
    """The rows down to the headings and two below them; of a list without headings as many of the first ones, for they
    may stand below titles. Blank rows are left out."""
    above = [row for row in sheet.rows if row.number <= headings.last and not row.blank]
    below = [row for row in sheet.rows if row.number > headings.last and not row.blank]
    most = _MOST_ROWS if headings.last == NO_HEADING else _ROWS_BELOW
    rows = above[-(_MOST_ROWS - _ROWS_BELOW) :] + below[:most]
    return tuple(TopRow(row.number, _cells(row, headings, columns)) for row in rows)


def _cells(row: ListRow, headings: Headings, columns: Columns) -> tuple[TopCell, ...]:
    names = [number for number, column in columns.items() if column.meaning == "name"]
    may = _may_hold_headings(row, names)
    own = headings.lines.keys() if headings.first <= row.number <= headings.last else frozenset[int]()
    below = row.number > headings.last
    return tuple(
        _cell(row.cell(number), column, below, number in own or (may and not _is_said(row.cell(number).text)))
        for number, column in columns.items()
    )


def _may_hold_headings(row: ListRow, names: Collection[int]) -> bool:
    """True for several words of headings, also in the columns of `names`, and no number: a learner may be called by one
    such word, and have another's faith."""
    texts = [cell.text for cell in row.cells if not cell.blank]
    if not all(row.cell(number).blank or is_made_of_heading_words(row.cell(number).text) for number in names):
        return False
    heading_words = [text for text in texts if is_made_of_heading_words(text) and not _is_said(text)]
    return len(heading_words) > 1 and not any(sign.isdigit() for text in texts for sign in text)


def _is_said(text: str) -> bool:
    """True for what a learner's row may say: "no" also heads a column of numbers."""
    return read_answer(text) is not None or read_sex(text) is not None


def _cell(cell: Cell, column: Column, below: bool, heads: bool) -> TopCell:
    if cell.blank:
        return TopCell("nothing")
    if heads and is_made_of_heading_words(cell.text):
        return TopCell("heading", len(cell.text), cell.text)
    if below and column.meaning in NEVER_READ:
        return TopCell("nothing")
    shape = shape_of(cell.text)
    if shape in ("numbers", "long_numbers"):
        return TopCell("number", len(cell.text))
    if shape == "dates":
        return TopCell("date", len(cell.text))
    return TopCell("name" if column.meaning == "name" and below else "word", len(cell.text))


class PartOfList(msgspec.Struct, frozen=True):
    """One of several classes in a list, and its number of learners."""

    part: Part
    learners: int


class ClassListPreview(msgspec.Struct, frozen=True):
    """A list as it was recognised."""

    learners: tuple[RosterRow, ...]
    """In the file's order, like `remarks`."""
    remarks: tuple[Remark, ...]
    columns: tuple[Column, ...]
    """All that are not empty, taken or not."""
    heading_row: int
    """The row of headings; NO_HEADING if there is none."""
    sheet: str = ""
    """The name of the sheet that was read; empty for a text file."""
    sheets: tuple[str, ...] = ()
    """The names of the visible sheets that are not empty; empty for a text file."""
    encoding: str = ""
    """Of a text file; empty for a workbook."""
    together: tuple[str, ...] = ()
    """The sheets that are read below it."""
    originals: dict[int, str] = {}
    """What stands in the file for names that are proposed: typed in an old font, broken, calculated; by row."""
    top: tuple[TopRow, ...] = ()
    """The rows about the headings."""
    sex_codes: tuple[str, ...] = ()
    """One or two codes for the sex that the list does not explain."""
    part: Part | None = None
    """The class that was read, if the list contains several."""
    parts: tuple[PartOfList, ...] = ()
    """All classes, if the list contains several."""
