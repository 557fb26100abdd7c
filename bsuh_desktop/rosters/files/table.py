"""A list as in its file: numbered rows of cells, not interpreted yet, with letters repaired that a program broke.

Bangla may be written as something else: its UTF-8 bytes as letters of Windows-1252 (ম became à¦®), or its characters as
numbers: of a web page (&#2478;), of a programming language (\\u09ae). The tables of a page, a document or a workbook in
one file are put together cell by cell as they are written."""

from __future__ import annotations

import html
import json
import re
from typing import Literal

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.old_font import fit_to_be_tidied

Breakage = Literal["", "bytes", "web", "escapes"]
"""What happened to a text: nothing; its bytes were shown in a wrong code page; its characters are numbers."""

_SEEN = re.compile("à[¦§]|Ã\u00a0Â[¦§]")
"""The first two bytes of a Bangla letter (E0 A6, E0 A7) as Windows-1252 shows them, once and twice."""
_WEB = re.compile(r"&#(?:x0?9[89a-f][0-9a-f]|24[3-9]\d|25[0-5]\d);", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u09[89a-fA-F][0-9a-fA-F]")
_BANGLA = re.compile("[\u0980-\u09ff]")
_MOST_TIMES = 3
_WHOLE_TO_DAMAGED = 10


def repaired(text: str) -> tuple[str, Breakage]:
    """`text` as it was before, and what had happened to it; itself if nothing had, or too much of it is lost."""
    if _SEEN.search(text):
        whole = _from_bytes(text)
        return (whole, "bytes") if whole else (text, "")
    if _WEB.search(text):
        return html.unescape(text), "web"
    if _ESCAPE.search(text):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text), "escapes"
    return text, ""


def broken(text: str, breakage: Breakage) -> str:
    """`text` as it stands in a file where that happened to it."""
    if breakage == "web":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if breakage == "escapes":
        return json.dumps(text)[1:-1]
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())


def _from_bytes(text: str) -> str:
    for _ in range(_MOST_TIMES):
        if not _SEEN.search(text) or _BANGLA.search(text):
            break
        text = b"".join(map(_byte, text)).decode("utf-8", "replace")
    letters = len(_BANGLA.findall(text))
    return text if letters and text.count("\ufffd") * _WHOLE_TO_DAMAGED <= letters else ""


def _byte(sign: str) -> bytes:
    """The byte that is shown as `sign`. Five bytes have no sign in Windows-1252 and are kept as control characters; a
    sign without a byte was typed later."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1", "replace") if sign <= "\xff" else b"\xff"


LAST_ROW = 10_000
"""The last row that is read. A school of 8,000 fits; a class has sixty."""

LAST_COLUMN = 100

LONGEST_CELL = 1_000
"""Characters that are read of a cell. None of a class list has more, and expressions that look for a name in it may
take the square of its length."""

DAMAGED = "\ufffd"
"""The replacement character (The Unicode Standard, 23.8), which replaces a character that could not be decoded."""

_FORMULA = re.compile(r"[=@]|\+\S|-\S*\||-\d+\s*[-+*/]")
_JOINERS_AT_ENDS = re.compile("(?:^|(?<= ))[\u200c\u200d]+|[\u200c\u200d]+(?= |$)")
_DASHES = " -–—.…_"


Merged = Literal["", "right", "down"]
"""A cell's position in a merged range: none, or covered by the range's first column ("right") or by the row above in
the same column ("down"). The range's first cell counts as not merged."""


class Cell(msgspec.Struct, frozen=True):
    """One cell."""

    text: str = ""
    """The cleaned text. For a formula, the value that the workbook had calculated, or empty."""
    formula: bool = False
    """True wherever a spreadsheet would run a formula: in a workbook, or for text that begins with =, @, + or
    like -2+3."""
    merged: Merged = ""
    """A merged cell has neither text nor formula."""
    dated: bool = False
    """True for a date in a workbook, however it was typed."""
    breakage: Breakage = ""
    """What had happened to the letters in the file, which are whole in `text`."""
    first_line: str = ""
    """The first of several lines, which are one in `text`: another person may stand in the others."""
    whole: str = ""
    """What was written, of a cell that is longer than what is read of it: it may be a row whose columns were lost."""

    @property
    def blank(self) -> bool:
        """True if the cell is empty, or contains only a dash or dots."""
        return not self.formula and not self.text.strip(_DASHES)


NOTHING = Cell()
NO_VALUE = Cell(formula=True)
"""A formula without a value that could be taken."""
COVERED: dict[Literal["right", "down"], Cell] = {"right": Cell(merged="right"), "down": Cell(merged="down")}


