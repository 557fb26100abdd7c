from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.rosters.files.features.find_features import Workbook
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW, Cell, ListRow
from bsuh_desktop.rosters.files.workbook import read_workbook

LISTS = Path(__file__).parents[2] / "data" / "files"
LIST = """
জামালগঞ্জ উচ্চ বিদ্যালয় | > | > | > | >
ক্রমিক | রোল | নাম | সম্মতি | মোবাইল
1 | 1 | মিম চাকমা | হ্যাঁ | 1799000001
2= | 2 | আরিফ চাকমা | হ্যাঁ | 1799000002
3= | 3 | লাবণী চাকমা | হ্যাঁ | 1799000003
4= | 4 | তানভীর চাকমা | হ্যাঁ | 1799000004
5= | 5 | সুরমা চাকমা | v | 1799000005
6= | 8-12 | হাসান চাকমা | হ্যাঁ | 1799000006
7= | 7 | জবা চাকমা | হ্যাঁ | 1799000007
8= | 8 | রাকিব চাকমা | হ্যাঁ | 1799000008
 | | | |
 | মোট | 8= | | =
 | | | |
25% | 007 | | |
2026-12-08 | TRUE= | 8:30 | 12.5 | 8801799000001
"""
"""What LibreOffice saved in each format: > is merged from the left, v from above, = is a formula."""


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


def drawn(row: ListRow) -> list[str]:
    marks = {"": "", "right": ">", "down": "v"}
    return [cell.text + "=" * cell.formula + marks[cell.merged] for cell in row.cells]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_three_formats_hold_the_same_list(kind: Workbook) -> None:
    (sheet,) = read_workbook((LISTS / f"libreoffice.{kind}").read_bytes(), kind)
    assert sheet.name == "৭ম শ্রেণি"
    assert sheet.hidden_columns == {4}
    assert [row.number for row in sheet.rows if row.hidden] == [5]
    assert [row.number for row in sheet.rows] == list(range(1, 16))
    expected = [[cell.strip() for cell in line.split("|")] for line in LIST.strip("\n").split("\n")]
    assert [drawn(row) for row in sheet.rows] == expected


def test_a_list_of_excel_5() -> None:
    (sheet,) = read_workbook((LISTS / "excel-5.xls").read_bytes(), "xls")
    assert sheet.name == "Class 7"
    assert [drawn(row) for row in sheet.rows] == [
        ["Roll", "Name", "bvg", "Phone"],
        ["001", "Mim", "wgg", "1799000001"],
        ["002", "Arif", "Avwid", "1799000002"],
        ["3=", "Joba", "Rev", "1799000003"],
    ]


@pytest.mark.parametrize(("name", "kind"), [("xlwt.xls", "xls"), ("odfpy.ods", "ods")])
def test_lists_of_programs_that_write_no_values_for_formulas(name: str, kind: Workbook) -> None:
    (sheet,) = read_workbook((LISTS / name).read_bytes(), kind)
    assert drawn(sheet.rows[3])[:3] == ["", "12", "রাবেয়া"]
    assert sheet.rows[4].hidden
    assert drawn(sheet.rows[4])[1] == "2026-12-08"
    assert sheet.rows[5].cells[1].formula
    assert sheet.hidden_columns == {3}


def test_sheets_that_are_handed_out() -> None:
    book = openpyxl.Workbook()
    for name, state in (("Fees", "visible"), ("Last year", "hidden"), ("Older", "veryHidden"), ("Empty", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "Empty":
            sheet.append(["roll", name])
    book.create_chartsheet("Chart")
    assert [sheet.name for sheet in read_workbook(saved(book), "xlsx")] == ["Fees"]


def test_a_sheet_of_macros_is_no_list() -> None:
    data = bytearray((LISTS / "excel-5.xls").read_bytes())
    bound_sheet = data.index(b"\x85\x00\x0e\x00")
    data[bound_sheet + 9] = 6
    with pytest.raises(KnownError) as refused:
        read_workbook(bytes(data), "xls")
    assert refused.value.code == "list_empty"


def test_nothing_in_any_sheet() -> None:
    assert refusal(workbook()) == "list_empty"


@pytest.mark.parametrize("part", ["xl/media/image1.png", "XL\\Media\\photo.jpeg"])
def test_a_sheet_of_pictures_says_so(part: str) -> None:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, b"\x89PNG")
    assert refusal(file.getvalue()) == "list_only_pictures"


def test_formulas_without_a_value_beside_and_below_the_list() -> None:
    rows = rows_of(workbook(["roll", "name", "total"], [1, "A", "=A2"], ["=A2+1", "=B2"]))
    assert [drawn(row) for row in rows] == [["roll", "name", "total"], ["1", "A", "="], ["=", "=", ""]]


def test_formulas_without_a_value_left_of_all_values() -> None:
    rows = rows_of(workbook([None, "roll", "name"], [None, "=A1+1", "A"], ["=A1+2", "=A1+2", "B"]))
    assert [drawn(row) for row in rows] == [["", "roll", "name"], ["", "=", "A"], ["=", "=", "B"]]


def test_a_range_merged_over_rows_and_columns() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["D3"] = "A", "B"
    sheet.merge_cells("B2:C3")
    assert [drawn(row) for row in rows_of(saved(book))] == [
        ["", "", "", ""],
        ["", "A", ">", ""],
        ["", "v", ">", "B"],
    ]


def test_merged_ranges_without_end_cost_nothing() -> None:
    merges = "<mergeCells>" + '<mergeCell ref="A1:CV1048576"/>' * 2_000 + "</mergeCells>"
    cells = f'<row r="{LAST_ROW}"><c r="A{LAST_ROW}"><v>1</v></c></row>'
    data = changed(workbook(["roll"]), "</sheetData>", f"{cells}</sheetData>{merges}")
    assert len(rows_of(data)) == LAST_ROW


def test_what_stands_far_beside_the_list() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.cell(60, LAST_COLUMN + 1, "A")
    book.active.cell(60, 1, "A")
    assert len(rows_of(saved(book))[59].cells) == LAST_COLUMN
    book.active.cell(2_000, 16_384, "A")
    assert refusal(saved(book)) == "list_too_wide"


def test_where_calamine_panics_the_file_is_damaged() -> None:
    with pytest.raises(KnownError) as refused:
        read_workbook((LISTS / "libreoffice.xls").read_bytes()[:8666], "xls")
    assert refused.value.code == "list_torn"
