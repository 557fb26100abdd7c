"""Results of a class, one row per question: its text, a bar, and how many answers were right."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.progress import paint_bar
from bsuh_desktop.qt.widgets.size_cache import SizeCache

_PAD, _GAP, _LABEL = 10, 16, 28
_WIDE = 560
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclasses.dataclass(frozen=True)
class Result:
    """One row; all texts are translated already."""

    label: str
    words: str
    share: float | None
    """Length of the bar, 0 to 1; None if there is no right or wrong."""
    text: str


class ResultRows(SizeCache, QWidget):
    """Wide: text, bar and figures in one line. Narrow: the text is above the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()
        self._figures = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_results(self, results: Sequence[Result]) -> None:
        """Sets all rows, in order."""
        if tuple(results) == self._results:
            return
        self._results = tuple(results)
        told = (f"{one.label} {one.words}: {one.text}" for one in results)
        self.setAccessibleDescription(". ".join(told))
        self.setVisible(bool(results))
        self.remeasure()

    def remeasure(self) -> None:
        """Aligns the figures of all rows in one column."""
        widths = (words_size(one.text, desk_font()).width() for one in self._results)
        self._figures = max(widths, default=0.0) + 1
        super().remeasure()

    def height_of(self, width: int) -> int:
        """Height of all rows."""
        return sum(self._row_height(one, width) for one in self._results)

    def sizeHint(self) -> QSize:
        """A default; the card decides."""
        return QSize(scaled_box(_WIDE), self.heightForWidth(scaled_box(_WIDE)))

    def minimumSizeHint(self) -> QSize:
        """The widest figures below the text."""
        return QSize(round(scaled_text(_LABEL) + self._figures + _GAP + scaled_box(60)), 0)

    def _is_wide(self, width: int) -> bool:
        return width - self._figures >= scaled_box(_WIDE) * 0.65

    def _words_width(self, width: int) -> float:
        inner = width - scaled_text(_LABEL)
        return (inner - self._figures - 2 * _GAP) * 0.58 if self._is_wide(width) else float(inner)

    def _row_height(self, one: Result, width: int) -> int:
        words = words_size(one.words, desk_font(), max(1.0, self._words_width(width))).height()
        line = max(float(scaled_text(24)), words) if self._is_wide(width) else words + 4 + scaled_text(24)
        return round(line) + 2 * _PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows, each below a hairline."""
        painter = QPainter(self)
        top = 0
        for one in self._results:
            height = self._row_height(one, self.width())
            if top <= event.rect().bottom() and top + height >= event.rect().top():
                self._paint_row(painter, QRectF(0, top, self.width(), height), one)
            top += height

    def _paint_row(self, painter: QPainter, row: QRectF, one: Result) -> None:
        painter.fillRect(QRectF(row.left(), row.top(), row.width(), stroke()), colours.LINE)
        inner = row.adjusted(0, _PAD, 0, -_PAD)
        width = self._words_width(self.width())
        words = QRectF(scaled_text(_LABEL), inner.top(), width, inner.height())
        rest = QRectF(words.right() + _GAP, inner.top(), row.right() - words.right() - _GAP, inner.height())
        if not self._is_wide(self.width()):
            words.setHeight(words_size(one.words, desk_font(), width).height())
            rest = QRectF(scaled_text(_LABEL), inner.bottom() - scaled_text(24), width, scaled_text(24))
        label = QRectF(0, words.top(), scaled_text(_LABEL), words.height())
        draw_words(painter, label, one.label, desk_font(15, bold=True), colours.INK)
        draw_words(painter, words, one.words, desk_font(), colours.INK, wrap=True)
        draw_words(painter, rest, one.text, desk_font(), colours.INK, _RIGHT)
        if one.share is not None:
            bar = QRectF(
                rest.left(), rest.center().y() - scaled_box(6), rest.width() - self._figures - _GAP, scaled_box(12)
            )
            paint_bar(painter, bar, one.share)
