"""Pages of cells written as XLSX, XLS and ODS by openpyxl, xlwt and odfpy, and by LibreOffice."""

from __future__ import annotations

import dataclasses
import datetime
import importlib
import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

Value = str | int | float | datetime.date | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_INLINE = re.compile(r't="inlineStr"([^>]*)><is>(.*?)</is></c>', re.DOTALL)
_SHARING = (
    (
        "[Content_Types].xml",
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="rIdS" Target="sharedStrings.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
)
"""What tells that there is a part of shared texts: where it stands, before which bytes, which words."""
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclasses.dataclass
class Page:
    """One sheet. `rows` begin with row 1; `merged` are ranges, `hidden_columns` letters; text that begins with = is a
    formula."""

    name: str
    rows: list[list[Value]]
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: str = ""
    hidden: bool = False
    date_format: str = "yyyy-mm-dd"


def library(name: str) -> Any:
    """A library of the maker's."""
    # These are no part of the app's own tests and ship no types.
    return importlib.import_module(name)


def xlsx(*pages: Page) -> bytes:
    """A workbook by openpyxl."""
    book = library("openpyxl").Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for number, row in enumerate(page.rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, datetime.date):
                    cell.number_format = page.date_format
        for area in page.merged:
            sheet.merge_cells(area)
        for number in page.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for letter in page.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        sheet.sheet_state = "hidden" if page.hidden else "visible"
    book.active = next(place for place, page in enumerate(pages) if not page.hidden)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook that knows how to save itself."""
    file = io.BytesIO()
    book.save(file)
    return _as_excel_shares(file.getvalue()) if file.getvalue().startswith(b"PK") else file.getvalue()


def _as_excel_shares(data: bytes) -> bytes:
    """openpyxl writes texts into their cells; Excel keeps each text once, in a part of its own."""
    texts: dict[str, int] = {}

    def shared(cell: re.Match[str]) -> str:
        return f't="s"{cell[1]}><v>{texts.setdefault(cell[2], len(texts))}</v></c>'

    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = _INLINE.sub(shared, parts[name].decode()).encode()
    items = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{items}</sst>'.encode()
    for name, end, entry in _SHARING:
        parts[name] = parts[name].replace(end, entry + end)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of `parts`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def xls(*pages: Page, font: str = "Arial") -> bytes:
    """A workbook of Excel 97 by xlwt."""
    xlwt = library("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.visibility = int(page.hidden)
        plain, dated = (
            xlwt.easyxf(f"font: name {font}", num_format_str=form) for form in ("General", page.date_format)
        )
        inside = _inside(page)
        for number, row in enumerate(page.rows):
            for column, value in enumerate(row):
                if value is not None and (number, column) not in inside:
                    style = dated if isinstance(value, datetime.date) else plain
                    formula = isinstance(value, str) and value.startswith("=")
                    sheet.write(number, column, xlwt.Formula(str(value)[1:]) if formula else value, style)
        for top, left, bottom, right in map(_corners, page.merged):
            sheet.merge(top, bottom, left, right)
        for number in page.hidden_rows:
            sheet.row(number - 1).hidden = True
        for letter in page.hidden_columns:
            sheet.col(ord(letter) - 65).hidden = True
    return saved(book)


def _corners(area: str) -> tuple[int, int, int, int]:
    match = _RANGE.fullmatch(area)
    assert match is not None
    return int(match[2]) - 1, ord(match[1]) - 65, int(match[4]) - 1, ord(match[3]) - 65


def _inside(page: Page) -> set[tuple[int, int]]:
    """The cells that a merged range covers, but its first."""
    covered = set()
    for top, left, bottom, right in map(_corners, page.merged):
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        covered.discard((top, left))
    return covered


def by_libreoffice(data: bytes, ending: str, to: str, written_as: str = "") -> bytes:
    """The workbook `data` opened by LibreOffice (which works out its formulas) and saved as `to`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"list.{ending}"
        source.write_bytes(data)
        wanted = f"{to}:{written_as}" if written_as else to
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", wanted]
        subprocess.run([*command, "--outdir", f"{folder}/out", str(source)], check=True, capture_output=True)
        return _without_picture((Path(folder) / "out" / f"list.{to}").read_bytes())


def _without_picture(data: bytes) -> bytes:
    """LibreOffice puts a picture of the first page into an ODS, as large as all the rest."""
    if not data.startswith(b"PK"):
        return data
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if not info.filename.startswith("Thumbnails/"):
                new.writestr(info, old.read(info), compress_type=info.compress_type)
    return file.getvalue()


def ods(*pages: Page) -> bytes:
    """A workbook by odfpy, written as its own programs do: what repeats is written once."""
    opendocument, table, text, style = (library(f"odf.{name}") for name in ("opendocument", "table", "text", "style"))
    book = opendocument.OpenDocumentSpreadsheet()
    for page in pages:
        look = style.Style(name=f"look{page.hidden}", family="table")
        look.addElement(style.TableProperties(display=str(not page.hidden).lower()))
        book.automaticstyles.addElement(look)
        sheet = table.Table(name=page.name, stylename=look)
        width = max(len(row) for row in page.rows)
        for letter in (chr(65 + number) for number in range(width)):
            seen = {"visibility": "collapse"} if letter in page.hidden_columns else {}
            sheet.addElement(table.TableColumn(**seen))
        inside, spans = _inside(page), {corners[:2]: corners for corners in map(_corners, page.merged)}
        for number, repeated in _runs(page.rows):
            seen = {"visibility": "filter"} if number + 1 in page.hidden_rows else {}
            line = table.TableRow(**({"numberrowsrepeated": repeated} if repeated > 1 else {}), **seen)
            for column, times in _runs([[value] for value in page.rows[number]] or [[None]]):
                whole = (number, column) in spans or any((number, column + step) in inside for step in range(times))
                for step in range(times if whole else 1):
                    place = (number, column + step)
                    values = page.rows[number]
                    value = values[column] if values else None
                    line.addElement(
                        _odf_cell(table, text, value, place in inside, spans.get(place), 1 if whole else times)
                    )
            sheet.addElement(line)
        sheet.addElement(table.TableRow(numberrowsrepeated=1048576 - len(page.rows)))
        sheet.lastChild.addElement(table.TableCell(numbercolumnsrepeated=1024))
        book.spreadsheet.addElement(sheet)
    file = io.BytesIO()
    book.write(file)
    return file.getvalue()


def _runs(rows: list[Any]) -> list[tuple[int, int]]:
    """Where each run of equal blank or equal rows begins, and how long it is; rows that hold something stand alone
    unless they are cells (one value long)."""
    runs: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        alike = number and row == rows[number - 1] and (len(row) == 1 or not any(row))
        runs[-1:] = [(runs[-1][0], runs[-1][1] + 1)] if alike else [*runs[-1:], (number, 1)]
    return runs


def _odf_cell(table: Any, text: Any, value: Value, inside: bool, span: Any, times: int) -> Any:
    more: dict[str, Any] = {"numbercolumnsrepeated": times} if times > 1 else {}
    if inside:
        return table.CoveredTableCell(**more)
    if span is not None:
        more |= {"numberrowsspanned": span[2] - span[0] + 1, "numbercolumnsspanned": span[3] - span[1] + 1}
    if isinstance(value, str) and value.startswith("="):
        cell = table.TableCell(formula=f"of:{value}", valuetype="string", stringvalue="", **more)
    elif isinstance(value, str):
        cell = table.TableCell(valuetype="string", **more)
    elif isinstance(value, datetime.date):
        cell = table.TableCell(valuetype="date", datevalue=value.isoformat(), **more)
    elif value is not None:
        cell = table.TableCell(valuetype="float", value=value, **more)
    else:
        return table.TableCell(**more)
    cell.addElement(text.P(text=str(value)))
    return cell