class ListRow(msgspec.Struct, frozen=True):
    """A row of the list."""

    number: int
    """As shown by the spreadsheet, from 1."""
    cells: tuple[Cell, ...]
    """From column A."""
    hidden: bool = False
    """True if the spreadsheet does not show it, because of a filter or because a person hid it."""

    @property
    def blank(self) -> bool:
        """True if every cell is blank."""
        return all(cell.blank for cell in self.cells)

    def cell(self, column: int) -> Cell:
        """The cell in `column`, counted from 0; empty if the row is shorter."""
        return self.cells[column] if column < len(self.cells) else NOTHING


class Sheet(msgspec.Struct, frozen=True):
    """A visible sheet, a table of a page or a document, or the whole of a text file. The name is empty for the latter,
    and for a table that is the only one. `hidden_columns` count from 0."""

    name: str
    rows: tuple[ListRow, ...]
    hidden_columns: frozenset[int] = frozenset()
    of_document: bool = False
    """True for a table of a document or a web page."""

    @property
    def last_row(self) -> int:
        """The number of the last row that is not blank; 0 if there is none."""
        return next((row.number for row in reversed(self.rows) if not row.blank), 0)


class ListFile(msgspec.Struct, frozen=True):
    """A school's file: its sheets that are not empty, at least one, and the encoding of a text file or a page (empty
    for all others)."""

    sheets: tuple[Sheet, ...]
    encoding: str


def next_hundred(row: int) -> int:
    """What is added to the rows of a list that is put below one whose last row is `row`: their own numbers stay
    readable in 103 or 1003."""
    return int(10 ** max(2, len(str(row))))


def written_cell(text: str) -> Cell:
    """A cell of a text file, or what a workbook shows in one."""
    whole = text if len(text) > LONGEST_CELL else ""
    text = text[:LONGEST_CELL]
    mended, breakage = repaired(text)
    fitting = mended if breakage else fit_to_be_tidied(text)
    cleaned = _clean(fitting)
    if _FORMULA.match(cleaned):
        return NO_VALUE
    first = _clean(fitting.strip().partition("\n")[0])
    return Cell(cleaned, breakage=breakage, first_line="" if first == cleaned else first, whole=whole)


def _clean(text: str) -> str:
    """`text` cleaned, without joiners where they join nothing."""
    return _JOINERS_AT_ENDS.sub("", clean(text))


MOST_TABLES = 100
"""Tables of more than one row in one file: a page that has more is no class list."""

MOST_NESTED = 30
"""Tables within tables. Pages that are laid out with tables have five or six."""

MOST_COVERED = 100_000
"""Cells of one file that others cover; a page could ask for any number of them with one word."""


