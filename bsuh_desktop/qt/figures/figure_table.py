"""The table of figures: a row per place or group, sorted and searched at once, wide or narrow.

Text is only made for visible rows, so that 20,000 rows show at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from bsuh_desktop.language import say
from bsuh_desktop.presenters.figures import table_rows
from bsuh_desktop.presenters.figures.figures import ShownRows
from bsuh_desktop.presenters.parts import text_of
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.focus import paint_ring
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.row_table import set_up_table

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
        return 0 if parent.isValid() else len(table_rows.COLUMN_KEYS) if self.wide else 1

    def title(self, key: table_rows.ColumnKey) -> str:
        """A column's title."""
        return say(table_rows.column_text(key, self.shown.by), self.shown.language)

    def text(self, place: int, key: table_rows.ColumnKey) -> str:
        """Text of a cell; `place` is an index into the prepared rows."""
        if key == "name":
            return self.shown.prepared.names[place]
        return text_of(
            table_rows.number_text(self.shown.prepared.rows[place], key, self.shown.prepared.limit), self.shown.language
        )

    def untold_text(self) -> str:
        """The text for a withheld number of people."""
        return say(self.shown.prepared.withheld, self.shown.language)

    def pairs(self, row: int) -> list[tuple[str, str]]:
        """Title and number of each column except the name."""
        place = self.shown.order[row]
        return [(self.title(key), self.text(place, key)) for key in table_rows.NUMBERS]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, to be painted or for a screen reader."""
        place, key = self.shown.order[index.row()], table_rows.COLUMN_KEYS[index.column()]
        if role == CELL_ROLE:
            return self.text(place, key)
        if role == PAIRS_ROLE:
            return self.pairs(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if key == "name" else RIGHT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(index.row(), place, key)
        return None

    def _text(self, row: int, place: int, key: table_rows.ColumnKey) -> str:
        text = self.text(place, key)
        return text if self.wide else "; ".join((text, *(f"{title}: {number}" for title, number in self.pairs(row))))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns; as tooltip, their definition."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        key = table_rows.COLUMN_KEYS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(key)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return say(table_rows.column_tip(key), self.shown.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if key == "name" else RIGHT
        return None


AnyIndex = QModelIndex | QPersistentModelIndex
PAD = 12
"""Padding of a cell, the same as in the header."""
_LETTERS, _LINE, _SMALL, _SMALL_LINE = 15, 24, 13, 22
_BETWEEN = 20
"""Space in px between two pairs of title and number in a narrow row."""
WIDEST = "88,88,888"
_WIDEST: dict[table_rows.ColumnKey, str] = {
    "classes": "8,88,888",
    "attendance": "100%",
    "completion": "100%",
    "minutes": "888",
}
"""The widest numbers that columns have room for."""


def number_width(key: table_rows.ColumnKey, untold: str = "") -> int:
    """Width of a column of numbers in px. `untold`: the text for a withheld number of people."""
    texts = (_WIDEST[key],) if key in _WIDEST else (WIDEST, untold)
    return round(max(words_size(text, desk_font(_LETTERS)).width() for text in texts)) + 2 * PAD


def pair_width(titles: list[str]) -> int:
    """Width of a title and its number side by side in a narrow row, with the space after it."""
    widest = max((words_size(f"{title}: ", desk_font(_SMALL)).width() for title in titles), default=0.0)
    return round(widest + words_size(WIDEST, desk_font(_SMALL, bold=True)).width()) + _BETWEEN


def row_height(wide: bool, titles: list[str], width: int) -> int:
    """Height in px, the same for every row: 44, or as many lines as the pairs need in a table `width` px wide."""
    if wide:
        return scaled_box(44)
    a_line = max(1, (width - 2 * PAD) // max(1, pair_width(titles)))
    return scaled_text(_LINE) + -(-len(titles) // a_line) * scaled_text(_SMALL_LINE) + 2 * 8


class FigureDelegate(QStyledItemDelegate):
    """One delegate for all cells."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """A plain row."""
        return QSize(number_width("attendances"), scaled_box(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paints one cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, FigureModel)
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colours.GREEN_TINT if chosen else colours.PAPER)
        thick = round(stroke())
        painter.fillRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick, colours.LINE)
        inner = QRectF(rect).adjusted(PAD, 0, -PAD, -1)
        if not model.wide:
            _paint_narrow(painter, inner, index)
        elif index.column() == 0:
            draw_words(painter, inner, index.data(CELL_ROLE), desk_font(_LETTERS, bold=True), colours.INK)
        else:
            _paint_number(painter, inner, index.data(CELL_ROLE))
        painter.restore()


def _paint_number(painter: QPainter, rect: QRectF, text: str) -> None:
    draw_words(painter, rect, text, desk_font(_LETTERS), colours.INK, Qt.AlignmentFlag.AlignRight)


def _paint_narrow(painter: QPainter, rect: QRectF, index: AnyIndex) -> None:
    name = QRectF(rect.left(), rect.top() + 8, rect.width(), scaled_text(_LINE))
    draw_words(painter, name, index.data(CELL_ROLE), desk_font(_LETTERS, bold=True), colours.INK)
    pairs: list[tuple[str, str]] = index.data(PAIRS_ROLE)
    width = pair_width([title for title, _ in pairs])
    a_line = max(1, int(rect.width()) // width)
    for place, (title, number) in enumerate(pairs):
        line, column = divmod(place, a_line)
        top = name.bottom() + line * scaled_text(_SMALL_LINE)
        _paint_pair(painter, QRectF(rect.left() + column * width, top, width, scaled_text(_SMALL_LINE)), title, number)


def _paint_pair(painter: QPainter, rect: QRectF, title: str, number: str) -> None:
    said = f"{title}: "
    size = words_size(said, desk_font(_SMALL)).width() + scaled_text(4)
    draw_words(painter, QRectF(rect.left(), rect.top(), size, rect.height()), said, desk_font(_SMALL), colours.INK_SOFT)
    rest = rect.adjusted(size, 0, 0, 0)
    draw_words(painter, rest, number, desk_font(_SMALL, bold=True), colours.INK)


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
        head.sectionClicked.connect(lambda section: self.sorted_by.emit(table_rows.COLUMN_KEYS[section]))
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

    def _needed(self) -> dict[table_rows.ColumnKey, int]:
        """Width of each column of numbers: the largest of its title, a large number, and the text for withheld
        numbers."""
        # Qt measures titles in the default size, whatever the stylesheet says.
        metrics = QFontMetrics(desk_font(bold=True))
        titles = {key: _measured(self._model.title(key), metrics) for key in table_rows.NUMBERS}
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
        key: table_rows.ColumnKey = self._model.shown.sort
        if key in needed:
            needed[key] += arrow
        self.setColumnWidth(0, width - sum(needed.values()) if wide else width)
        if wide:
            for column, each in enumerate(needed.values(), 1):
                self.setColumnWidth(column, each)
        self._point(wide)
        height = row_height(wide, [self._model.title(key) for key in table_rows.NUMBERS], width)
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
            head.setSortIndicator(table_rows.COLUMN_KEYS.index(key), order)

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
