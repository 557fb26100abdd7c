"""A table of rows with a header over an ink rule; its buttons can be clicked and reached by keys.

A long one is shown in pages: thousands of keys are filtered at once, but only fifty get a row. It has fewer columns
if it is narrow, and more rows if the page is folded into a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableView, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets import row_delegate
from bsuh_desktop.qt.widgets.focus import paint_ring
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_text
from bsuh_desktop.qt.widgets.scroller import CardScroller, OneScroller, table_height
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.qt.widgets.text_lines import TextLines

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowModel(QAbstractTableModel):
    """A model of frozen rows; emits a change for each row that differs."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.rows: Sequence[row_delegate.PaintedRow] = ()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, or their titles in another language."""
        if len(columns) == len(self.columns):
            self.columns = tuple(columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(columns) - 1))
            return
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), ()
        self.endResetModel()

    def set_rows(self, rows: Sequence[row_delegate.PaintedRow]) -> bool:
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

    def replace(self, rows: Sequence[row_delegate.PaintedRow]) -> None:
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
        if role == row_delegate.ROW_ROLE:
            return row
        if role == row_delegate.CELL_ROLE:
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
        self._measured: dict[str, tuple[row_delegate.PaintedRow, int]] = {}
        self._rows: tuple[Row, ...] = ()
        self._language = desk_language()
        self.setModel(self._model)
        self.setItemDelegate(row_delegate.RowDelegate(self))
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

    def _painted(self, rows: tuple[Row, ...]) -> list[row_delegate.PaintedRow]:
        """`rows` in the desk's language. One that has not changed is painted as it was, and not measured again."""
        before: dict[str, tuple[Row, row_delegate.PaintedRow]] = {}
        if self._language == desk_language():
            # The model has no rows once the number of columns has changed.
            before = {row.key: (row, painted) for row, painted in zip(self._rows, self._model.rows, strict=False)}
        self._rows, self._language = rows, desk_language()
        kept = (before.get(row.key) for row in rows)
        return [
            old[1] if old and old[0] == row else row_delegate.painted_row(row)
            for row, old in zip(rows, kept, strict=True)
        ]

    def retranslate(self) -> None:
        """Says header and rows in the desk's language."""
        self._model.set_columns(self._model.columns)
        self.set_rows(self._rows)

    def rows(self) -> tuple[row_delegate.PaintedRow, ...]:
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

    def _verb(self, index: QModelIndex) -> row_delegate.PaintedButton | None:
        cell: row_delegate.PaintedCell | None = index.data(row_delegate.CELL_ROLE) if index.isValid() else None
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
            height = kept[1] if kept is not None and kept[0] is row else row_delegate.row_height(row, widths)
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
            area = row_delegate.verb_rect(self.visualRect(index), verb).adjusted(-6, -6, 6, 6)
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
            paint_ring(painter, QRectF(row_delegate.verb_rect(self.visualRect(index), verb)), 12)
            return
        rect = self.visualRect(index)
        line = QRectF(0, rect.top(), self.viewport().width(), rect.height() - 1)
        paint_ring(painter, line.adjusted(6, 6, -6, -6), 4)


PAGE = 50
"""Rows per page: beyond this number a person would rather search."""


class PagedRows(QObject):
    """Shows the selected page of `things`; `pager` is hidden while they fit on one."""

    def __init__(self, bridge: Bridge, table: RowTable, pager: QWidget) -> None:
        super().__init__(table)
        self._bridge = bridge
        self._table = table
        self._pager = pager
        self._things: Sequence[Any] = ()
        self._row: Callable[[Any], Row] | None = None
        self._page = 0
        self._turned = False
        before, after = pager.findChild(QPushButton, "page_before"), pager.findChild(QPushButton, "page_after")
        said = pager.findChild(TextLines, "page_text")
        if before is None or after is None or said is None:
            raise LookupError("a pager has two buttons and words")
        self._before, self._after, self._page_text = before, after, said
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(+1))

    def show(self, things: Sequence[Any], row: Callable[[Any], Row]) -> None:
        """Sets all things; `row` makes the row of one. The current page is kept if it still exists."""
        self._things, self._row = things, row
        self._page = min(self._page, max(0, len(things) - 1) // PAGE)
        self._show()

    def to_first(self) -> None:
        """The next `show` or `show_page` starts at the first page."""
        self._turned = self._turned or self._page > 0
        self._page = 0

    def show_page(self) -> None:
        """Shows the page to which the table was turned back, if no `show` has done so: the things may be the same."""
        if self._turned:
            self._show()

    def _turn(self, step: int) -> None:
        self._page += step
        self._show()
        self._table.scrollToTop()

    def _show(self) -> None:
        if self._row is None:
            return
        self._turned = False
        first = self._page * PAGE
        here = self._things[first : first + PAGE]
        self._table.set_rows([self._row(thing) for thing in here])
        number, count = self._bridge.number, len(self._things)
        self._pager.setVisible(count > PAGE)
        self._page_text.setText(
            self._bridge.say(
                Message(
                    "{first} to {last} of {count}",
                    first=number(first + 1),
                    last=number(first + len(here)),
                    count=number(count),
                )
            )
        )
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(first + PAGE < count)


_ROW, _BESIDE, _ABOVE = 52, 3, 7
"""A row's height in px, and the minimum number of visible rows beside a card and below one."""

_CARD = 240
"""The minimum height of a card beside the table, in px."""


class TableSpace(QObject):
    """Emits `turned` when `wide` changes, which is True from a table width of `least_px` px of normal text on.

    Cards beside the table scroll by themselves. Where there is no room beside it they stand above it: a card says
    something about the row that was chosen, and a table can be long."""

    turned = Signal()

    def __init__(self, table: RowTable, parts: SideBySide, least_px: int, parent: QWidget | QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._parts = parts
        self._least_px = least_px
        self.wide = True
        self._scroller = OneScroller(self)
        self._scroller.add(table, lambda: table_height(table), self._least_height)
        for card in parts.parts():
            if parts.isAncestorOf(table) and not card.isAncestorOf(table):
                self._let_scroll(parts.scroller_of(card))
        for changed in (table.verticalHeader().sectionCountChanged, table.verticalHeader().sectionResized):
            changed.connect(self._scroller.look)
        table.installEventFilter(self)
        parts.installEventFilter(self)

    def _let_scroll(self, card: CardScroller) -> None:
        self._scroller.add(card, card.whole, lambda: min(scaled_box(_CARD), card.whole()))

    def _least_height(self) -> int:
        return scaled_box(_ROW) * (_BESIDE if self._parts.in_a_row() else _ABOVE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table's width has changed, or its page was folded or unfolded."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and watched is self._table:
            # While a page is built, or pictured behind a dialog's corners, hidden tables have sizes that nobody sees;
            # each would measure every row anew.
            if self._table.isVisible():
                self._look()
        elif event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is self._parts:
            self._scroller.look()
        return False

    def _look(self) -> None:
        wide = self._table.width() >= scaled_text(self._least_px)
        if wide != self.wide:
            self.wide = wide
            self.turned.emit()