class Table:
    """One table. What is written outside of its cells is no part of it."""

    def __init__(self, tables: Tables, name: str, place: int) -> None:
        self.rows: list[ListRow] = []
        self.name = name
        self.place = place
        self.visible = True
        self.hidden_columns: set[int] = set()
        self._tables = tables
        self._row = 0
        self._hidden = False
        self._cells: list[Cell] | None = None
        self._below: dict[int, tuple[int, Merged]] = {}
        """By column: how many rows a cell is over, counted from the current one, and how it covers those below."""
        self._dropped = False
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._formula = False
        self._joined = False
        self._columns = 0

    @property
    def is_wide(self) -> bool:
        """True if it has more than one column."""
        return any(sum(not cell.blank for cell in row.cells) > 1 for row in self.rows)

    def begin_row(self, number: int = 0, hidden: bool = False) -> None:
        """A new row, with empty ones before it if it has a `number`, from 1. The row before is complete."""
        self.end_row()
        while self._row + 1 < min(number, self._tables.last_row + 1):
            self._cells = []
            self.end_row()
        self._row = max(number - 1, self._row)
        self._cells, self._hidden, self._dropped = [], hidden, False

    def end_row(self) -> None:
        """The row is complete. Raises KnownError for one below the last row that is read, unless it is blank."""
        self.end_cell()
        cells, self._cells = self._cells, None
        if cells is None:
            return
        self._fill(cells, max(self._below, default=-1) + 1)
        self._below = {column: (rows - 1, how) for column, (rows, how) in self._below.items() if rows > 1}
        self._row += 1
        row = ListRow(self._row, tuple(cells), self._hidden)
        self._hidden = False
        if row.number <= self._tables.last_row:
            self.rows.append(row)
        elif not row.blank:
            raise refusals.too_long(self._tables.last_row)

    def drop_row(self) -> None:
        """The row that was begun is none, nor are its cells."""
        self._cells = self._text = None
        self._dropped = True

    def begin_cell(self, span: tuple[int, int] = (1, 1), formula: bool = False) -> None:
        """A new cell over so many columns and rows, in a new row if none was begun."""
        self.end_cell()
        if self._dropped:
            return
        if self._cells is None:
            self.begin_row()
        self._text, self._span, self._formula, self._joined = [], span, formula, False

    def widen_cell(self, columns: int) -> None:
        """The cell that was begun is over so many columns."""
        self._span = (columns, 1)

    def join_above(self) -> None:
        """The cell that was begun is one with the cell above, and what stands in it is not shown."""
        self._joined = True

    def write(self, text: str) -> None:
        """More text of the cell that was begun, if any was. A line that ends in the file ends nothing that is seen."""
        if self._text is not None:
            self._text.append(" ".join(text.splitlines()) if "\n" in text else text)

    def break_line(self) -> None:
        """The cell goes on in a new line: another person may stand there."""
        if self._text is not None:
            self._text.append("\n")

    def end_cell(self) -> None:
        """The cell is complete."""
        text, self._text = self._text, None
        if text is None:
            return
        if self._joined:
            self.add(COVERED["down"], self._span)
            return
        cell = written_cell("".join(text))
        self.add(replace(cell, formula=True) if self._formula else cell, self._span)

    def add(self, cell: Cell, span: tuple[int, int] = (1, 1)) -> None:
        """A cell over so many columns and rows, at the next place that no cell above covers."""
        if (cells := self._cells) is None:
            return
        while len(cells) in self._below:
            self._fill(cells, len(cells) + 1)
        column = len(cells)
        beside = min(span[0], LAST_COLUMN - column) - 1
        if column >= LAST_COLUMN:
            return
        cells.append(cell)
        for place in range(column + 1, column + 1 + beside):
            self._tables.count_covered()
            cells.append(COVERED["right"])
            if span[1] > 1:
                self._below[place] = (span[1], "right")
        if span[1] > 1:
            self._below[column] = (span[1], "down")

    def skip_to(self, column: int) -> None:
        """Empty cells before `column`, from 0, except where a cell above covers them."""
        if self._cells is not None:
            self._fill(self._cells, min(column, LAST_COLUMN))

    def add_columns(self, number: int, hidden: bool, first: int | None = None) -> None:
        """So many columns, from `first` or behind those that were named before."""
        first = self._columns if first is None else first
        self._columns = min(first + number, LAST_COLUMN)
        if hidden:
            self.hidden_columns.update(range(first, self._columns))

    def _fill(self, cells: list[Cell], end: int) -> None:
        for column in range(len(cells), end):
            how = self._below[column][1] if column in self._below else ""
            if how:
                self._tables.count_covered()
            cells.append(COVERED[how] if how else NOTHING)


class Tables:
    """The tables of one file, those within others apart. Raises KnownError for more of anything than a class list has.

    `fewest_rows`: a shorter table is left out.
    """

    def __init__(self, last_row: int = LAST_ROW, fewest_rows: int = 2) -> None:
        self.last_row = last_row
        self._fewest_rows = fewest_rows
        self._open: list[Table] = []
        self._complete: list[Table] = []
        self._begun = self._covered = 0

    @property
    def innermost(self) -> Table | None:
        """The table that is being written."""
        return self._open[-1] if self._open else None

    def begin(self, name: str = "") -> Table:
        """A new table, within the one that is being written if there is one."""
        if len(self._open) >= MOST_NESTED:
            raise refusals.too_heavy()
        self._begun += 1
        self._open.append(Table(self, name, self._begun))
        return self._open[-1]

    def end(self) -> None:
        """The innermost table is complete."""
        if not self._open:
            return
        table = self._open.pop()
        table.end_row()
        while table.rows and table.rows[-1].blank:
            table.rows.pop()
        if table.visible and len(table.rows) >= self._fewest_rows:
            self._complete.append(table)
        if len(self._complete) > MOST_TABLES:
            raise refusals.too_heavy()

    def count_covered(self) -> None:
        """One more cell is covered by another."""
        self._covered += 1
        if self._covered > MOST_COVERED:
            raise refusals.too_heavy()

    def lists(self) -> tuple[Sheet, ...]:
        """The tables of more than one column, or all if none has; without a name if it is one, else numbered."""
        while self._open:
            self.end()
        complete = sorted(self._complete, key=lambda table: table.place)
        chosen = [table for table in complete if table.is_wide] or complete
        if len(chosen) == 1:
            return (_sheet(chosen[0], ""),)
        return tuple(replace(_sheet(table, str(number)), of_document=True) for number, table in enumerate(chosen, 1))

    def sheets(self) -> tuple[Sheet, ...]:
        """All tables under their own names."""
        return tuple(_sheet(table, table.name) for table in self._complete)


def _sheet(table: Table, name: str) -> Sheet:
    return Sheet(name, tuple(table.rows), frozenset(table.hidden_columns))
