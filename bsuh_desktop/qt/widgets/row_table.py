"""A table of rows with a header over an ink rule; its buttons can be clicked and reached by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bsuh_desktop.presenters.rows import Column, Row
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.focus import paint_ring
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_text
from bsuh_desktop.qt.widgets.row_delegate import CELL_ROLE, ROW_ROLE, RowDelegate, row_height, verb_rect
from bsuh_desktop.qt.widgets.row_values import PaintedButton, PaintedCell, PaintedRow, painted_row

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowModel(QAbstractTableModel):
    """A model of frozen rows; emits a change for each row that differs."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.rows: Sequence[PaintedRow] = ()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, or their titles in another language."""
        if len(columns) == len(self.columns):
            self.columns = tuple(columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(columns) - 1))
            return
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), ()
        self.endResetModel()

    def set_rows(self, rows: Sequence[PaintedRow]) -> bool:
        """Sets the rows; True if their keys, and so their order or number, have changed."""
        before, after = self.rows, tuple(rows)
        if [row.key for row in before] != [row.key for row in after]:
            self.replace(after)
            return True
        self.rows = after
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        return False

    def replace(self, rows: Sequence[PaintedRow]) -> None:
        """Replaces all rows, whatever was there before."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, or by role the cell and its row themselves."""
        row = self.rows[index.row()]
        cell = row.cells[index.column()]
        if role == ROW_ROLE:
            return row
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.accessible_text()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return desk_text(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        return None


def set_up_table(table: QTableView) -> None:
    """A table to read: one row is chosen, nothing is edited, its columns are fitted by the desk."""
    table.setProperty("own_ring", True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class RowTable(Restyled, QTableView):
    """Shows a RowModel. Enter, Space and the mouse press buttons or open rows."""

    verb_pressed = Signal(str, str)
    """The keys of the row and of the button in it."""
    chosen = Signal(str)
    """The key of a row that was opened by Enter or a double click."""
    row_moved = Signal(str)
    """The key of the row with the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RowModel()
        self._down: QModelIndex | None = None
        self._widths: list[int] = []
        self._measured: dict[str, tuple[PaintedRow, int]] = {}
        self._rows: tuple[Row, ...] = ()
        self._language = desk_language()
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        set_up_table(self)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        # The ring is wider than the cell that Qt repaints: the rest of it must be erased, too.
        self.selectionModel().currentChanged.connect(lambda: self.viewport().update())

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Sets the table's header. If the number of columns changes, `set_rows` must follow."""
        self._model.set_columns(columns)
        self._fit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Sets all rows; the cursor stays on its row if that key still exists."""
        key, column = self.current_key(), max(0, self.currentIndex().column())
        others = self._model.set_rows(self._painted(tuple(rows)))
        self._set_heights()
        if others:
            places = [row.key for row in self._model.rows]
            if key in places:
                self.setCurrentIndex(self._model.index(places.index(key), column))

    def _painted(self, rows: tuple[Row, ...]) -> list[PaintedRow]:
        """`rows` in the desk's language. One that has not changed is painted as it was, and not measured again."""
        before: dict[str, tuple[Row, PaintedRow]] = {}
        if self._language == desk_language():
            # The model has no rows once the number of columns has changed.
            before = {row.key: (row, painted) for row, painted in zip(self._rows, self._model.rows, strict=False)}
        self._rows, self._language = rows, desk_language()
        kept = (before.get(row.key) for row in rows)
        return [old[1] if old and old[0] == row else painted_row(row) for row, old in zip(rows, kept, strict=True)]

    def retranslate(self) -> None:
        """Says header and rows in the desk's language."""
        self._model.set_columns(self._model.columns)
        self.set_rows(self._rows)

    def rows(self) -> tuple[PaintedRow, ...]:
        """The rows that the table shows."""
        return tuple(self._model.rows)

    def current_key(self) -> str:
        """The key of the row with the cursor; "" if there is none."""
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else ""

    def set_current(self, key: str) -> None:
        """Moves the cursor to the row `key`, if there is one."""
        for place, row in enumerate(self._model.rows):
            if row.key == key:
                self.setCurrentIndex(self._model.index(place, max(0, self.currentIndex().column())))

    def _verb(self, index: QModelIndex) -> PaintedButton | None:
        cell: PaintedCell | None = index.data(CELL_ROLE) if index.isValid() else None
        return cell.verb if cell is not None else None

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_moved.emit(self._model.rows[current.row()].key)

    def restyle(self) -> None:
        """Rows and columns in the text's size."""
        self._measured = {}
        self._fit()

    def _set_heights(self) -> None:
        """Makes each row as high as its texts need in the columns' widths; only rows that have changed are measured."""
        widths = [self.columnWidth(place) for place in range(len(self._model.columns))]
        known = self._measured if self._widths == widths else {}
        self._widths, self._measured = widths, {}
        for place, row in enumerate(self._model.rows):
            kept = known.get(row.key)
            height = kept[1] if kept is not None and kept[0] is row else row_height(row, widths)
            self._measured[row.key] = (row, height)
            if height != self.rowHeight(place):
                self.setRowHeight(place, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns without a width share what is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = [scaled_text(column.width) for column in self._model.columns]
        open_ones = widths.count(0)
        left = max(0, self.viewport().width() - sum(widths))
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width or left // open_ones)
        self._set_heights()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press the button in the current cell, or open the row."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self._press(index)
        else:
            super().keyPressEvent(event)

    def _press(self, index: QModelIndex) -> None:
        row, verb = self._model.rows[index.row()], self._verb(index)
        if verb is None:
            self.chosen.emit(row.key)
        else:
            self.verb_pressed.emit(row.key, verb.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Records where the mouse was pressed."""
        super().mousePressEvent(event)
        self._down = self.indexAt(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Presses a button if the mouse was also pressed over it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        verb = self._verb(index)
        if verb is not None and index == self._down:
            area = verb_rect(self.visualRect(index), verb).adjusted(-6, -6, 6, 6)
            if area.contains(event.position().toPoint()):
                self._press(index)
        self._down = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the row, but two quick presses of a button are two presses."""
        index = self.indexAt(event.position().toPoint())
        if self._verb(index) is not None:
            self._down = index
        elif index.isValid():
            self._press(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over the cells, the ring around the current button or row."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus() or not index.isValid():
            return
        verb = self._verb(index)
        painter = QPainter(self.viewport())
        if verb is not None:
            paint_ring(painter, QRectF(verb_rect(self.visualRect(index), verb)), 12)
            return
        rect = self.visualRect(index)
        line = QRectF(0, rect.top(), self.viewport().width(), rect.height() - 1)
        paint_ring(painter, line.adjusted(6, 6, -6, -6), 4)
