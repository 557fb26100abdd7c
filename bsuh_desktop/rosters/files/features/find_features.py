"""What calamine does not tell of a workbook: hidden rows and columns, formulas, errors, number formats, merged ranges.

Of an XLSX by ECMA-376 part 1, 18.3, an XLS by [MS-XLS] 2.4 and the older BIFF5, an ODS by OpenDocument 1.3 part 3, 9.1.
Optional: a workbook whose features cannot be read is read without them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.features.xml_parts import Attributes, members, path_of, relations, walk
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW

_BOOK = "xl/workbook.xml"
_TRUE = ("1", "true")
_HIDDEN = ("hidden", "veryHidden")
_COLUMN = re.compile(r"[A-Za-z]+")


def xlsx_marks(data: bytes, last_row: int = LAST_ROW) -> list[SheetFeatures]:
    """The marks of each sheet, in the workbook's order; only the name for a sheet that is not visible. Raises
    KnownError for a visible sheet that is too long, and whatever expat or zipfile raises for an unusual file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = members(archive)
        parts = {part: archive.read(names[part]) for part in (_BOOK, "xl/_rels/workbook.xml.rels")}
        styles = names.get("xl/styles.xml")
        formats = _formats(archive.read(styles)) if styles else []
        links = relations(parts["xl/_rels/workbook.xml.rels"])
        marks = []
        for name, relation, visible in sheets_of(parts[_BOOK]):
            sheet = SheetFeatures(name, visible, last_row=last_row)
            target = names.get(path_of(links[relation].target, "xl")) if relation in links else None
            if visible and target:
                _SheetWalk(sheet, formats).through(archive.read(target))
            marks.append(sheet)
        return marks


def sheets_of(book: bytes) -> list[tuple[str, str, bool]]:
    """Name, relationship id and visibility of each sheet."""
    sheets: list[tuple[str, str, bool]] = []

    def start(tag: str, attributes: Attributes) -> None:
        if _local(tag) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes["name"], relation, attributes.get("state") not in _HIDDEN))

    walk(book, start)
    return sheets


def _formats(styles: bytes) -> list[str]:
    """The number format of each cell style, empty for built-in formats except percent, which are 9 and 10 (18.8.30)."""
    codes = {"9": "0%", "10": "0.00%"}
    formats: list[str] = []
    within: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        name = _local(tag)
        if name == "numFmt":
            codes[attributes["numFmtId"]] = attributes["formatCode"]
        elif name == "xf" and "cellXfs" in within:
            formats.append(codes.get(attributes.get("numFmtId", ""), ""))
        within.append(name)

    walk(styles, start, lambda tag: within.remove(_local(tag)))
    return formats


