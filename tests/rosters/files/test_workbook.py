from __future__ import annotations

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.rosters.files.table import LAST_ROW, Cell, ListRow
from bsuh_desktop.rosters.files.workbook import read_workbook


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, pattern: str, replacement: str) -> bytes:
    """The workbook with its first sheet's XML changed, as other programs than openpyxl would have written it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                text, number = re.subn(pattern, replacement, content.decode())
                assert number
                content = text.encode()
            new.writestr(info.filename, content)
    return file.getvalue()


def rows_of(data: bytes) -> list[ListRow]:
    return [row for sheet in read_workbook(data, "xlsx") for row in sheet.rows]


def refusal(data: bytes) -> str:
    with pytest.raises(KnownError) as refused:
        rows_of(data)
    return refused.value.code


def test_numbers_texts_dates_and_gaps() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["C2"], sheet["B5"] = 12, "  রাবেয়া  ", datetime.date(2026, 12, 8)
    sheet["C5"], sheet["D5"] = True, 12.5
    rows = rows_of(saved(book))
    assert [row.number for row in rows if not row.blank] == [2, 5]
    assert [rows[1].cell(column).text for column in range(3)] == ["", "12", "রাবেয়া"]
    assert [rows[4].cell(column).text for column in range(1, 4)] == ["2026-12-08", "TRUE", "12.5"]


def test_a_number_is_shown_as_the_spreadsheet_shows_it() -> None:
    data = changed(workbook([12]), "<v>12</v>", "<v>12.0</v>")
    assert rows_of(data)[0].cell(0).text == "12"


def test_a_formula_has_the_value_that_the_workbook_worked_out() -> None:
    data = changed(workbook(["=A2+1", '=HYPERLINK("x")', "text"]), r"(<f>A2\+1</f>)<v\s*/>", r"\1<v>7</v>")
    assert rows_of(data)[0].cells[:3] == (Cell("7", formula=True), Cell("", formula=True), Cell("text"))


def test_an_error_is_no_text() -> None:
    data = changed(workbook([1]), '<c r="A1"[^>]*><v>1</v>', '<c r="A1" t="e"><v>#REF!</v>')
    assert rows_of(data)[0].cell(0) == Cell("", formula=True)


def test_a_sheet_that_declares_a_million_rows_has_those_it_has() -> None:
    data = changed(workbook(["roll", "name"], [1, "A"]), 'ref="A1:B2"', 'ref="A1:XFD1048576"')
    assert len(rows_of(data)) == 2


def test_a_sheet_that_declares_too_little_loses_nobody() -> None:
    data = changed(workbook(["roll", "name"], [1, "A"]), 'ref="A1:B2"', 'ref="A1:A1"')
    assert [[cell.text for cell in row.cells[:2]] for row in rows_of(data)] == [["roll", "name"], ["1", "A"]]


def test_a_list_has_an_end() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.cell(LAST_ROW + 1, 1, "A")
    assert refusal(saved(book)) == "list_too_long"


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_without_one_of_its_parts(member: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["roll"]))) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info)[:20] if info.filename == member else old.read(info))
    assert refusal(file.getvalue()) == "list_torn"


def test_entities_are_refused() -> None:
    data = changed(workbook(["roll"]), "^", '<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    assert refusal(data) == "list_torn"
