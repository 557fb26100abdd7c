"""Workbooks as other programs than openpyxl write them: XML by hand, put in or instead of what openpyxl wrote."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

from tests.data.lists.make import forbidden
from tests.data.lists.make.people import people
from tests.data.lists.make.truth import Shelf, Truth
from tests.data.lists.make.workbook_lists import bangla
from tests.data.lists.make.writers import Page, Value, library, saved, xlsx

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive `data` with `parts` put in, or in the place of those that were there."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return file.getvalue()


def part_of(data: bytes, name: str) -> str:
    """One part of a workbook, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def _inline(reference: str, value: Value) -> str:
    if value is None:
        return f'<c r="{reference}" s="1"/>'
    if isinstance(value, str):
        return f'<c r="{reference}" s="1" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}" s="1"><v>{float(value) if isinstance(value, int) else value}</v></c>'


def _google_rows(rows: list[list[Value]], last: int) -> str:
    lines = []
    for number in range(1, last + 1):
        values = rows[number - 1] if number <= len(rows) else []
        padded = [*values, *[None] * (8 - len(values))]
        cells = "".join(_inline(f"{'ABCDEFGH'[column]}{number}", value) for column, value in enumerate(padded))
        lines.append(f'<row r="{number}" spans="1:8">{cells}</row>')
    return "".join(lines)


def google(shelf: Shelf) -> None:
    """A class list out of Google Sheets: text in the cells themselves, whole numbers as 1.0, a thousand styled rows."""
    truth = Truth(taken="A B C", not_taken="D", sheet="Sheet1", heading_row=1)
    rows: list[list[Value]] = [["Roll", "Student name", "Gender", "Parent phone"]]
    for number, one in enumerate(people("google", 39), 1):
        rows.append([number, one.en, {"f": "Girl", "m": "Boy"}[one.sex], forbidden.phone(number)])
        truth.learner(number + 1, str(number), en=one.en, sex=one.sex)
    plain = xlsx(Page("Sheet1", [["x"]]))
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}"><dimension ref="A1:Z1000"/>'
        f'<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>'
        f"<sheetData>{_google_rows(rows, 300)}</sheetData></worksheet>"
    )
    styles = part_of(plain, "xl/styles.xml").replace("</cellXfs>", '<xf numFmtId="0" fontId="0" fillId="0"/></cellXfs>')
    shelf.put("google-sheets.xlsx", repacked(plain, {_SHEET: sheet.encode(), "xl/styles.xml": styles.encode()}), truth)


def wps(shelf: Shelf) -> None:
    """A list from WPS Office on a phone: its own namespaces, no dimension, cells without references."""
    truth = Truth(taken="A B C", not_taken="D", sheet="Sheet1", heading_row=2)
    truth.remark("extra_title", 1)
    rows: list[list[Value]] = [["৬ষ্ঠ শ্রেণি"], ["রোল", "নাম", "লিঙ্গ", "মোবাইল"]]
    for number, one in enumerate(people("wps", 35), 1):
        rows.append([bangla(number), one.bn, {"f": "মেয়ে", "m": "ছেলে"}[one.sex], forbidden.bangla_phone(number)])
        truth.learner(number + 2, bangla(number), one.bn, sex=one.sex)
    plain = xlsx(Page("Sheet1", rows))
    lines = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><r><t>{escape(str(cell))}</t></r></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}" '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/>'
        f"<sheetData>{lines}</sheetData><sheetProtection/></worksheet>"
    )
    app = part_of(plain, "docProps/app.xml").replace("Microsoft Excel", "WPS Office")
    parts = {_SHEET: sheet.encode(), "docProps/app.xml": app.encode()}
    shelf.put("wps-office.xlsx", repacked(plain, parts), truth)


def table(shelf: Shelf) -> None:
    """Excel's own table with a filter over it, banded, with a row of totals."""
    truth = Truth(taken="B C D", not_taken="A E", sheet="তালিকা", heading_row=3)
    truth.remark("extra_title", 1)
    openpyxl = library("openpyxl")
    tables = library("openpyxl.worksheet.table")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "তালিকা"
    sheet["B1"] = "Class 10, Science"
    for column, head in enumerate(("Column1", "Roll", "Full Name", "Sex", "Cell phone"), 1):
        sheet.cell(3, column, head)
    for number, one in enumerate(people("table", 47), 1):
        values = (f"S{number}", 200 + number, one.en, one.sex.upper(), forbidden.phone(number))
        for column, value in enumerate(values, 1):
            sheet.cell(number + 3, column, value)
        truth.learner(number + 3, str(200 + number), en=one.en, sex=one.sex)
    sheet.cell(51, 1, "Total")
    sheet.cell(51, 3, "=SUBTOTAL(103,C4:C50)")
    truth.remark("totals_row", 51)
    sheet.add_table(tables.Table(displayName="Table1", ref="A3:E51", totalsRowCount=1))
    shelf.put("excel-table.xlsx", saved(book), truth)


