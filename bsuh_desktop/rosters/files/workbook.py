"""Class lists in workbooks (XLSX, XLS or ODS): the rows of each visible sheet, numbered as in the spreadsheet.

calamine reads them, of some after they were rewritten. It only looks in the folder `xl` of an XLSX, but report
generators put the parts elsewhere, and where one sheet is unusual it reads none. In OpenDocument it fails on blanks
between two tags, ignores line breaks, and wants the media type, which Google Docs leaves out."""

from __future__ import annotations

import codecs
import datetime
import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import quoteattr

from msgspec.structs import replace

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files import table
from bsuh_desktop.rosters.files.features.find_features import Workbook, features_of, sheets_of
from bsuh_desktop.rosters.files.features.sheet_features import Range, SheetFeatures
from bsuh_desktop.rosters.files.features.xml_parts import ROOT, Relation, main_part, members, path_of, relations
from bsuh_desktop.rosters.files.kinds import holds_pictures

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'

_BLANKS_BETWEEN_TAGS = re.compile(
    rb"(?<!\?)>\s+(?=</?(?:table|office|style|number|config|calcext|loext|draw|form):|<text:p\b)"
)
"""Blanks between tags outside of paragraphs; within a paragraph they belong to the text."""

_BREAKS = re.compile(rb"<text:line-break\s*/>")
_TABS = re.compile(rb"<text:tab\s*/>")


