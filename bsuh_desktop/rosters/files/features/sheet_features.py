"""The marks of one sheet, and the methods to collect them cell by cell."""

from __future__ import annotations

import re

import msgspec

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW

CellPosition = tuple[int, int]
"""Row and column, both from 0."""

Range = tuple[CellPosition, CellPosition]
"""The first and the last cell of a merged range."""

_TELLING_FORMAT = re.compile(r"0{2,}|0(\.0+)?%")
"""Number formats that change how a whole number looks: leading zeros, and percent."""


class SheetFeatures(msgspec.Struct):
    """What is known of one sheet besides its values. Counted from 0; nothing beyond the last row and column that are
    read."""

    name: str
    visible: bool = True
    hidden_rows: set[int] = msgspec.field(default_factory=set)
    hidden_columns: set[int] = msgspec.field(default_factory=set)
    formulas: set[CellPosition] = msgspec.field(default_factory=set)
    formats: dict[CellPosition, str] = msgspec.field(default_factory=dict)
    """Number formats that change how a number looks: 000 or 0%."""
    merges: list[Range] = msgspec.field(default_factory=list)
    last: CellPosition = (-1, -1)
    """The lowest row and the rightmost column that are not empty."""
    last_row: int = LAST_ROW
    """Counted from 1; nothing below it is read."""

    def hide_rows(self, first: int, last: int) -> None:
        """Marks the rows from `first` to `last` as hidden."""
        self.hidden_rows.update(range(first, min(last + 1, self.last_row)))

    def hide_columns(self, first: int, last: int) -> None:
        """Marks the columns from `first` to `last` as hidden."""
        self.hidden_columns.update(range(first, min(last + 1, LAST_COLUMN)))

    def add_formula(self, row: int, column: int) -> None:
        """Marks the cell as a formula or an error."""
        if row < self.last_row and column < LAST_COLUMN:
            self.formulas.add((row, column))

    def add_format(self, row: int, column: int, code: str) -> None:
        """Stores the cell's number format `code`, if it changes how the number looks."""
        if row < self.last_row and column < LAST_COLUMN and is_telling(code):
            self.formats[row, column] = code

    def hold(self, row: int, column: int) -> None:
        """Records that the cell is not empty. Raises KnownError below the last row of any list: calamine would allocate
        all rows down to there first."""
        if row >= self.last_row and self.visible:
            raise refusals.too_long(self.last_row)
        if row > self.last[0] or column > self.last[1]:
            self.last = (max(row, self.last[0]), max(column, self.last[1]))


def is_telling(code: str) -> bool:
    """True for a number format that changes how a whole number looks."""
    return _TELLING_FORMAT.fullmatch(code) is not None
