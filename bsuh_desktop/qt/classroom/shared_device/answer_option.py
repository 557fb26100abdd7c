"""One answer to choose: letter and text, large enough for a finger; shows no hint whether it is right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text
from bsuh_desktop.qt.stage.answer_marks import paint_mark
from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_PAD, _GAP, _LETTERS = 20, 20, 24


class OptionButton(Restyled, QAbstractButton):
    """Checked: chosen by the learner, but not given yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = "A"
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

    def _mark(self) -> int:
        return scaled_box(64)

    def _line(self, width: int) -> float:
        return max(60.0, width - 2 * _PAD - self._mark() - _GAP - scaled_text(32))

    def hasHeightForWidth(self) -> bool:
        """Yes, text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the letter's mark or of the text, whichever is more."""
        words = words_size(self.text(), desk_font(_LETTERS), self._line(width)).height()
        return round(max(float(self._mark()), words)) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """Half of a page."""
        return QSize(scaled_text(360), self.heightForWidth(scaled_text(360)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        words = [words_size(word, desk_font(_LETTERS)).width() for word in self.text().split()]
        width = round(max(words, default=0.0)) + 2 * _PAD + self._mark() + _GAP + scaled_text(32)
        return QSize(width, self._mark() + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints card, mark, text, and the tick if chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        fill = colours.GREEN_TINT if chosen else colours.WELL if self.isDown() else colours.PAPER
        painter.setPen(QPen(colours.GREEN if chosen else colours.INK, 4 if chosen else 2))
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 16, 16)
        side = self._mark()
        paint_mark(painter, QRectF(_PAD, (self.height() - side) / 2, side, side), self.letter)
        left = _PAD + side + _GAP
        words = QRectF(left, 0, self._line(self.width()), self.height())
        draw_words(painter, words, self.text(), desk_font(_LETTERS), colours.INK, wrap=True)
        if chosen:
            side = scaled_text(28)
            paint_light(painter, QRectF(self.width() - _PAD - side, (self.height() - side) / 2, side, side), "ok")
