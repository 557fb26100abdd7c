"""The marks of an XLSX workbook, ECMA-376 part 1, 18.3: hidden rows and columns, formulas, errors, number formats."""

from __future__ import annotations

import io
import re
import zipfile

from bsuh_desktop.rosters.files.features.relations import members, path_of, relations
from bsuh_desktop.rosters.files.features.sheet_features import SheetFeatures
from bsuh_desktop.rosters.files.features.xml_walk import Attributes, walk
from bsuh_desktop.rosters.files.table import LAST_ROW

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
