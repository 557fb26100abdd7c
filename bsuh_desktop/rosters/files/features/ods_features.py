"""The marks of an ODS workbook, OpenDocument 1.3 part 3, 9.1: hidden rows and columns, formulas, merged ranges."""

from __future__ import annotations

import io
import zipfile

from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.features.xml_walk import Attributes, walk
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW

_HIDDEN = ("collapse", "filter")


class OdsMarks:
    """The marks of each sheet, in the workbook's order."""

    def __init__(self, data: bytes, last_row: int = LAST_ROW) -> None:
        """Raises KnownError for a visible sheet that is too long, and whatever expat raises for an unusual file."""
        self.sheets: list[SheetFeatures] = []
        self._last_row = last_row
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._rows_alike = 1
        self._shown = ""
        self._cell: Attributes | None = None
        self._remarks = 0
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            walk(archive.read("content.xml"), self._start, self._end, self._text)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self._begin_cell(attributes)
        elif tag == "table:table-row":
            self._begin_row(attributes)
        elif tag == "table:table-column":
            self._add_column(attributes)
        elif tag == "table:table":
            self._begin_sheet(attributes)
        elif tag == "office:annotation":
            self._remarks += 1
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()
        elif tag == "office:annotation":
            self._remarks -= 1
        elif tag == "table:table-row":
            self._row += self._rows_alike

    def _text(self, text: str) -> None:
        if self._cell is not None and not self._remarks:
            self._shown += text

    def _begin_sheet(self, attributes: Attributes) -> None:
        visible = attributes.get("table:style-name") not in self._hidden_styles
        self.sheets.append(SheetFeatures(attributes.get("table:name", ""), visible, last_row=self._last_row))
        self._row = self._column = 0

    def _add_column(self, attributes: Attributes) -> None:
        alike = int(attributes.get("table:number-columns-repeated", "1"))
        if attributes.get("table:visibility") in _HIDDEN:
            self.sheets[-1].hide_columns(self._column, self._column + alike - 1)
        self._column += alike

    def _begin_row(self, attributes: Attributes) -> None:
        self._column = 0
        self._rows_alike = int(attributes.get("table:number-rows-repeated", "1"))
        if attributes.get("table:visibility") in _HIDDEN:
            self.sheets[-1].hide_rows(self._row, self._row + self._rows_alike - 1)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._shown = ""

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        alike = int(cell.get("table:number-columns-repeated", "1"))
        formula = "table:formula" in cell or cell.get("calcext:value-type") == "error"
        if "office:value-type" in cell or formula:
            self.sheets[-1].hold(self._row + self._rows_alike - 1, self._column + alike - 1)
        if formula or cell.get("office:value-type") in ("float", "percentage"):
            self._mark(alike, formula, _format_of(cell, self._shown))
        self._merge(cell)
        self._column += alike

    def _mark(self, alike: int, formula: bool, code: str) -> None:
        for row in range(self._row, min(self._row + self._rows_alike, self._last_row)):
            for column in range(self._column, min(self._column + alike, LAST_COLUMN)):
                if formula:
                    self.sheets[-1].add_formula(row, column)
                self.sheets[-1].add_format(row, column, code)

    def _merge(self, cell: Attributes) -> None:
        rows = int(cell.get("table:number-rows-spanned", "1"))
        columns = int(cell.get("table:number-columns-spanned", "1"))
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self.sheets[-1].merges.append(((self._row, self._column), last))


def _format_of(cell: Attributes, shown: str) -> str:
    """The number format, derived from the displayed text that is stored with the number."""
    shown = shown.strip()
    if cell.get("office:value-type") == "percentage" and shown.endswith("%"):
        decimals = len(shown.rstrip("% ").partition(".")[2])
        return f"0.{'0' * decimals}%" if decimals else "0%"
    return "0" * len(shown) if shown.startswith("0") and shown.isdecimal() else ""
