"""The tables of a page, a document or a workbook in one file, put together cell by cell as they are written."""

from __future__ import annotations

from msgspec.structs import replace

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.files.table import (
    COVERED,
    LAST_COLUMN,
    LAST_ROW,
    NOTHING,
    Cell,
    ListRow,
    Merged,
    Sheet,
    written_cell,
)

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
