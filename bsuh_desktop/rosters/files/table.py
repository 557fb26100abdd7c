"""A list as it stands in its file: numbered rows of cells, before anybody asks what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from bsuh_desktop.domain.text import clean

LAST_ROW = 10_000
"""The last row that is read. A school of 8,000 fits; a class has sixty."""

LAST_COLUMN = 100

_FORMULA = re.compile(r"[=@]|\+\S")
_DASHES = " -–—.…_"


class Cell(msgspec.Struct, frozen=True):
    """One cell's text, cleaned. A *formula* counts as one wherever a spreadsheet would run it: in a workbook, or as
    text that begins with = @ or +; `text` is then the value that the workbook had worked out, or empty."""

    text: str = ""
    formula: bool = False

    @property
    def blank(self) -> bool:
        """True if nothing stands here, or only a dash or dots in its place."""
        return not self.formula and not self.text.strip(_DASHES)


NOTHING = Cell()


class ListRow(msgspec.Struct, frozen=True):
    """A row of the list with its number as the spreadsheet shows it, from 1."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """True if every cell is blank."""
        return all(cell.blank for cell in self.cells)

    def cell(self, column: int) -> Cell:
        """The cell in `column`, counted from 0; a row may be shorter than its heading."""
        return self.cells[column] if column < len(self.cells) else NOTHING


Table = Iterator[ListRow]


def written_cell(text: str) -> Cell:
    """The cell of a text file."""
    whole = clean(text)
    return Cell("", formula=True) if _FORMULA.match(whole) else Cell(whole)