def readable_ods(data: bytes) -> bytes:
    """The ODS `data` or, if calamine cannot read it, the same sheets in a new archive. Its members must have been
    checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        content = archive.read("content.xml") if "content.xml" in names else b""
    smooth = _smooth_content(content)
    return data if smooth == content and "mimetype" in names else _packed(smooth)


def from_flat(xml: bytes) -> bytes:
    """An ODS made from a flat XML file (FODS), which LibreOffice can also save."""
    return _packed(_smooth_content(xml))


def _smooth_content(content: bytes) -> bytes:
    return _BREAKS.sub(b"\n", _TABS.sub(b" ", _BLANKS_BETWEEN_TAGS.sub(b">", content)))


def _packed(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", _MEDIA_TYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return file.getvalue()


BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_READ = ("worksheet", "sharedStrings", "styles")
"""All that is read of a workbook; each sheet once, however often it is named."""

_DATES_FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
_DECLARATION = re.compile(r"\A<\?xml\b[^>]*>")
_WHOLE_COLUMNS = re.compile(rb"""(<(?:\w+:)?mergeCell\s+ref=["'])([A-Z]+):([A-Z]+)(?=["'])""")
_WHOLE_ROWS = re.compile(rb"""(<(?:\w+:)?mergeCell\s+ref=["'])(\d+):(\d+)(?=["'])""")
_SIZE = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*/>")
"""How large the sheet is said to be, which is not needed."""


def readable_xlsx(data: bytes) -> bytes:
    """The XLSX `data` or, if its parts are elsewhere, the same sheets in a new archive. Its members must have been
    checked. Raises LookupError, ValueError or ExpatError for a damaged one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return data if BOOK in members(archive) else rewritten_xlsx(data)


def rewritten_xlsx(data: bytes) -> bytes:
    """The sheets with cells of the XLSX `data` in a new archive: in UTF-8, and with what calamine fails on said as the
    standard says it. Raises as `readable`."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = members(old)
        book = main_part(old)
        folder, name = posixpath.split(book.replace("\\", "/").lower())
        linked = relations(old.read(names[posixpath.join(folder, "_rels", f"{name}.rels")]))
        parts: dict[str, str] = {}
        file, links = io.BytesIO(), ""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            new.writestr(ROOT, _links(f'<Relationship Id="1" Type="{_KINDS}/officeDocument" Target="{BOOK}"/>'))
            new.writestr(BOOK, _book(_utf8(old.read(book)), linked))
            for key, one in linked.items():
                part = path_of(one.target, folder)
                place = f"worksheets/sheet{len(parts)}.xml" if one.kind == "worksheet" else f"{one.kind}.xml"
                if one.kind not in _READ or part not in names or place in parts.values():
                    continue
                if part not in parts:
                    parts[part] = place
                    new.writestr(f"xl/{place}", _smooth_part(_utf8(old.read(names[part]))))
                links += f'<Relationship Id={quoteattr(key)} Type="{_KINDS}/{one.kind}" Target="{parts[part]}"/>'
            new.writestr(_RELATIONS, _links(links))
    return file.getvalue()


def _book(xml: bytes, linked: dict[str, Relation]) -> str:
    """The main part with the sheets that have cells: not those of charts or macros, nor modules, which have no part.
    One whose part is missing stays: something is lost there."""
    sheets = ""
    for number, (name, key, visible) in enumerate(sheets_of(xml), start=1):
        if key and (key not in linked or linked[key].kind == "worksheet"):
            state = "visible" if visible else "hidden"
            named = f"name={quoteattr(name)} r:id={quoteattr(key)}"
            sheets += f'<sheet {named} sheetId="{number}" state="{state}"/>'
    about = f'<workbookPr date1904="{int(bool(_DATES_FROM_1904.search(xml)))}"/>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}">{about}<sheets>{sheets}</sheets></workbook>'


def _smooth_part(part: bytes) -> bytes:
    """Without ranges that name no rows or no columns."""
    part = _WHOLE_COLUMNS.sub(rb"\1\g<2>1:\g<3>1048576", _SIZE.sub(b"", part))
    return _WHOLE_ROWS.sub(rb"\1A\2:XFD\3", part)


def _utf8(xml: bytes) -> bytes:
    """A part in the encoding that calamine reads. Parts may also be in UTF-16, ECMA-376 part 2, 6.2.5."""
    if b"\0" not in xml[:4]:
        return xml
    marked = xml.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = xml.decode("utf-16" if marked else "utf-16-be" if xml.startswith(b"\0") else "utf-16-le")
    return _DECLARATION.sub("", text).encode()


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
"""The types that calamine returns for a cell. An empty cell and an error are both the empty text."""

_SHOWN_DIGITS = 15
"""Spreadsheets show fewer digits of a number than they store: 0.30000000000000004 is shown as 0.3."""


_NEARLY_WHOLE = 1e-9
"""A formula's 17.0000000001 is 17 to whoever wrote it."""
_LARGEST_EXACT = 1e15


def value_cell(value: Value, formula: bool, code: str = "") -> table.Cell:
    """The cell with `value` as shown by the number format `code`. The calculated value of a formula is kept, unless it
    is an error."""
    if value == "" and not formula:
        return table.NOTHING
    cell, dated = table.written_cell(shown(value, code)), isinstance(value, datetime.date)
    if not formula:
        return replace(cell, dated=True) if dated else cell
    return table.NO_VALUE if cell.text.startswith("#") else replace(cell, formula=True, dated=dated)


def shown(value: Value, code: str = "") -> str:
    """`value` as text: 12.0 is 12, or 012 if `code` is 000, dates 2026-12-08, times 8:30, truth TRUE or FALSE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and code:
        return _formatted(value, code)
    if isinstance(value, float):
        nearly = abs(value - round(value)) < _NEARLY_WHOLE if abs(value) < _LARGEST_EXACT else value.is_integer()
        return str(round(value)) if nearly else f"{value:.{_SHOWN_DIGITS}g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value:%M:%S}".removesuffix(":00")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}".removesuffix(":00")
    return str(value)


def _formatted(value: int | float, code: str) -> str:
    """A number with leading zeros (000), or in percent (0% or 0.0%)."""
    if code.endswith("%"):
        return f"{value * 100:.{len(code.removesuffix('%')[2:])}f}%"
    return f"{value:0{len(code)}.0f}"


LARGEST_AREA = 4_000_000
"""Cells from A1 to the last non-empty one. calamine allocates all of them, 32 bytes each, including empty ones."""

MOST_COVERED = 100_000
"""Cells in merged ranges that are marked. Overlapping ranges, which no spreadsheet writes, could make it any number."""


_REWRITES: dict[Workbook, tuple[Callable[[bytes], bytes], ...]] = {
    "xlsx": (readable_xlsx, rewritten_xlsx),
    "ods": (readable_ods,),
}


def read_workbook(data: bytes, kind: Workbook, last_row: int = table.LAST_ROW) -> tuple[table.Sheet, ...]:
    """The visible sheets that are not empty, down to `last_row`. An XLSX that calamine fails on is rewritten, once.
    Raises KnownError for a workbook that is damaged, empty or too long."""
    for rewrite in _REWRITES.get(kind, (bytes,)):
        sheets = _read(_rewritten(rewrite, data), kind, last_row)
        if sheets:
            return sheets
        if sheets is not None:
            raise refusals.only_pictures() if holds_pictures(data) else refusals.empty()
    raise refusals.torn()


def _read(data: bytes, kind: Workbook, last_row: int) -> tuple[table.Sheet, ...] | None:
    """None if calamine fails."""
    import python_calamine

    marks = features_of(data, kind, last_row)
    _check_area(marks)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        return tuple(sheet for sheet in _sheets(book, marks, last_row) if any(not row.blank for row in sheet.rows))
    except python_calamine.PasswordError:
        raise refusals.locked() from None
    except (python_calamine.CalamineError, OSError, ValueError):
        return None
    except BaseException as stopped:
        # calamine panics on some damaged XLS files; the panic is not an Exception and has no class that could be
        # imported.
        if type(stopped).__name__ == "PanicException":
            return None
        raise


def _rewritten(rewrite: Callable[[bytes], bytes], data: bytes) -> bytes:
    try:
        return rewrite(data)
    except (LookupError, ValueError, ExpatError):
        raise refusals.torn() from None


def _sheets(book: CalamineWorkbook, marks: Sequence[SheetFeatures], last_row: int) -> Iterator[table.Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for place, known in enumerate(book.sheets_metadata):
        ours = place < len(marks) and marks[place].name in ("", known.name)
        marked = marks[place] if ours else SheetFeatures("", last_row=last_row)
        if known.visible == SheetVisibleEnum.Visible and known.typ == SheetTypeEnum.WorkSheet:
            rows = tuple(_Rows(book.get_sheet_by_index(place), marked))
            yield table.Sheet(known.name, rows, frozenset(marked.hidden_columns))


def _check_area(marks: Iterable[SheetFeatures]) -> None:
    for sheet in marks:
        rows, columns = (last + 1 for last in sheet.last)
        if sheet.visible and columns > table.LAST_COLUMN and rows * columns > LARGEST_AREA:
            raise refusals.too_wide()


class _Rows:
    """The rows of one sheet, with its marks."""

    def __init__(self, sheet: CalamineSheet, marks: SheetFeatures) -> None:
        self._sheet = sheet
        self._marks = marks
        # calamine's row numbers are the spreadsheet's, but its columns begin with the first non-empty one.
        self._left = min(sheet.start[1] if sheet.start else 0, table.LAST_COLUMN)
        self._end = sheet.end or (-1, -1)
        self._covered = _covered(
            sheet.merged_cell_ranges or marks.merges, min(max(self._end[0], marks.last[0]), marks.last_row - 1)
        )

    def __iter__(self) -> Iterator[table.ListRow]:
        """Raises KnownError if there is anything below the last row."""
        for place, values in enumerate(self._with_formulas_below()):
            row = table.ListRow(place + 1, self._cells(place, values), place in self._marks.hidden_rows)
            if place < self._marks.last_row:
                yield row
            elif not row.blank:
                raise refusals.too_long(self._marks.last_row)

    def _with_formulas_below(self) -> Iterator[list[Value]]:
        """Adds rows for formulas that were never calculated: calamine treats them as empty, also below its last row."""
        yield from self._sheet.iter_rows()
        yield from ([] for _ in range(self._end[0] + 1, self._marks.last[0] + 1))

    def _padded(self, values: Sequence[Value]) -> Iterator[Value]:
        """The cells from column A to the last one that is not empty or may be read."""
        beside = self._marks.last[1] + 1 - self._left - len(values)
        return itertools.islice(itertools.chain([""] * self._left, values, [""] * beside), table.LAST_COLUMN)

    def _cells(self, row: int, values: Sequence[Value]) -> tuple[table.Cell, ...]:
        formulas, formats = self._marks.formulas, self._marks.formats
        cells: list[table.Cell] = []
        for column, value in enumerate(self._padded(values)):
            place = (row, column)
            cells.append(value_cell(value, place in formulas, formats.get(place, "")))
        covered = self._covered.get(row, {})
        cells += [table.NOTHING] * (max(covered, default=-1) + 1 - len(cells))
        for column, cell in covered.items():
            cells[column] = cell
        return tuple(cells)


def _covered(merges: Iterable[Range], last_row: int) -> dict[int, dict[int, table.Cell]]:
    """The cells covered by a merged range, except its first one, by row and column from 0, down to `last_row`."""
    covered: dict[int, dict[int, table.Cell]] = {}
    room = MOST_COVERED
    for (top, left), (bottom, right) in merges:
        rows = range(top, min(bottom, last_row) + 1)
        columns = range(left, min(right, table.LAST_COLUMN - 1) + 1)
        room -= len(rows) * len(columns)
        if room < 0:
            break
        for row, column in itertools.product(rows, columns):
            if (row, column) != (top, left):
                covered.setdefault(row, {})[column] = table.COVERED["right" if column > left else "down"]
    return covered
