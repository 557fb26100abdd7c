"""Class lists in workbooks (XLSX, XLS or ODS): the rows of each visible sheet, numbered as in the spreadsheet."""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from msgspec.structs import replace

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files import open_document, open_xml
from bsuh_desktop.rosters.files.containers import holds_pictures
from bsuh_desktop.rosters.files.features.find_features import Workbook, features_of
from bsuh_desktop.rosters.files.features.sheet_features import Range, SheetFeatures
from bsuh_desktop.rosters.files.table import (
    COVERED,
    LAST_COLUMN,
    LAST_ROW,
    NO_VALUE,
    NOTHING,
    Cell,
    ListRow,
    Sheet,
    written_cell,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
"""The types that calamine returns for a cell. An empty cell and an error are both the empty text."""

_SHOWN_DIGITS = 15
"""Spreadsheets show fewer digits of a number than they store: 0.30000000000000004 is shown as 0.3."""


_NEARLY_WHOLE = 1e-9
"""A formula's 17.0000000001 is 17 to whoever wrote it."""
_LARGEST_EXACT = 1e15


def value_cell(value: Value, formula: bool, code: str = "") -> Cell:
    """The cell with `value` as shown by the number format `code`. The calculated value of a formula is kept, unless it
    is an error."""
    if value == "" and not formula:
        return NOTHING
    cell, dated = written_cell(shown(value, code)), isinstance(value, datetime.date)
    if not formula:
        return replace(cell, dated=True) if dated else cell
    return NO_VALUE if cell.text.startswith("#") else replace(cell, formula=True, dated=dated)


def shown(value: Value, code: str = "") -> str:
    """`value` as text: 12.0 is 12, or 012 if `code` is 000, dates 2026-12-08, times 8:30, truth TRUE or FALSE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and code:
        return _formatted(value, code)
    if isinstance(value, float):
        nearly = abs(value - round(value)) < _NEARLY_WHOLE if abs(value) < _LARGEST_EXACT else value.is_integer()
        return str(round(value)) if nearly else f"{value:.{_SHOWN_DIGITS}g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value:%M:%S}".removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}".removesuffix(":00")
    return str(value)


def _formatted(value: int | float, code: str) -> str:
    """A number with leading zeros (000), or in percent (0% or 0.0%)."""
    if code.endswith("%"):
        return f"{value * 100:.{len(code.removesuffix('%')[2:])}f}%"
    return f"{value:0{len(code)}.0f}"


LARGEST_AREA = 4_000_000
"""Cells from A1 to the last non-empty one. calamine allocates all of them, 32 bytes each, including empty ones."""

MOST_COVERED = 100_000
"""Cells in merged ranges that are marked. Overlapping ranges, which no spreadsheet writes, could make it any number."""


_REWRITES: dict[Workbook, tuple[Callable[[bytes], bytes], ...]] = {
    "xlsx": (open_xml.readable, open_xml.rewritten),
    "ods": (open_document.readable,),
}


def read_workbook(data: bytes, kind: Workbook, last_row: int = LAST_ROW) -> tuple[Sheet, ...]:
    """The visible sheets that are not empty, down to `last_row`. An XLSX that calamine fails on is rewritten, once.
    Raises KnownError for a workbook that is damaged, empty or too long."""
    for rewrite in _REWRITES.get(kind, (bytes,)):
        sheets = _read(_rewritten(rewrite, data), kind, last_row)
        if sheets:
            return sheets
        if sheets is not None:
            raise refusals.only_pictures() if holds_pictures(data) else refusals.empty()
    raise refusals.torn()


def _read(data: bytes, kind: Workbook, last_row: int) -> tuple[Sheet, ...] | None:
    """None if calamine fails."""
    import python_calamine

    marks = features_of(data, kind, last_row)
    _check_area(marks)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        return tuple(sheet for sheet in _sheets(book, marks, last_row) if any(not row.blank for row in sheet.rows))
    except python_calamine.PasswordError:
        raise refusals.locked() from None
    except (python_calamine.CalamineError, OSError, ValueError):
        return None
    except BaseException as stopped:
        # calamine panics on some damaged XLS files; the panic is not an Exception and has no class that could be
        # imported.
        if type(stopped).__name__ == "PanicException":
            return None
        raise


def _rewritten(rewrite: Callable[[bytes], bytes], data: bytes) -> bytes:
    try:
        return rewrite(data)
    except (LookupError, ValueError, ExpatError):
        raise refusals.torn() from None


def _sheets(book: CalamineWorkbook, marks: Sequence[SheetFeatures], last_row: int) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for place, known in enumerate(book.sheets_metadata):
        ours = place < len(marks) and marks[place].name in ("", known.name)
        marked = marks[place] if ours else SheetFeatures("", last_row=last_row)
        if known.visible == SheetVisibleEnum.Visible and known.typ == SheetTypeEnum.WorkSheet:
            rows = tuple(_Rows(book.get_sheet_by_index(place), marked))
            yield Sheet(known.name, rows, frozenset(marked.hidden_columns))


def _check_area(marks: Iterable[SheetFeatures]) -> None:
    for sheet in marks:
        rows, columns = (last + 1 for last in sheet.last)
        if sheet.visible and columns > LAST_COLUMN and rows * columns > LARGEST_AREA:
            raise refusals.too_wide()


class _Rows:
    """The rows of one sheet, with its marks."""

    def __init__(self, sheet: CalamineSheet, marks: SheetFeatures) -> None:
        self._sheet = sheet
        self._marks = marks
        # calamine's row numbers are the spreadsheet's, but its columns begin with the first non-empty one.
        self._left = min(sheet.start[1] if sheet.start else 0, LAST_COLUMN)
        self._end = sheet.end or (-1, -1)
        self._covered = _covered(
            sheet.merged_cell_ranges or marks.merges, min(max(self._end[0], marks.last[0]), marks.last_row - 1)
        )

    def __iter__(self) -> Iterator[ListRow]:
        """Raises KnownError if there is anything below the last row."""
        for place, values in enumerate(self._with_formulas_below()):
            row = ListRow(place + 1, self._cells(place, values), place in self._marks.hidden_rows)
            if place < self._marks.last_row:
                yield row
            elif not row.blank:
                raise refusals.too_long(self._marks.last_row)

    def _with_formulas_below(self) -> Iterator[list[Value]]:
        """Adds rows for formulas that were never calculated: calamine treats them as empty, also below its last row."""
        yield from self._sheet.iter_rows()
        yield from ([] for _ in range(self._end[0] + 1, self._marks.last[0] + 1))

    def _padded(self, values: Sequence[Value]) -> Iterator[Value]:
        """The cells from column A to the last one that is not empty or may be read."""
        beside = self._marks.last[1] + 1 - self._left - len(values)
        return itertools.islice(itertools.chain([""] * self._left, values, [""] * beside), LAST_COLUMN)

    def _cells(self, row: int, values: Sequence[Value]) -> tuple[Cell, ...]:
        formulas, formats = self._marks.formulas, self._marks.formats
        cells: list[Cell] = []
        for column, value in enumerate(self._padded(values)):
            place = (row, column)
            cells.append(value_cell(value, place in formulas, formats.get(place, "")))
        covered = self._covered.get(row, {})
        cells += [NOTHING] * (max(covered, default=-1) + 1 - len(cells))
        for column, cell in covered.items():
            cells[column] = cell
        return tuple(cells)


def _covered(merges: Iterable[Range], last_row: int) -> dict[int, dict[int, Cell]]:
    """The cells covered by a merged range, except its first one, by row and column from 0, down to `last_row`."""
    covered: dict[int, dict[int, Cell]] = {}
    room = MOST_COVERED
    for (top, left), (bottom, right) in merges:
        rows = range(top, min(bottom, last_row) + 1)
        columns = range(left, min(right, LAST_COLUMN - 1) + 1)
        room -= len(rows) * len(columns)
        if room < 0:
            break
        for row, column in itertools.product(rows, columns):
            if (row, column) != (top, left):
                covered.setdefault(row, {})[column] = COVERED["right" if column > left else "down"]
    return covered
