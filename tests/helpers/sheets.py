"""Sheets written as lines: `|` parts the cells, `>` lies in a merged cell from the left, `^` in one from above."""

from __future__ import annotations

from bsuh_desktop.rosters.files.table import COVERED, Cell, ListRow, Sheet


def sheet(*lines: str, hidden: frozenset[int] = frozenset(), name: str = "") -> Sheet:
    return Sheet(name, tuple(row(number, line) for number, line in enumerate(lines, 1)), hidden)


def row(number: int, line: str) -> ListRow:
    return ListRow(number, tuple(cell(text) for text in line.split("|")))


def cell(text: str) -> Cell:
    return COVERED["right"] if text == ">" else COVERED["down"] if text == "^" else Cell(text)
