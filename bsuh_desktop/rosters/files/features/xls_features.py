"""The marks of an XLS workbook, [MS-XLS] 2.4 and the older BIFF5: hidden rows and columns, formulas, number formats."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.table import LAST_ROW

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
