"""What is read at arm's length on the shared device: large words, and one answer to choose with its letter.

A chosen one has a filled dot, a heavier line and a pale ground: no tick and no green, which say that it is right."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scale, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.stage.answer_marks import paint_mark, stitch
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_LARGE = 28
"""From this size on words grow like the boxes around them: they can be read already, and must not push answers away."""
_INKS = {"": colours.INK, "soft": colours.INK_SOFT, "look": colours.AMBER_TEXT, "stop": colours.CORAL_TEXT}


def grown(letters: int, share: float = 1.0) -> float:
    """The size before the text scale of words of `letters` px; large ones may be reduced to `share` where they would
    not all be seen at once."""
    return letters if letters < _LARGE else max(float(_LARGE), scaled_box(letters) * share) / scale()


class LargeWords(Restyled, QWidget):
    """Properties: `letters` in px before the text scale, `bold`, `centred`, `ink` ("", soft, look, stop)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._letters, self._bold, self._centred, self._ink = "", 20, False, False, ""
        self._share = 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Sets the text; empty text takes no space."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_share(self, share: float) -> None:
        """Reduces large words to `share` of their size."""
        self._share = share
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The text."""
        return self._text

    def _read_letters(self) -> int:
        return self._letters

    def _set_letters(self, letters: int) -> None:
        self._letters = letters

    def _read_bold(self) -> bool:
        return self._bold

    def _set_bold(self, bold: bool) -> None:
        self._bold = bold

    def _read_centred(self) -> bool:
        return self._centred

    def _set_centred(self, centred: bool) -> None:
        self._centred = centred

    def _read_ink(self) -> str:
        return self._ink

    def _set_ink(self, ink: str) -> None:
        self._ink = ink

    letters = Property(int, _read_letters, _set_letters)
    bold = Property(bool, _read_bold, _set_bold)
    centred = Property(bool, _read_centred, _set_centred)
    ink = Property(str, _read_ink, _set_ink)

    def _font(self) -> QFont:
        return desk_font(grown(self._letters, self._share), self._bold)

    def hasHeightForWidth(self) -> bool:
        """Yes, lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        return round(words_size(self._text, self._font(), width).height()) + 1

    def sizeHint(self) -> QSize:
        """A few words per line."""
        return QSize(scaled_text(400), self.heightForWidth(scaled_text(400)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        longest = max((words_size(word, self._font()).width() for word in self._text.split()), default=0.0)
        return QSize(round(longest) + 1, scaled_text(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the lines."""
        align = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        draw_words(QPainter(self), QRectF(self.rect()), self._text, self._font(), _INKS[self._ink], align, wrap=True)


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
