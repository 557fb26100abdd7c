"""The content of a table, in no language yet: its columns, its rows, and in each cell text, a light or a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from bsuh_desktop.presenters.parts import NO_TEXT, Text


class Column(msgspec.Struct, frozen=True):
    """A column of the table."""

    title: Text
    width: int = 0
    """Px before the text scale; 0 shares the remaining space."""


class CellButton(msgspec.Struct, frozen=True):
    """A button in a cell."""

    key: str
    text: Text
    kind: str = "secondary"
    """secondary, quiet or careful."""
    on: bool | None = None
    """Whether a toggle is on; None for an ordinary button."""


class Cell(msgspec.Struct, frozen=True):
    """Text, optionally with a second line and a light before it; or only a button."""

    text: Text = NO_TEXT
    second: Text = NO_TEXT
    light: str = ""
    """ok, look, stop, info, unused, or "" for none."""
    bold: bool = False
    verb: CellButton | None = None


class Row(msgspec.Struct, frozen=True):
    """A row of the table, identified by its key."""

    key: str
    cells: tuple[Cell, ...]
    state: str = ""
    """look, stop or ok tints the row; "" does not."""


class Table(Protocol):
    """The content of a long table: a row is made of a thing once its page is shown."""

    @property
    def things(self) -> Sequence[Any]:
        """What has a row each, in order."""

    def columns(self) -> tuple[Column, ...]:
        """The columns."""

    def row(self, one: Any, /) -> Row:
        """The row of one thing."""
