"""The table of figures: a row per place or group, sorted and searched at once, wide or narrow."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from bsuh_desktop.presenters.figures.table_rows import COLUMN_KEYS, NUMBERS, ColumnKey
from bsuh_desktop.presenters.figures.table_side import ShownRows
from bsuh_desktop.qt.figures.table_delegate import PAD, FigureDelegate, number_width, row_height
from bsuh_desktop.qt.figures.table_model import FigureModel
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.widgets.focus import paint_ring
from bsuh_desktop.qt.widgets.painted_text import words_size
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.row_table import set_up_table

_LEAST_NAME, _MOST_LETTERS = 130, 40
"""Least width of the names in px of normal text, and letters of a name considered for its width."""
_LEAST_ROWS = 358
"""Least height of many rows in px: eight rows, or more than one if they are high."""
_ARROW = 16
_NO_END = 16_777_215
"""Qt's greatest height (QWIDGETSIZE_MAX)."""


class FigureTable(Restyled, QTableView):
    """`sorted_by` carries the key of the column that was clicked."""

    sorted_by = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FigureModel()
        self.setModel(self._model)
        self.setItemDelegate(FigureDelegate(self))
        set_up_table(self)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(lambda section: self.sorted_by.emit(COLUMN_KEYS[section]))
        self.selectionModel().currentChanged.connect(lambda: self.viewport().update())

    @property
    def shown(self) -> ShownRows:
        """The rows that the table shows."""
        return self._model.shown

    def show_rows(self, shown: ShownRows) -> None:
        """Shows the rows in their order. The cursor stays on its group if that is still listed."""
        before, column = self.current_values(), max(0, self.currentIndex().column())
        self._model.show(shown)
        self._fit()
        if before:
            found = (row for row, place in enumerate(shown.order) if shown.prepared.rows[place].values == before)
            row = next(found, None)
            if row is not None:
                self.setCurrentIndex(self._model.index(row, column))

    def go_to(self, row: int) -> None:
        """Moves the cursor to that row."""
        self.setCurrentIndex(self._model.index(row, 0))

    def current_values(self) -> tuple[str, ...]:
        """The values of the current row; empty if there is none."""
        index, shown = self.currentIndex(), self._model.shown
        return shown.prepared.rows[shown.order[index.row()]].values if index.isValid() else ()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Makes a scrolling page reveal the whole table: Qt would go by the current row, even if that is scrolled
        out of the table's view."""
        return self.rect() if query == Qt.InputMethodQuery.ImCursorRectangle else super().inputMethodQuery(query)

    def restyle(self) -> None:
        """Scales rows and columns with the text."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Switches between wide and narrow."""
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> dict[ColumnKey, int]:
        """Width of each column of numbers: the largest of its title, a large number, and the text for withheld
        numbers."""
        # Qt measures titles in the default size, whatever the stylesheet says.
        metrics = QFontMetrics(desk_font(bold=True))
        titles = {key: _measured(self._model.title(key), metrics) for key in NUMBERS}
        untold = self._model.untold_text()
        return {key: max(number_width(key, untold), title + 2 * PAD) for key, title in titles.items()}

    def _name_width(self) -> int:
        """Width of the longest name, limited to `_MOST_LETTERS`."""
        name = self._model.shown.prepared.longest[:_MOST_LETTERS]
        return max(scaled_text(_LEAST_NAME), round(words_size(name, desk_font(bold=True)).width()) + 2 * PAD + 1)

    def _fit(self) -> None:
        width, needed, arrow = self.viewport().width(), self._needed(), scaled_text(_ARROW)
        # Always with space for the arrow: sorting must not switch between wide and narrow.
        wide = sum(needed.values()) + arrow + self._name_width() <= width
        if wide != self._model.wide:
            self._model.set_wide(wide)
        key: ColumnKey = self._model.shown.sort
        if key in needed:
            needed[key] += arrow
        self.setColumnWidth(0, width - sum(needed.values()) if wide else width)
        if wide:
            for column, each in enumerate(needed.values(), 1):
                self.setColumnWidth(column, each)
        self._point(wide)
        height = row_height(wide, [self._model.title(key) for key in NUMBERS], width)
        rows = self.verticalHeader()
        if rows.defaultSectionSize() != height:
            rows.setMinimumSectionSize(1)
            rows.setDefaultSectionSize(height)
        self._fit_height(height)

    def _fit_height(self, row: int) -> None:
        """Sets the height: all rows of `row` px, or the first of many. A search does not shrink it: the field in
        which a person types would move."""
        head = self.horizontalHeader().sizeHint().height()
        every = max(1, len(self._model.shown.prepared.rows)) * row + 2 * self.frameWidth()
        least = head + min(every, max(scaled_box(_LEAST_ROWS), round(1.2 * row)))
        most = min(head + every, _NO_END)
        if (self.minimumHeight(), self.maximumHeight()) != (least, most):
            self.setMinimumHeight(least)
            self.setMaximumHeight(most)

    def _point(self, wide: bool) -> None:
        """Shows the sorting arrow."""
        key, down = self._model.shown.sort, self._model.shown.down
        head = self.horizontalHeader()
        head.setSortIndicatorShown(wide and key != "name")
        if wide:
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(COLUMN_KEYS.index(key), order)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cells, then the ring around the current row."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            rect = self.visualRect(index)
            line = QRectF(0, rect.top(), self.viewport().width(), rect.height() - 1)
            paint_ring(QPainter(self.viewport()), line.adjusted(6, 6, -6, -6), 4)


def _measured(title: str, metrics: QFontMetrics) -> int:
    """The width that the header needs: Qt measures Bangla in a wider font than it paints."""
    width = metrics.horizontalAdvance(title)
    return width + scaled_text(4) + (0 if title.isascii() else round(width * 0.1))
