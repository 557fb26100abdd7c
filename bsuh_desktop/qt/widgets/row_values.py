"""A table's rows as they are painted: said in the desk's language."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.presenters.rows import Cell, CellButton, Row
from bsuh_desktop.qt.widgets.lights import word_of
from bsuh_desktop.qt.widgets.restyled import desk_say, desk_text


@dataclasses.dataclass(frozen=True)
class PaintedButton:
    """A button in a cell."""

    key: str
    text: str
    kind: str
    on: bool | None


@dataclasses.dataclass(frozen=True)
class PaintedCell:
    """A cell's texts, or its button."""

    text: str = ""
    second: str = ""
    light: str = ""
    bold: bool = False
    verb: PaintedButton | None = None

    def accessible_text(self) -> str:
        """The cell as a screen reader says it."""
        if self.verb is not None:
            return self.verb.text
        light = desk_say(word_of(self.light)) if self.light else ""
        return ", ".join(part for part in (light, self.text, self.second) if part)


@dataclasses.dataclass(frozen=True)
class PaintedRow:
    """A row of the table, identified by its key."""

    key: str
    cells: tuple[PaintedCell, ...]
    state: str = ""

    @property
    def tall(self) -> bool:
        """True if a cell needs more than one line's height."""
        return any(cell.second or cell.verb for cell in self.cells)


def painted_row(row: Row) -> PaintedRow:
    """`row` in the desk's language."""
    return PaintedRow(row.key, tuple(map(painted_cell, row.cells)), row.state)


def painted_cell(cell: Cell) -> PaintedCell:
    """`cell` in the desk's language."""
    verb = None if cell.verb is None else _painted_button(cell.verb)
    return PaintedCell(desk_text(cell.text), desk_text(cell.second), cell.light, cell.bold, verb)


def _painted_button(verb: CellButton) -> PaintedButton:
    return PaintedButton(verb.key, desk_text(verb.text), verb.kind, verb.on)