def macro(shelf: Shelf) -> None:
    """A workbook with a macro that the education office sent round: read as any other, its macro never looked at."""
    truth = Truth(taken="A B", not_taken="C", sheet="Form", heading_row=1)
    rows: list[list[Value]] = [["রোল", "শিক্ষার্থীর নাম", "Registration No"]]
    for number, one in enumerate(people("macro", 24), 1):
        rows.append([number, one.bn, forbidden.birth_number(number)])
        truth.learner(number + 1, str(number), one.bn)
    plain = xlsx(Page("Form", rows))
    types = part_of(plain, "[Content_Types].xml")
    types = types.replace("spreadsheetml.sheet.main+xml", "MARK").replace(
        "application/vnd.openxmlformats-officedocument.MARK", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    types = types.replace(
        "</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    links = part_of(plain, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        'Target="vbaProject.bin"/></Relationships>',
    )
    parts = {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": links}
    named = {name: part.encode() for name, part in parts.items()} | {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(2044)
    }
    shelf.put("macro.xlsm", repacked(plain, named), truth)


def photo() -> bytes:
    """A small PNG with a mark in its text."""
    chunks = b""
    raw = zlib.compress(b"".join(b"\0" + bytes((40, 90, 70)) * 24 for _ in range(32)))
    head = struct.pack(">IIBBBBB", 24, 32, 8, 2, 0, 0, 0)
    for kind, body in ((b"IHDR", head), (b"tEXt", b"Comment\0GOPON-CHHOBI"), (b"IDAT", raw), (b"IEND", b"")):
        chunks += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunks


def photos(shelf: Shelf) -> None:
    """Passport photos beside the names, and teachers' comments in the cells."""
    truth = Truth(taken="A B D", not_taken="C E", sheet="ছবিসহ", heading_row=1)
    comments = library("openpyxl.comments")
    images = library("openpyxl.drawing.image")
    book = library("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "ছবিসহ"
    for column, head in enumerate(("রোল", "নাম", "ছবি", "অভিভাবকের সম্মতি", "মোবাইল"), 1):
        sheet.cell(1, column, head)
    for number, one in enumerate(people("photos", 26), 1):
        said = "না" if number == 9 else "হ্যাঁ"
        for column, value in enumerate((number, one.bn, None, said, forbidden.phone(number)), 1):
            sheet.cell(number + 1, column, value)
        truth.learner(number + 1, str(number), one.bn, guardian={"না": "no", "হ্যাঁ": "yes"}[said])
        if number % 5 == 0:
            sheet.cell(number + 1, 2).comment = comments.Comment(f"গোপনকথা {forbidden.phone(number)}", "Head")
            sheet.add_image(images.Image(io.BytesIO(photo())), f"C{number + 1}")
    shelf.put("photos.xlsx", saved(book), truth)


def million(shelf: Shelf) -> None:
    """Forty learners in a sheet that was coloured to its end: it declares a million rows and has a last one."""
    truth = Truth(taken="A B", not_taken="C", sheet="Sheet1", heading_row=1)
    rows: list[list[Value]] = [["Roll", "Name", "Contact"]]
    for number, one in enumerate(people("million", 40), 1):
        rows.append([number, one.en, forbidden.phone(number)])
        truth.learner(number + 1, str(number), en=one.en)
    plain = xlsx(Page("Sheet1", rows))
    sheet = part_of(plain, _SHEET).replace('<dimension ref="A1:C41"', '<dimension ref="A1:XFD1048576"')
    assert "XFD1048576" in sheet
    last = '<row r="1048575" ht="15" customHeight="1"/><row r="1048576"><c r="A1048576"/><c r="XFD1048576"/></row>'
    sheet = sheet.replace("</sheetData>", f"{last}</sheetData>")
    shelf.put("million-rows.xlsx", repacked(plain, {_SHEET: sheet.encode()}), truth)


def make(shelf: Shelf) -> None:
    """All of them."""
    for one in (google, wps, table, macro, photos, million):
        one(shelf)
