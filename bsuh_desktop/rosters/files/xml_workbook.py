"""Reads a workbook in one file of XML, as Excel 2003 and many school programs save it (SpreadsheetML)."""

from __future__ import annotations

import codecs
import contextlib
import datetime
import html.entities
import re
from xml.parsers.expat import ExpatError

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.features.sheet_features import is_telling
from bsuh_desktop.rosters.files.features.xml_parts import Attributes, walk
from bsuh_desktop.rosters.files.table import LAST_ROW, ListFile, Table, Tables
from bsuh_desktop.rosters.files.workbook import Value, value_cell

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_CONTROL_NUMBERS = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE)
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")
_WIDE = 16
"""A text of two bytes a letter has a zero among so many bytes."""

_FORMATS = {"Percent": "0.00%"}
_HIDDEN = ("SheetHidden", "SheetVeryHidden")
_NO_DATE = datetime.date(1899, 12, 31)
"""The day of a time of day alone."""


def read_xml_workbook(data: bytes, last_row: int = LAST_ROW) -> ListFile:
    """The visible sheets that are not empty. Raises KnownError for a workbook that is damaged, empty or too long."""
    tables = Tables(last_row, fewest_rows=1)
    reader = _Reader(tables)
    try:
        walk(_tidied(data), reader.start, reader.end, reader.text)
    except (ExpatError, LookupError, ValueError):
        raise refusals.torn() from None
    sheets = tables.sheets()
    if not sheets:
        raise refusals.empty()
    return ListFile(sheets, "")


def _tidied(data: bytes) -> bytes:
    """Without what XML forbids, but programs write: blanks at the beginning, control characters, letters by the names
    that a web page has for them."""
    if b"\0" in data[:_WIDE]:
        return data
    clean = _CONTROL_NUMBERS.sub(b"", data.removeprefix(codecs.BOM_UTF8).lstrip().translate(None, _CONTROLS))
    return _NAMED.sub(_by_number, clean)


def _by_number(named: re.Match[bytes]) -> bytes:
    letters = html.entities.html5.get(named[1].decode("ascii"))
    return b"".join(b"&#%d;" % ord(letter) for letter in letters) if letters else named[0]


class _Reader:
    """Collects the sheets, tag by tag, with tags and attributes by their names without prefixes."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._formats: dict[str, str] = {}
        self._style = ""
        self._row = 0
        self._row_style = ""
        self._cell: Attributes = {}
        self._type = ""
        self._in_comment = False
        self._pieces: list[str] | None = None
        self._text = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag begins."""
        name, table = _local(tag), self._tables.innermost
        about = {_local(key): value for key, value in attributes.items()}
        if name == "Style":
            self._style = about.get("ID", "")
        elif name == "NumberFormat":
            self._formats[self._style] = _FORMATS.get(about.get("Format", ""), about.get("Format", ""))
        elif name == "Worksheet":
            self._tables.begin(about.get("Name", ""))
            self._row = 0
        elif table is None:
            return
        elif name == "Column":
            hidden = about.get("Hidden") == "1" or about.get("Width") == "0"
            first = int(about["Index"]) - 1 if "Index" in about else None
            table.add_columns(int(about.get("Span", "0")) + 1, hidden, first)
        elif name == "Row":
            self._begin_row(about, table)
        elif name == "Cell":
            self._cell, self._type, self._text = about, "", ""
            if "Index" in about:
                table.skip_to(int(about["Index"]) - 1)
        elif name == "Comment":
            self._in_comment = True
        elif name in ("Data", "Visible") and not self._in_comment:
            self._pieces, self._type = [], about.get("Type", self._type)

    def _begin_row(self, about: Attributes, table: Table) -> None:
        number = int(about.get("Index", self._row + 1))
        table.begin_row(number, about.get("Hidden") == "1" or about.get("Height") == "0")
        self._row = number + int(about.get("Span", "0"))
        self._row_style = about.get("StyleID", "")

    def text(self, text: str) -> None:
        """Text between two tags."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """A tag ends."""
        name, table = _local(tag), self._tables.innermost
        if name == "Comment":
            self._in_comment = False
        elif name == "Worksheet":
            self._tables.end()
        elif name in ("Data", "Visible") and self._pieces is not None:
            self._text, self._pieces = "".join(self._pieces), None
            if name == "Visible" and table is not None:
                table.visible = self._text not in _HIDDEN
        elif table is not None and name == "Row":
            table.end_row()
        elif table is not None and name == "Cell":
            code = self._formats.get(self._cell.get("StyleID", self._row_style), "")
            formula = "Formula" in self._cell or self._type == "Error"
            cell = value_cell(_value(self._type, self._text), formula, code if is_telling(code) else "")
            across, down = (int(self._cell.get(name, "0")) + 1 for name in ("MergeAcross", "MergeDown"))
            table.add(cell, (across, down))


def _value(kind: str, text: str) -> Value:
    """What the cell holds; its text, if it is not what it is said to be."""
    with contextlib.suppress(ValueError):
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return bool(int(text))
        if kind == "DateTime":
            moment = datetime.datetime.fromisoformat(text)
            return moment.time() if moment.date() == _NO_DATE else moment
    return text


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
