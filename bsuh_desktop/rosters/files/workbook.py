"""Class lists in workbooks, XLSX, XLS or ODS: the rows of each visible sheet, as the spreadsheet numbers them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.archive import check_archive
from bsuh_desktop.rosters.files.kinds import Workbook
from bsuh_desktop.rosters.files.table import COVERED, LAST_COLUMN, LAST_ROW, NOTHING, Cell, ListRow, Sheet
from bsuh_desktop.rosters.files.values import Value, value_cell

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Merges = Iterable[tuple[tuple[int, int], tuple[int, int]]]


def read_workbook(data: bytes, kind: Workbook) -> tuple[Sheet, ...]:
    """The visible sheets that hold something. Raises KnownError for a workbook that is damaged or too long."""
    import python_calamine

    if kind != "xls":
        check_archive(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        return tuple(sheet for sheet in _sheets(book) if any(not row.blank for row in sheet.rows))
    except python_calamine.PasswordError:
        raise refusals.locked() from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise refusals.torn() from None


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for place, known in enumerate(book.sheets_metadata):
        if known.visible == SheetVisibleEnum.Visible and known.typ == SheetTypeEnum.WorkSheet:
            yield Sheet(known.name, tuple(_rows(book.get_sheet_by_index(place))))


def _rows(sheet: CalamineSheet) -> Iterator[ListRow]:
    # calamine's rows are those of the spreadsheet, but its columns begin with the first that holds something.
    left = sheet.start[1] if sheet.start else 0
    covered = _covered(sheet.merged_cell_ranges or ())
    for number, values in enumerate(sheet.iter_rows(), 1):
        row = ListRow(number, _cells(values, left, covered.get(number - 1, {})))
        if number <= LAST_ROW:
            yield row
        elif not row.blank:
            raise refusals.too_long(LAST_ROW)


def _cells(values: list[Value], left: int, covered: dict[int, Cell]) -> tuple[Cell, ...]:
    cells = [NOTHING] * min(left, LAST_COLUMN)
    cells += [value_cell(value, formula=False) for value in values[: LAST_COLUMN - len(cells)]]
    cells += [NOTHING] * (max(covered, default=-1) + 1 - len(cells))
    for column, cell in covered.items():
        cells[column] = cell
    return tuple(cells)


def _covered(merges: Merges) -> dict[int, dict[int, Cell]]:
    """The cells that lie in a merged range behind its first, by row and column from 0."""
    covered: dict[int, dict[int, Cell]] = {}
    for (top, left), (bottom, right) in merges:
        for row in range(top, min(bottom + 1, LAST_ROW)):
            for column in range(left, min(right + 1, LAST_COLUMN)):
                if (row, column) != (top, left):
                    covered.setdefault(row, {})[column] = COVERED["right" if column > left else "down"]
    return covered
