"""The marks of one sheet, and the hand that collects them cell by cell."""

from __future__ import annotations

import re

import msgspec

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.table import LAST_COLUMN, LAST_ROW

Place = tuple[int, int]
"""Row and column, both from 0."""

Range = tuple[Place, Place]
"""The first and the last cell of a merged range."""

_TELLING_FORMAT = re.compile(r"0{2,}|0(\.0+)?%")
"""Number formats that change what a person sees of a whole number: leading zeros, and percent."""


class SheetMarks(msgspec.Struct):
    """What stands beside the values of one sheet, all counted from 0 and none of it beyond the last row and column
    that are read. `formats` are number formats that change how a number looks: 000 or 0%. `last` is the lowest row and
    the rightmost column that hold something; below `last_row`, counted from 1, nothing is read."""

    name: str
    visible: bool = True
    hidden_rows: set[int] = msgspec.field(default_factory=set)
    hidden_columns: set[int] = msgspec.field(default_factory=set)
    formulas: set[Place] = msgspec.field(default_factory=set)
    formats: dict[Place, str] = msgspec.field(default_factory=dict)
    merges: list[Range] = msgspec.field(default_factory=list)
    last: Place = (-1, -1)
    last_row: int = LAST_ROW

    def hide_rows(self, first: int, last: int) -> None:
        """Rows from `first` to `last` do not show."""
        self.hidden_rows.update(range(first, min(last + 1, self.last_row)))

    def hide_columns(self, first: int, last: int) -> None:
        """Columns from `first` to `last` do not show."""
        self.hidden_columns.update(range(first, min(last + 1, LAST_COLUMN)))

    def add_formula(self, row: int, column: int) -> None:
        """The cell is worked out, or is an error."""
        if row < self.last_row and column < LAST_COLUMN:
            self.formulas.add((row, column))

    def add_format(self, row: int, column: int, code: str) -> None:
        """The cell's number is shown as `code` says, if that changes it."""
        if row < self.last_row and column < LAST_COLUMN and is_telling(code):
            self.formats[row, column] = code

    def hold(self, row: int, column: int) -> None:
        """Something stands in the cell. Raises KnownError below the last row of any list: calamine would lay out all
        the rows down to there first."""
        if row >= self.last_row and self.visible:
            raise refusals.too_long(self.last_row)
        if row > self.last[0] or column > self.last[1]:
            self.last = (max(row, self.last[0]), max(column, self.last[1]))


def is_telling(code: str) -> bool:
    """True for a number format that changes what a person sees of a whole number."""
    return _TELLING_FORMAT.fullmatch(code) is not None
