from __future__ import annotations

import struct
from pathlib import Path

import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.features.find_features import book_stream, is_locked, xls_marks
from bsuh_desktop.rosters.files.table import LAST_ROW

DATA = Path(__file__).parents[3] / "data" / "files"
BEGIN, END = 0x0809, 0x000A


def stream_of(name: str) -> bytes:
    stream = book_stream((DATA / name).read_bytes())
    assert stream is not None
    return stream


def record(kind: int, *values: int, form: str = "") -> bytes:
    data = struct.pack(f"<{form or 'H' * len(values)}", *values)
    return struct.pack("<HH", kind, len(data)) + data


def book(*sheet: bytes, state: int = 0) -> bytes:
    """A BIFF8 stream of one sheet of these records."""
    begin, end = record(BEGIN, 0x0600, 5), record(END)
    start = len(begin) + 4 + 8 + len(end)
    listed = record(0x0085, start, state, 0, 0, 0, form="IBBBB")
    return b"".join([begin, listed, end, record(BEGIN, 0x0600, 0x10), *sheet, end])


def test_a_list_of_excel_5() -> None:
    marks = xls_marks(stream_of("excel-5.xls"))[0]
    assert marks.hidden_rows == {2}
    assert marks.hidden_columns == {3}
    assert marks.formulas == {(3, 0)}
    assert marks.formats == {(1, 0): "000", (2, 0): "000"}
    assert marks.last == (3, 3)


def test_a_list_of_xlwt() -> None:
    marks, hidden = xls_marks(stream_of("xlwt.xls"))
    assert (marks.hidden_rows, marks.hidden_columns) == ({4}, {3})
    assert marks.formulas == {(5, 1), (6, 2)}
    assert marks.formats == {(5, 3): "0%", (6, 3): "000"}
    assert (marks.visible, hidden.visible) == (True, False)


def test_a_run_of_numbers_and_an_error() -> None:
    numbers = record(0x00BD, 4, 1, 0, 10, 0, 20, 2, form="HHHIHIH")
    truth, error = (record(0x0205, 5, column, 0, 1, column, form="HHHBB") for column in (0, 1))
    marks = xls_marks(record_formats(book(numbers, truth, error)))[0]
    assert marks.last == (5, 2)
    assert marks.formulas == {(5, 1)}


def record_formats(stream: bytes) -> bytes:
    """`stream` with one cell style before the sheets are listed."""
    style = record(0x00E0, 0, 0)
    begin = 8
    start = struct.unpack_from("<I", stream, begin + 4)[0] + len(style)
    return stream[:begin] + style + stream[begin : begin + 4] + struct.pack("<I", start) + stream[begin + 8 :]


def test_a_chart_within_the_sheet_is_passed_over() -> None:
    chart = record(BEGIN, 0x0600, 0x20) + record(0x0208, 1, 0, 0, 0, 0, 0, 0x20, 0) + record(END)
    marks = xls_marks(book(chart, record(0x0208, 2, 0, 0, 0, 0, 0, 0x20, 0)))[0]
    assert marks.hidden_rows == {2}


def test_a_sheet_too_long() -> None:
    text = record(0x00FD, LAST_ROW, 0, 0, 0, 0)
    assert not xls_marks(book(text, state=1))[0].visible
    with pytest.raises(KnownError) as refused:
        xls_marks(book(text))
    assert refused.value.code == "list_too_long"


def test_a_password() -> None:
    assert is_locked(stream_of("locked-biff.xls"))
    assert not is_locked(stream_of("xlwt.xls"))


def test_other_compound_files_hold_no_workbook() -> None:
    assert book_stream((DATA / "letter.doc").read_bytes()) is None