class _SheetWalk:
    """Collects the marks of one sheet from its XML."""

    def __init__(self, sheet: SheetFeatures, formats: list[str]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._row = self._column = -1
        self._columns: dict[str, int] = {}

    def through(self, xml: bytes) -> None:
        """Parses the whole part."""
        walk(xml, self._start)

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = _local(tag)
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is"):
            self._sheet.hold(self._row, self._column)
        elif name == "f":
            self._sheet.hold(self._row, self._column)
            self._sheet.add_formula(self._row, self._column)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "col" and (attributes.get("hidden") in _TRUE or attributes.get("width") == "0"):
            self._sheet.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self._sheet.hide_rows(self._row, self._row)

    def _cell(self, attributes: Attributes) -> None:
        reference = _COLUMN.match(attributes.get("r", ""))
        self._column = self._column_of(reference[0]) if reference else self._column + 1
        kind = attributes.get("t", "n")
        if kind == "e":
            self._sheet.add_formula(self._row, self._column)
        style = attributes.get("s")
        if kind == "n" and style and (code := self._formats[int(style)]):
            self._sheet.add_format(self._row, self._column, code)

    def _column_of(self, letters: str) -> int:
        if letters not in self._columns:
            number = 0
            for letter in letters.upper():
                number = number * 26 + ord(letter) - ord("A") + 1
            self._columns[letters] = number - 1
        return self._columns[letters]


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


_STREAMS = ("Workbook", "Book")
"""The streams of BIFF8 and BIFF5. A file saved for both has both; the newer one is used, as calamine does."""

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COLINFO, _FORMULA, _BOOLERR = 0x0208, 0x007D, 0x0006, 0x0205
_NUMBER, _RK, _MULRK, _XF, _FORMAT = 0x0203, 0x027E, 0x00BD, 0x00E0, 0x041E
_TEXTS = (0x00FD, 0x0204, 0x00D6)
"""LabelSst, Label, RString."""

_BIFF8 = 0x0600
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_SHEET = struct.Struct("<IBB")
_CELL = struct.Struct("<HHH")
_PERCENT = {9: "0%", 10: "0.00%"}

Records = Iterator[tuple[int, int, int]]
"""Record type, offset of its data, length of its data."""


def book_stream(data: bytes) -> bytes | None:
    """The workbook's stream in a compound file; None if there is none. Raises whatever olefile raises for a damaged
    file."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        for name in _STREAMS:
            if compound.exists(name):
                return bytes(compound.openstream(name).read())
    return None


def is_locked(stream: bytes) -> bool:
    """True if the workbook needs a password: everything after the FilePass record is encrypted."""
    return any(kind == _FILEPASS for kind, _, _ in _records(stream, 0))


def xls_marks(stream: bytes, last_row: int = LAST_ROW) -> list[SheetFeatures]:
    """The marks of each sheet, in the workbook's order; empty for a sheet that is not visible. Raises KnownError for a
    visible sheet that is too long, and struct.error or LookupError for an unusual file."""
    starts: list[tuple[int, bool]] = []
    codes = dict(_PERCENT)
    formats: list[str] = []
    biff8 = True
    for kind, at, size in _records(stream, 0):
        if kind == _BOF:
            biff8 = struct.unpack_from("<H", stream, at)[0] == _BIFF8
        elif kind == _BOUNDSHEET:
            start, state, _ = _SHEET.unpack_from(stream, at)
            starts.append((start, state & 3 == 0))
        elif kind == _FORMAT:
            number, code = _format(stream[at : at + size], biff8)
            codes[number] = code
        elif kind == _XF:
            formats.append(codes.get(struct.unpack_from("<H", stream, at + 2)[0], ""))
    return [
        _sheet_marks(stream, start, formats, last_row) if visible else SheetFeatures("", visible)
        for start, visible in starts
    ]


def _records(stream: bytes, at: int) -> Records:
    """The records from `at` to the end of that substream, without those of nested substreams, such as charts."""
    within = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        within += (kind == _BOF) - (kind == _EOF)
        if within <= 0:
            return
        if within == 1:
            yield kind, at + 4, size
        at += 4 + size


def _format(record: bytes, biff8: bool) -> tuple[int, str]:
    """The number and the code of a Format record. Only codes in single-byte characters are relevant here."""
    number = int(struct.unpack_from("<H", record)[0])
    return number, record[5:].decode("latin-1") if biff8 and not record[4] & 1 else record[3:].decode("latin-1")


def _sheet_marks(stream: bytes, start: int, formats: list[str], last_row: int) -> SheetFeatures:
    marks = SheetFeatures("", last_row=last_row)
    for kind, at, size in _records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA, _BOOLERR, *_TEXTS):
            _add_cell(marks, stream, at, kind, formats)
        elif kind == _MULRK:
            _add_numbers(marks, stream[at : at + size], formats)
        elif kind == _ROW and stream[at + 12] & _ROW_HIDDEN:
            row = struct.unpack_from("<H", stream, at)[0]
            marks.hide_rows(row, row)
        elif kind == _COLINFO and stream[at + 8] & _COLUMN_HIDDEN:
            marks.hide_columns(*struct.unpack_from("<HH", stream, at))
    return marks


def _add_cell(marks: SheetFeatures, stream: bytes, at: int, kind: int, formats: list[str]) -> None:
    row, column, style = _CELL.unpack_from(stream, at)
    marks.hold(row, column)
    if kind == _FORMULA or (kind == _BOOLERR and stream[at + 7]):
        marks.add_formula(row, column)
    if kind in (_NUMBER, _RK, _FORMULA):
        marks.add_format(row, column, formats[style])


def _add_numbers(marks: SheetFeatures, record: bytes, formats: list[str]) -> None:
    """A MulRk record, a run of numbers in one row: row and first column, then format and value of each, then the last
    column."""
    row, first = struct.unpack_from("<HH", record)
    for place, (style, _) in enumerate(struct.iter_unpack("<HI", record[4:-2])):
        marks.hold(row, first + place)
        marks.add_format(row, first + place, formats[style])


_HIDDEN_LINES = ("collapse", "filter")


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
        if attributes.get("table:visibility") in _HIDDEN_LINES:
            self.sheets[-1].hide_columns(self._column, self._column + alike - 1)
        self._column += alike

    def _begin_row(self, attributes: Attributes) -> None:
        self._column = 0
        self._rows_alike = int(attributes.get("table:number-rows-repeated", "1"))
        if attributes.get("table:visibility") in _HIDDEN_LINES:
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


Workbook = Literal["xlsx", "xlsb", "xls", "ods"]

# A parser raises one of these where an unusual workbook does not fit its expectations.
_ODD = (
    ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


def features_of(data: bytes, kind: Workbook, last_row: int = LAST_ROW) -> list[SheetFeatures]:
    """The marks of each sheet, in the workbook's order; empty if they cannot be read, and for an XLSB. Raises
    KnownError for a visible sheet that is too long, and for XML with a document type."""
    try:
        if kind == "xlsx":
            return xlsx_marks(data, last_row)
        if kind == "ods":
            return OdsMarks(data, last_row).sheets
        stream = book_stream(data) if kind == "xls" else None
        return xls_marks(stream, last_row) if stream else []
    except _ODD:
        return []
