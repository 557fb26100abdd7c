"""Makes the workbooks of this folder anew: see README.md beside it."""

from __future__ import annotations

import datetime
import importlib
import io
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAMES = ("মিম", "আরিফ", "লাবণী", "তানভীর", "সুরমা", "হাসান", "জবা", "রাকিব")
DAY = datetime.date(2026, 12, 8)
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}


def libreoffice() -> None:
    """One list, written by openpyxl and saved by LibreOffice in its three formats."""
    book = importlib.import_module("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "৭ম শ্রেণি"
    sheet["A1"] = "জামালগঞ্জ উচ্চ বিদ্যালয়"
    sheet.merge_cells("A1:E1")
    sheet.append(["ক্রমিক", "রোল", "নাম", "সম্মতি", "মোবাইল"])
    for roll, name in enumerate(NAMES, 1):
        serial = f"=A{roll + 1}+1" if roll > 1 else 1
        sheet.append([serial, float(roll), f"{name} চাকমা", "হ্যাঁ", 1799000000 + roll])
    sheet["B8"] = "8-12"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet.merge_cells("D6:D7")
    sheet["B12"], sheet["C12"], sheet["E12"] = "মোট", "=COUNTA(C3:C10)", "=1/0"
    sheet["A14"], sheet["B14"] = 0.25, 7
    sheet["A14"].number_format, sheet["B14"].number_format = "0%", "000"
    sheet["A15"], sheet["B15"], sheet["C15"], sheet["D15"], sheet["E15"] = (
        DAY,
        True,
        datetime.time(8, 30),
        12.5,
        8801799000001,
    )
    sheet["A15"].number_format = "D-MMM"
    book.create_sheet("ফাঁকা")
    hidden = book.create_sheet("পুরোনো")
    hidden["A1"], hidden.sheet_state = "রোল", "hidden"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source" / "libreoffice.xlsx"
        source.parent.mkdir()
        book.save(source)
        for ending, name in FILTERS.items():
            convert = ["soffice", "--headless", "--convert-to", f"{ending}:{name}", "--outdir", folder, str(source)]
            subprocess.run(convert, check=True, env={"HOME": folder, "PATH": "/usr/bin:/bin"})
            (HERE / f"libreoffice.{ending}").write_bytes((Path(folder) / f"libreoffice.{ending}").read_bytes())


def xlwt_list() -> None:
    """The marks by xlwt, which works no formula out."""
    xlwt = importlib.import_module("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    cells: tuple[tuple[int, int, Any, str], ...] = (
        (2, 1, "Roll", "General"),
        (2, 2, "Name", "General"),
        (3, 1, 12, "General"),
        (3, 2, "রাবেয়া", "General"),
        (4, 1, DAY, "D-MMM"),
        (5, 1, xlwt.Formula("B4+1"), "General"),
        (5, 2, True, "General"),
        (5, 3, 0.5, "0%"),
        (6, 1, 12.5, "General"),
        (6, 2, xlwt.Formula('B4&"x"'), "General"),
        (6, 3, 12, "000"),
        (8, 1, "M", "General"),
    )
    sheet.merge(8, 9, 1, 2)
    for row, column, value, code in cells:
        sheet.write(row, column, value, xlwt.easyxf(num_format_str=code))
    sheet.row(4).hidden = True
    sheet.col(3).hidden = True
    hidden = book.add_sheet("H")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    book.save(str(HERE / "xlwt.xls"))


def odfpy_list() -> None:
    """The marks by odfpy, with repeats and a sheet that its style hides."""
    table, text = importlib.import_module("odf.table"), importlib.import_module("odf.text")
    style = importlib.import_module("odf.style")
    document = importlib.import_module("odf.opendocument").OpenDocumentSpreadsheet()
    unseen = style.Style(name="hid", family="table")
    unseen.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    sheet = table.Table(name="T")
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=3))
    sheet.addElement(table.TableColumn(visibility="collapse"))

    def words(value: str) -> Any:
        cell = table.TableCell(valuetype="string")
        cell.addElement(text.P(text=value))
        return cell

    def row(*cells: Any, **attributes: Any) -> None:
        line = table.TableRow(**attributes)
        for cell in (table.TableCell(), *cells):
            line.addElement(cell)
        sheet.addElement(line)

    row(numberrowsrepeated=2)
    row(words("Roll"), words("Name"))
    row(table.TableCell(valuetype="float", value=12), words("রাবেয়া"))
    row(table.TableCell(valuetype="date", datevalue=DAY.isoformat()), visibility="collapse")
    worked_out = table.TableCell(valuetype="float", value=13, formula="of:=[.B4]+1")
    row(
        worked_out,
        table.TableCell(valuetype="boolean", booleanvalue="true"),
        table.TableCell(valuetype="percentage", value=0.5),
    )
    row(table.TableCell(valuetype="time", timevalue="PT08H30M00S"), table.TableCell(numbercolumnsrepeated=1000))
    spanned = {"numbercolumnsspanned": 2, "numberrowsspanned": 2}
    row(table.TableCell(valuetype="string", **spanned), table.CoveredTableCell())
    row(table.CoveredTableCell(), table.CoveredTableCell())
    row(numberrowsrepeated=1048500)
    document.spreadsheet.addElement(sheet)
    hidden = table.Table(name="H", stylename=unseen)
    line = table.TableRow()
    line.addElement(words("x"))
    hidden.addElement(line)
    document.spreadsheet.addElement(hidden)
    document.save(str(HERE / "odfpy.ods"))


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of BIFF."""
    return struct.pack("<HH", kind, len(data)) + data


def compound(stream: bytes, name: str) -> bytes:
    """A compound file of one stream. xlwt calls it "Workbook"; the directory entry is renamed."""
    file = io.BytesIO()
    importlib.import_module("xlwt.CompoundDoc").XlsDoc().save(file, stream)
    data = bytearray(file.getvalue())
    entry, new = data.index("Workbook".encode("utf-16-le")), name.encode("utf-16-le")
    data[entry : entry + 66] = new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2)
    return bytes(data)


def excel_5() -> None:
    """A list in BIFF5, record by record: row 3 and column D are hidden, the last roll is a formula."""

    def words(row: int, column: int, value: str) -> bytes:
        return record(0x204, struct.pack("<HHHH", row, column, 0, len(value)) + value.encode("cp1252"))

    def number(row: int, column: int, value: float, style: int = 0) -> bytes:
        return record(0x203, struct.pack("<HHHd", row, column, style, value))

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHH", 0x0500, kind, 0x1234, 1996))

    def book(start: int) -> bytes:
        code = record(0x41E, struct.pack("<HB", 164, 3) + b"000")
        styles = b"".join(record(0xE0, struct.pack("<HH", 0, format) + bytes(12)) for format in (0, 164))
        listed = record(0x85, struct.pack("<IBBB", start, 0, 0, 7) + b"Class 7")
        return begin(5) + record(0x42, struct.pack("<H", 1252)) + code + styles + listed + record(0x0A)

    sheet = begin(0x10) + record(0x7D, struct.pack("<HHHHHB", 3, 3, 2560, 15, 1, 0))
    for row in range(4):
        flags = 0x120 if row == 2 else 0x100
        sheet += record(0x208, struct.pack("<HHHHHHHH", row, 0, 4, 255, 0, 0, flags, 15))
    for column, heading in enumerate(("Roll", "Name", "bvg", "Phone")):
        sheet += words(0, column, heading)
    for row, (name, old) in enumerate((("Mim", "wgg"), ("Arif", "Avwid"), ("Joba", "Rev")), 1):
        formula = struct.pack("<HHHdHIH", row, 0, 0, row, 0, 0, 3) + struct.pack("<BH", 0x1E, row)
        sheet += record(0x06, formula) if row == 3 else number(row, 0, row, 1)
        sheet += words(row, 1, name) + words(row, 2, old) + number(row, 3, 1799000000 + row)
    (HERE / "excel-5.xls").write_bytes(compound(book(len(book(0))) + sheet + record(0x0A), "Book"))


def locked() -> None:
    """An XLS with FilePass, and an XLSX under a password."""
    book = importlib.import_module("xlwt").Workbook()
    book.add_sheet("A").write(0, 0, "Roll")
    stream = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    pass_record = record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    (HERE / "locked-biff.xls").write_bytes(compound(stream[:first] + pass_record + stream[first:], "Workbook"))
    plain, secret = io.BytesIO(), io.BytesIO()
    workbook = importlib.import_module("openpyxl").Workbook()
    workbook.active.append(["Roll", "Name"])
    workbook.save(plain)
    importlib.import_module("msoffcrypto.format.ooxml").OOXMLFile(plain).encrypt("secret", secret)
    (HERE / "locked-agile.xlsx").write_bytes(secret.getvalue())


def letter() -> None:
    """What a word processor saves."""
    words = b"\xec\xa5\xc1\0" + b"To the head teacher ".ljust(600, b" ")
    (HERE / "letter.doc").write_bytes(compound(words, "WordDocument"))


if __name__ == "__main__":
    for make in (libreoffice, xlwt_list, odfpy_list, excel_5, locked, letter):
        make()
