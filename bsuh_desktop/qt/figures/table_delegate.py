"""Paints a row of figures: its name and its numbers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bsuh_desktop.presenters.figures.table_rows import ColumnKey
from bsuh_desktop.qt.figures.table_model import CELL_ROLE, PAIRS_ROLE, FigureModel
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size

AnyIndex = QModelIndex | QPersistentModelIndex
PAD = 12
"""Padding of a cell, the same as in the header."""
_LETTERS, _LINE, _SMALL, _SMALL_LINE = 15, 24, 13, 22
_BETWEEN = 20
"""Space in px between two pairs of title and number in a narrow row."""
WIDEST = "88,88,888"
_WIDEST: dict[ColumnKey, str] = {"classes": "8,88,888", "attendance": "100%", "completion": "100%", "minutes": "888"}
"""The widest numbers that columns have room for."""


def number_width(key: ColumnKey, untold: str = "") -> int:
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
