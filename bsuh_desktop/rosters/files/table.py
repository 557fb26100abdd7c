"""A list as in its file: numbered rows of cells, not interpreted yet, with letters repaired that a program broke.

Bangla may be written as something else: its UTF-8 bytes as letters of Windows-1252 (ম became à¦®), or its characters as
numbers: of a web page (&#2478;), of a programming language (\\u09ae)."""

from __future__ import annotations

import html
import json
import re
from typing import Literal

import msgspec

from bsuh_desktop.domain.text import clean
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
