"""The table of figures: as many rows as there are places, sorted and searched at once, wide or narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.qt.figures.table_delegate import PAD, FigureDelegate, number_width, row_height
from bsuh_desktop.qt.figures.table_model import FigureModel
from bsuh_desktop.qt.figures.table_rows import COLUMN_KEYS, NUMBERS, ColumnKey, PreparedRows
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.widgets.focus import paint_ring
from bsuh_desktop.qt.widgets.painted_text import words_size
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.register.queries import Dimension
from bsuh_desktop.services.figures.values import FigureRow

_LEAST_NAME, _MOST_LETTERS = 130, 40
"""The least width of the names, in px of normal text, and how many letters of one are looked at."""
_LEAST_ROWS = 358
"""What is seen of many rows at least, in px: eight of them, or more than one where they are high."""
_ARROW = 16
_NO_END = 16_777_215
"""Qt's own greatest height."""


class FigureTable(Restyled, QTableView):
    """`sorted_by` is the title of a column that was clicked on."""

    sorted_by = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FigureModel()
        self._sorting: tuple[ColumnKey, bool] = ("name", False)
        self.setModel(self._model)
        self.setItemDelegate(FigureDelegate(self))
        self.setProperty("own_ring", True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(lambda section: self.sorted_by.emit(COLUMN_KEYS[section]))
        self.selectionModel().currentChanged.connect(lambda: self.viewport().update())

    def show_rows(self, prepared: PreparedRows, order: Sequence[int], by: Dimension, language: Language) -> None:
        """Rows in that order. The cursor stays on its group as long as it is there."""
        before, column = self.current_values(), max(0, self.currentIndex().column())
        self._model.show(prepared, order, by, language)
        self._fit()
        if before:
            found = (row for row, place in enumerate(order) if prepared.rows[place].values == before)
            row = next(found, None)
            if row is not None:
                self.setCurrentIndex(self._model.index(row, column))

    def show_sorting(self, key: ColumnKey, down: bool) -> None:
        """The arrow in the head."""
        self._sorting = (key, down)
        self._fit()

    def go_to(self, fits: Callable[[tuple[str, ...]], bool]) -> None:
        """The cursor comes to the first row whose values fit, if there is one."""
        for row, place in enumerate(self._model.order):
            if fits(self._model.prepared.rows[place].values):
                self.setCurrentIndex(self._model.index(row, 0))
                return

    def rows(self) -> tuple[FigureRow, ...]:
        """The rows in the order in which they are shown."""
        return tuple(self._model.prepared.rows[place] for place in self._model.order)

    def current_values(self) -> tuple[str, ...]:
        """The values of the group that the cursor is in; nothing if it is in none."""
        index = self.currentIndex()
        return self._model.prepared.rows[self._model.order[index.row()]].values if index.isValid() else ()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """A page that scrolls to this table shows all of it: Qt would go by the current row, even one that was scrolled
        out of the table's own sight."""
        return self.rect() if query == Qt.InputMethodQuery.ImCursorRectangle else super().inputMethodQuery(query)

    def restyle(self) -> None:
        """Rows and columns in the text's size."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More columns, or fewer."""
        super().resizeEvent(event)
        self._fit()

    def _needed(self) -> dict[ColumnKey, int]:
        """The width of each column of numbers: of its title, of a large number, or of what stands for a small one."""
        # Qt measures titles in the usual size, however small the stylesheet has them.
        metrics = QFontMetrics(desk_font(bold=True))
        titles = {key: _measured(self._model.title(key), metrics) for key in NUMBERS}
        untold = self._model.untold_text()
        return {key: max(number_width(key, untold), title + 2 * PAD) for key, title in titles.items()}

    def _name_width(self) -> int:
        """What the longest name wants, or as much of it as is looked at."""
        name = self._model.prepared.longest[:_MOST_LETTERS]
        return max(scaled_text(_LEAST_NAME), round(words_size(name, desk_font(bold=True)).width()) + 2 * PAD + 1)

    def _fit(self) -> None:
        width, needed, arrow = self.viewport().width(), self._needed(), scaled_text(_ARROW)
        # With room for the arrow, wherever it is: to sort must not turn the table into another one.
        wide = sum(needed.values()) + arrow + self._name_width() <= width
        if wide != self._model.wide:
            self._model.set_wide(wide)
        key = self._sorting[0]
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
        """As high as all rows of `row` px, or as the first of many. What is searched takes no height away: the field in
        which somebody writes would move under the hand."""
        head = self.horizontalHeader().sizeHint().height()
        every = max(1, len(self._model.prepared.rows)) * row + 2 * self.frameWidth()
        least = head + min(every, max(scaled_box(_LEAST_ROWS), round(1.2 * row)))
        most = min(head + every, _NO_END)
        if (self.minimumHeight(), self.maximumHeight()) != (least, most):
            self.setMinimumHeight(least)
            self.setMaximumHeight(most)

    def _point(self, wide: bool) -> None:
        """The arrow over the column that is sorted by."""
        key, down = self._sorting
        head = self.horizontalHeader()
        head.setSortIndicatorShown(wide and key != "name")
        if wide:
            order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(COLUMN_KEYS.index(key), order)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over the cells, the ring around the current row."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            rect = self.visualRect(index)
            line = QRectF(0, rect.top(), self.viewport().width(), rect.height() - 1)
            paint_ring(QPainter(self.viewport()), line.adjusted(6, 6, -6, -6), 4)


def _measured(title: str, metrics: QFontMetrics) -> int:
    """As wide as the head wants it: Qt counts Bangla letters in a wider font than it paints them in."""
    width = metrics.horizontalAdvance(title)
    return width + scaled_text(4) + (0 if title.isascii() else round(width * 0.1))
