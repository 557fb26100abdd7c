"""The rows of figures as a Qt model: text is only made for visible rows, so that 20,000 rows show at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bsuh_desktop.language import say
from bsuh_desktop.presenters.figures.table_rows import COLUMN_KEYS, NUMBERS, ColumnKey, number_text
from bsuh_desktop.presenters.figures.table_side import ShownRows
from bsuh_desktop.presenters.figures.words import column_text, column_tip
from bsuh_desktop.presenters.parts import text_of

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CELL_ROLE = Qt.ItemDataRole.UserRole
"""Role of the cell's text to paint."""
PAIRS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role of a narrow row: each number with its title."""


class FigureModel(QAbstractTableModel):
    """`wide`: a column for each number; otherwise one column, with the numbers below the name."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = ShownRows()
        self.wide = True

    def show(self, shown: ShownRows) -> None:
        """Sets other rows, or another order or language."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def set_wide(self, wide: bool) -> None:
        """Switches between one column and many."""
        self.beginResetModel()
        self.wide = wide
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self.shown.order)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(COLUMN_KEYS) if self.wide else 1

    def title(self, key: ColumnKey) -> str:
        """A column's title."""
        return say(column_text(key, self.shown.by), self.shown.language)

    def text(self, place: int, key: ColumnKey) -> str:
        """Text of a cell; `place` is an index into the prepared rows."""
        if key == "name":
            return self.shown.prepared.names[place]
        return text_of(
            number_text(self.shown.prepared.rows[place], key, self.shown.prepared.limit), self.shown.language
        )

    def untold_text(self) -> str:
        """The text for a withheld number of people."""
        return say(self.shown.prepared.withheld, self.shown.language)

    def pairs(self, row: int) -> list[tuple[str, str]]:
        """Title and number of each column except the name."""
        place = self.shown.order[row]
        return [(self.title(key), self.text(place, key)) for key in NUMBERS]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, to be painted or for a screen reader."""
        place, key = self.shown.order[index.row()], COLUMN_KEYS[index.column()]
        if role == CELL_ROLE:
            return self.text(place, key)
        if role == PAIRS_ROLE:
            return self.pairs(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if key == "name" else RIGHT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(index.row(), place, key)
        return None

    def _text(self, row: int, place: int, key: ColumnKey) -> str:
        text = self.text(place, key)
        return text if self.wide else "; ".join((text, *(f"{title}: {number}" for title, number in self.pairs(row))))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns; as tooltip, their definition."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        key = COLUMN_KEYS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(key)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return say(column_tip(key), self.shown.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if key == "name" else RIGHT
        return None
