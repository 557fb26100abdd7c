"""A list as it stands in its file: numbered rows of cells, before anybody asks what they mean."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from bsuh_desktop.domain.text import clean
from bsuh_desktop.rosters.old_font.recognise import fit_to_be_tidied

LAST_ROW = 10_000
"""The last row that is read. A school of 8,000 fits; a class has sixty."""

LAST_COLUMN = 100

DAMAGED = "\ufffd"
"""The replacement character (The Unicode Standard, 23.8) stands where a sign was lost."""

_FORMULA = re.compile(r"[=@]|\+\S")
_DASHES = " -–—.…_"


Merged = Literal["", "right", "down"]
"""How a cell lies in a merged range: not, or covered by the range's first column ("right") or by the row above in
that column ("down"). The range's first cell is like any other."""


class Cell(msgspec.Struct, frozen=True):
    """One cell's text, cleaned. A *formula* counts as one wherever a spreadsheet would run it: in a workbook, or as
    text that begins with = @ or +; `text` is then the value that the workbook had worked out, or empty. A *merged*
    cell has neither. *dated* is what a workbook holds as a date, however it was typed."""

    text: str = ""
    formula: bool = False
    merged: Merged = ""
    dated: bool = False

    @property
    def blank(self) -> bool:
        """True if nothing stands here, or only a dash or dots in its place."""
        return not self.formula and not self.text.strip(_DASHES)


NOTHING = Cell()
COVERED: dict[Literal["right", "down"], Cell] = {"right": Cell(merged="right"), "down": Cell(merged="down")}


class ListRow(msgspec.Struct, frozen=True):
    """A row of the list with its number as the spreadsheet shows it, from 1. `cells` begin with column A. A *hidden*
    row does not show in the spreadsheet: a filter or a person put it away."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    @property
    def blank(self) -> bool:
        """True if every cell is blank."""
        return all(cell.blank for cell in self.cells)

    def cell(self, column: int) -> Cell:
        """The cell in `column`, counted from 0; a row may be shorter than its heading."""
        return self.cells[column] if column < len(self.cells) else NOTHING


class Sheet(msgspec.Struct, frozen=True):
    """A visible sheet, or the whole of a text file, whose name is then empty. `hidden_columns` count from 0."""

    name: str
    rows: tuple[ListRow, ...]
    hidden_columns: frozenset[int] = frozenset()


class ListFile(msgspec.Struct, frozen=True):
    """A school's file: its sheets that hold something, at least one, and the encoding of a text file, empty for a
    workbook."""

    sheets: tuple[Sheet, ...]
    encoding: str


def written_cell(text: str) -> Cell:
    """The cell of a text file."""
    whole = clean(fit_to_be_tidied(text))
    return Cell("", formula=True) if _FORMULA.match(whole) else Cell(whole)
