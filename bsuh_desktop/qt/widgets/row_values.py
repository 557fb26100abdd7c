"""What a table of rows holds: its columns, its rows, and in each cell words, a light or a button."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.qt.widgets.lights import word_of
from bsuh_desktop.qt.widgets.restyled import desk_say


@dataclasses.dataclass(frozen=True)
class Column:
    """A column's title and its width in px before the text scale; 0 shares what is left."""

    title: str
    width: int = 0


@dataclasses.dataclass(frozen=True)
class Verb:
    """A button in a cell: its key, its words, its kind (secondary, quiet, careful), and whether it is switched on."""

    key: str
    text: str
    kind: str = "secondary"
    on: bool | None = None


@dataclasses.dataclass(frozen=True)
class Cell:
    """Words, perhaps a second line, before them a light (ok, look, stop, info, unused); or a button alone."""

    text: str = ""
    second: str = ""
    light: str = ""
    bold: bool = False
    verb: Verb | None = None

    def said(self) -> str:
        """The cell as a screen reader says it."""
        if self.verb is not None:
            return self.verb.text
        light = desk_say(word_of(self.light)) if self.light else ""
        return ", ".join(part for part in (light, self.text, self.second) if part)


@dataclasses.dataclass(frozen=True)
class Row:
    """A row by its key; `state` (look, stop, ok) tints it."""

    key: str
    cells: tuple[Cell, ...]
    state: str = ""

    @property
    def tall(self) -> bool:
        """True if a cell needs more than one line's height."""
        return any(cell.second or cell.verb for cell in self.cells)
