"""One answer to choose: letter and text, large enough for a finger; shows no hint whether it is right.

A chosen one has a filled dot, a heavier line and a pale ground: no tick and no green, which say that it is right.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bsuh_desktop.qt.classroom.shared_device.large_words import grown
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, stroke
from bsuh_desktop.qt.stage.answer_marks import paint_mark, stitch
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_PAD, _RADIUS, _MARK, _RADIO = 18, 16, 80, 28
_LETTERS, _HALF = 30, 460
_TINTS = {
    "A": colours.CORAL_TINT,
    "B": colours.INDIGO_TINT,
    "C": colours.GREEN_TINT,
    "D": colours.AMBER_TINT,
}
"""Pale grounds of the colours of the marks."""


class OptionButton(Restyled, QAbstractButton):
    """Checked: chosen by the learner, but not given yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = "A"
        self._share = 1.0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_option(self, letter: str, words: str) -> None:
        """Sets the letter (A to D) and the answer."""
        self.letter = letter
        self.setText(words)
        self.setAccessibleName(f"{letter}: {words}")
        self.updateGeometry()
        self.update()

    def set_share(self, share: float) -> None:
        """Reduces mark and words to `share` of their size."""
        self._share = share
        self.updateGeometry()
        self.update()

    def _mark(self) -> int:
        return round(scaled_box(_MARK) * self._share)

    def _panel(self) -> int:
        """Width of the tinted part with the mark."""
        return self._mark() + 2 * _PAD

    def _font(self) -> QFont:
        return desk_font(grown(_LETTERS, self._share))

    def _line(self, width: int) -> float:
        return max(60.0, width - self._panel() - 3 * _PAD - scaled_box(_RADIO))

    def hasHeightForWidth(self) -> bool:
        """Yes, text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the letter's mark or of the text, whichever is more."""
        words = words_size(self.text(), self._font(), self._line(width)).height()
        return round(max(float(self._mark()), words)) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """Half of a page."""
        return QSize(scaled_box(_HALF), self.heightForWidth(scaled_box(_HALF)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        words = [words_size(word, self._font()).width() for word in self.text().split()]
        width = round(max(words, default=0.0)) + self._panel() + 3 * _PAD + scaled_box(_RADIO)
        return QSize(width, self._mark() + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints card, mark, text, and the dot: filled if chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, whole = self.isChecked(), QRectF(self.rect()).adjusted(3, 3, -3, -3)
        card = QPainterPath()
        card.addRoundedRect(whole, _RADIUS, _RADIUS)
        painter.fillPath(card, colours.INDIGO_TINT if chosen else colours.WELL if self.isDown() else colours.PAPER)
        painter.save()
        painter.setClipPath(card)
        painter.fillRect(QRectF(0, 0, self._panel(), self.height()), _TINTS[self.letter])
        painter.restore()
        left = float(self._panel())
        stitch(painter, QPointF(left, whole.top() + _PAD), QPointF(left, whole.bottom() - _PAD), colours.EDGE)
        painter.setPen(QPen(colours.INK, stroke(3) if chosen else 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(card)
        side = self._mark()
        paint_mark(painter, QRectF(_PAD, (self.height() - side) / 2, side, side), self.letter)
        words = QRectF(left + _PAD, 0, self._line(self.width()), self.height())
        draw_words(painter, words, self.text(), self._font(), colours.INK, wrap=True)
        dot = scaled_box(_RADIO)
        self._paint_dot(painter, QRectF(self.width() - _PAD - dot, (self.height() - dot) / 2, dot, dot), chosen)

    def _paint_dot(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        painter.setPen(QPen(colours.INK, stroke(2)))
        painter.setBrush(colours.PAPER)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        if chosen:
            inner = box.width() / 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.INK)
            painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))
