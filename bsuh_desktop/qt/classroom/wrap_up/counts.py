"""The three counts of a class side by side, and whether they are equal."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.qt.widgets.size_cache import SizeCache

_SIGN, _NUMBER, _FIGURES = 40, 56, 88
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_UPPER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop

_SIGNS: dict[str, tuple[QColor, Message]] = {
    "=": (colours.GREEN, Message("match")),
    "≥": (colours.INK_SOFT, Message("at least")),
    "≠": (colours.AMBER_TEXT, Message("does not match")),
}


@dataclasses.dataclass(frozen=True)
class Count:
    """One count; all texts are translated already."""

    text: str
    """The number in the desk's digits, or a dash."""
    name: str
    """What is counted."""
    line: str
    """How it is known."""
    sign: str = ""
    """How it compares with the next one; "" if one of them is missing."""


class Counts(SizeCache, QWidget):
    """Between two counts stands how they compare: “=”, “≠” or “≥”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[Count, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Sets all counts, from left to right."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            self.retranslate()
            self.remeasure()

    def retranslate(self) -> None:
        """The accessible text of the counts."""
        told = []
        for count in self._counts:
            told.append(f"{count.name}: {count.text}")
            if count.sign:
                told.append(desk_say(_SIGNS[count.sign][1]))
        self.setAccessibleDescription(", ".join(told))

    def _column(self, width: float) -> float:
        count = max(1, len(self._counts))
        return max(40.0, (width - scaled_text(_SIGN) * (count - 1)) / count)

    def _is_narrow(self, width: float) -> bool:
        words = [word for one in self._counts for word in one.name.split()]
        longest = max((words_size(word, desk_font(15, bold=True)).width() for word in words), default=0.0)
        return self._column(width) < longest + 1

    def _heights(self, width: float) -> tuple[float, float]:
        """Heights of names and lines in columns of `width`."""
        name = max((words_size(one.name, desk_font(15, bold=True), width).height() for one in self._counts), default=0)
        line = max((words_size(one.line, desk_font(13), width).height() for one in self._counts), default=0)
        return name, line

    def height_of(self, width: int) -> int:
        """Number, name and line side by side; on a narrow card each count in a row of its own."""
        if self._is_narrow(width):
            return len(self._counts) * self._row_height(width)
        return round(scaled_text(_NUMBER) + sum(self._heights(self._column(width)))) + 4

    def _beside(self, width: float) -> float:
        return max(40.0, width - scaled_text(_SIGN) - scaled_text(_FIGURES))

    def _row_height(self, width: float) -> int:
        return max(scaled_text(_NUMBER), round(sum(self._heights(self._beside(width)))) + 8)

    def sizeHint(self) -> QSize:
        """A default; the card decides."""
        return QSize(scaled_text(480), self.heightForWidth(scaled_text(480)))

    def minimumSizeHint(self) -> QSize:
        """A sign, a number and some words."""
        return QSize(scaled_text(_SIGN + _FIGURES) + scaled_box(100), scaled_text(_NUMBER))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the counts side by side, or below each other."""
        painter = QPainter(self)
        for place, one in enumerate(self._counts):
            (self._paint_row if self._is_narrow(self.width()) else self._paint_column)(painter, place, one)

    def _paint_column(self, painter: QPainter, place: int, one: Count) -> None:
        column = self._column(self.width())
        name, line = self._heights(column)
        left = place * (column + scaled_text(_SIGN))
        number = QRectF(left, 0, column, scaled_text(_NUMBER))
        draw_words(painter, number, one.text, desk_font(40, bold=True), colours.INK, _CENTRE)
        words = QRectF(left, number.bottom(), column, name)
        draw_words(painter, words, one.name, desk_font(15, bold=True), colours.INK, _UPPER, wrap=True)
        words = QRectF(left, words.bottom(), column, line)
        draw_words(painter, words, one.line, desk_font(13), colours.INK_SOFT, _UPPER, wrap=True)
        self._paint_sign(painter, QRectF(left + column, 0, scaled_text(_SIGN), scaled_text(_NUMBER)), place)

    def _paint_row(self, painter: QPainter, place: int, one: Count) -> None:
        width = self._beside(self.width())
        name, line = self._heights(width)
        row = QRectF(0, place * self._row_height(self.width()), self.width(), self._row_height(self.width()))
        self._paint_sign(painter, QRectF(0, row.top(), scaled_text(_SIGN), row.height()), place - 1)
        number = QRectF(scaled_text(_SIGN), row.top(), scaled_text(_FIGURES), row.height())
        draw_words(painter, number, one.text, desk_font(40, bold=True), colours.INK)
        words = QRectF(number.right(), row.center().y() - (name + line) / 2, width, name)
        draw_words(painter, words, one.name, desk_font(15, bold=True), colours.INK, wrap=True)
        words = QRectF(words.left(), words.bottom(), width, line)
        draw_words(painter, words, one.line, desk_font(13), colours.INK_SOFT, wrap=True)

    def _paint_sign(self, painter: QPainter, box: QRectF, place: int) -> None:
        if sign := self._counts[place].sign if place >= 0 else "":
            draw_words(painter, box, sign, desk_font(32, bold=True), _SIGNS[sign][0], _CENTRE)
