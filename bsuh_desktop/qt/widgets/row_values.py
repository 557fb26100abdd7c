"""The content of a table of rows: its columns, its rows, and in each cell text, a light or a button."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.qt.widgets.lights import word_of
from bsuh_desktop.qt.widgets.restyled import desk_say


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of the table."""

    title: str
    width: int = 0
    """Px before the text scale; 0 shares the remaining space."""


@dataclasses.dataclass(frozen=True)
class CellButton:
    """A button in a cell."""

    key: str
    text: str
    kind: str = "secondary"
    """secondary, quiet or careful."""
    on: bool | None = None
    """Whether a toggle is on; None for an ordinary button."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """Text, optionally with a second line and a light before it; or only a button."""

    text: str = ""
    second: str = ""
    light: str = ""
    """ok, look, stop, info, unused, or "" for none."""
    bold: bool = False
    verb: CellButton | None = None

    def accessible_text(self) -> str:
        """The cell as a screen reader says it."""
        if self.verb is not None:
            return self.verb.text
        light = desk_say(word_of(self.light)) if self.light else ""
        return ", ".join(part for part in (light, self.text, self.second) if part)


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of the table, identified by its key."""

    key: str
    cells: tuple[Cell, ...]
    state: str = ""
    """look, stop or ok tints the row; "" does not."""

    @property
    def tall(self) -> bool:
        """True if a cell needs more than one line's height."""
        return any(cell.second or cell.verb for cell in self.cells)
