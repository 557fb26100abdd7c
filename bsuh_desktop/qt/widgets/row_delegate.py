"""Cells of a table as they are painted: tint, hairline, light, one or two lines, or a button.

They are said in the desk's language."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bsuh_desktop.presenters.rows import Cell, CellButton, Row
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.lights import paint_light, word_of
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import desk_say, desk_text


@dataclasses.dataclass(frozen=True)
class PaintedButton:
    """A button in a cell."""

    key: str
    text: str
    kind: str
    on: bool | None


@dataclasses.dataclass(frozen=True)
class PaintedCell:
    """A cell's texts, or its button."""

    text: str = ""
    second: str = ""
    light: str = ""
    bold: bool = False
    verb: PaintedButton | None = None

    def accessible_text(self) -> str:
        """The cell as a screen reader says it."""
        if self.verb is not None:
            return self.verb.text
        light = desk_say(word_of(self.light)) if self.light else ""
        return ", ".join(part for part in (light, self.text, self.second) if part)


@dataclasses.dataclass(frozen=True)
class PaintedRow:
    """A row of the table, identified by its key."""

    key: str
    cells: tuple[PaintedCell, ...]
    state: str = ""

    @property
    def tall(self) -> bool:
        """True if a cell needs more than one line's height."""
        return any(cell.second or cell.verb for cell in self.cells)


def painted_row(row: Row) -> PaintedRow:
    """`row` in the desk's language."""
    return PaintedRow(row.key, tuple(map(painted_cell, row.cells)), row.state)


def painted_cell(cell: Cell) -> PaintedCell:
    """`cell` in the desk's language."""
    verb = None if cell.verb is None else _painted_button(cell.verb)
    return PaintedCell(desk_text(cell.text), desk_text(cell.second), cell.light, cell.bold, verb)


def _painted_button(verb: CellButton) -> PaintedButton:
    return PaintedButton(verb.key, desk_text(verb.text), verb.kind, verb.on)


AnyIndex = QModelIndex | QPersistentModelIndex
PAD = 12
_ABOVE = 5
_FIRST, _SECOND = 15, 13
ROW_ROLE = Qt.ItemDataRole.UserRole
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_TINTS: dict[str, QColor] = {
    "": colours.PAPER,
    "ok": colours.GREEN_TINT,
    "look": colours.AMBER_TINT,
    "stop": colours.CORAL_TINT,
}
VERB_INKS: dict[str, QColor] = {"quiet": colours.GREEN, "careful": colours.CORAL_TEXT}


def row_height(row: PaintedRow, widths: Sequence[int]) -> int:
    """44 px, or 52 with a second line or a button; more if texts need several lines in columns of `widths`."""
    lines = [
        _words_height(cell, width - 2 * PAD - _indent(cell)) for cell, width in zip(row.cells, widths, strict=True)
    ]
    return max(scaled_box(52) if row.tall else scaled_box(44), math.ceil(max(lines, default=0)) + 2 * _ABOVE)


def verb_rect(cell_rect: QRect, verb: PaintedButton) -> QRect:
    """The button's rectangle in its cell: at the right, with space for the ring around it; the height does not grow
    with the row."""
    width = round(words_size(verb.text, desk_font(14, bold=True)).width()) + 2 * 14
    height = min(cell_rect.height(), scaled_box(52)) - 12
    top = cell_rect.top() + (cell_rect.height() - height) // 2
    return QRect(cell_rect.right() - PAD - width + 1, top, width, height)


class RowDelegate(QStyledItemDelegate):
    """One delegate for the whole table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As wide as the cell's words."""
        cell: PaintedCell = index.data(CELL_ROLE)
        return QSize(round(cell_width(cell)), scaled_box(52) if index.data(ROW_ROLE).tall else scaled_box(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paints one cell."""
        row: PaintedRow = index.data(ROW_ROLE)
        cell: PaintedCell = index.data(CELL_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colours.GREEN_TINT if chosen else ROW_TINTS[row.state])
        thick = round(stroke())
        painter.fillRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick, colours.LINE)
        if cell.verb is not None:
            _paint_verb(painter, verb_rect(rect, cell.verb), cell.verb)
        else:
            _paint_words(painter, QRectF(rect).adjusted(PAD, 0, -PAD, -1), cell)
        painter.restore()


def cell_width(cell: PaintedCell) -> float:
    """The width at which no text of the cell is cut off."""
    if cell.verb is not None:
        return verb_rect(QRect(0, 0, 0, 44), cell.verb).width() + 2 * PAD
    words = words_size(cell.text, desk_font(_FIRST, bold=cell.bold)).width()
    second = words_size(cell.second, desk_font(_SECOND)).width()
    return max(words, second) + _indent(cell) + 2 * PAD + 1


def _indent(cell: PaintedCell) -> int:
    return scaled_text(20) + 8 if cell.light else 0


def _first_height(cell: PaintedCell, width: float) -> float:
    if _surely_one_line(cell.text, _FIRST, width):
        return float(scaled_text(22))
    return max(float(scaled_text(22)), words_size(cell.text, desk_font(_FIRST, bold=cell.bold), max(1, width)).height())


def _second_height(cell: PaintedCell, width: float) -> float:
    if not cell.second:
        return 0.0
    if _surely_one_line(cell.second, _SECOND, width):
        return float(scaled_text(20))
    return max(float(scaled_text(20)), words_size(cell.second, desk_font(_SECOND), max(1, width)).height())


def _surely_one_line(text: str, letters: int, width: float) -> bool:
    """True if even the widest letters would fit. Avoids shaping the texts of a class of 200 before it is shown."""
    return len(text) * scaled_text(letters) <= width


def _words_height(cell: PaintedCell, width: float) -> float:
    """The height of a cell's texts on lines of `width`; 0 for a button."""
    return 0.0 if cell.verb is not None else _first_height(cell, width) + _second_height(cell, width)


def _paint_words(painter: QPainter, rect: QRectF, cell: PaintedCell) -> None:
    if cell.light:
        paint_light(painter, QRectF(rect.left(), rect.top(), scaled_text(20), rect.height()), cell.light)
        rect.setLeft(rect.left() + _indent(cell))
    height = _first_height(cell, rect.width())
    top = rect.center().y() - (height + _second_height(cell, rect.width())) / 2
    first = QRectF(rect.left(), top, rect.width(), height)
    if cell.text:
        draw_words(painter, first, cell.text, desk_font(_FIRST, bold=cell.bold), colours.INK, wrap=True)
    if cell.second:
        under = QRectF(rect.left(), first.bottom(), rect.width(), _second_height(cell, rect.width()))
        draw_words(painter, under, cell.second, desk_font(_SECOND), colours.INK_SOFT, wrap=True)


def _paint_verb(painter: QPainter, rect: QRect, verb: PaintedButton) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = VERB_INKS.get(verb.kind, colours.INK)
    border = {"quiet": QColor(0, 0, 0, 0), "careful": colours.CORAL_TEXT}.get(verb.kind, colours.EDGE)
    fill = QColor(0, 0, 0, 0) if verb.kind == "quiet" else colours.PAPER
    if verb.on:
        border, fill = colours.GREEN, colours.GREEN_TINT
    width = stroke(2 if verb.on else 1)
    painter.setPen(QPen(border, width))
    painter.setBrush(fill)
    inset = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), 12, 12)
    draw_words(painter, QRectF(rect), verb.text, desk_font(14, bold=True), ink, Qt.AlignmentFlag.AlignHCenter)
