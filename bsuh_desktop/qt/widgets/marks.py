"""The stage's marks on the desk: an answer's letter, a row of them, a step's number, the stitched line.

The row has the answers whose hands are counted: which are counted, which is now, and what is noted of it."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.presenters.classroom.answers import LetterMark
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.stage.answer_marks import paint_disc, paint_mark, stitch
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_digits, desk_text


class AnswerMark(Restyled, QWidget):
    """A ● coral, B ▲ indigo, C ■ green or D ◆ amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = LETTERS[0]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_letter(LETTERS[0])

    def set_letter(self, letter: str) -> None:
        """A, B, C or D. Raises ValueError for any other."""
        self._letter = LETTERS[LETTERS.index(letter)]
        self.setAccessibleName(letter)
        self.update()

    def _read(self) -> str:
        return self._letter

    letter = Property(str, _read, set_letter)

    def sizeHint(self) -> QSize:
        """44 px before the text scale."""
        return QSize(scaled_box(44), scaled_box(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(self.rect()), self._letter)


_SIDE = 36


class Disc(Restyled, QWidget):
    """The number is written in the desk's digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_number(self, number: int) -> None:
        """Sets the number of the step."""
        self._number = number
        self.retranslate()
        self.update()

    def _read(self) -> int:
        return self._number

    number = Property(int, _read, set_number)

    def retranslate(self) -> None:
        """The number for a screen reader."""
        self.setAccessibleName(desk_digits(self._number))

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(scaled_box(_SIDE), scaled_box(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_disc(painter, QRectF(self.rect()), desk_digits(self._number))


class DashedDivider(QWidget):
    """A divider: horizontal, or vertical if it is higher than wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The thickness of the line."""
        return QSize(8, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the line through the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        start, end = QPointF(1, height / 2), QPointF(width - 1, height / 2)
        if height > width:
            start, end = QPointF(width / 2, 1), QPointF(width / 2, height - 1)
        stitch(painter, start, end, colours.LINE)


_MARK, _NUMBER, _GAP = 32, 48, 12
_BADGE, _OUT = 16, 4
"""The dot, and how far it stands out of its mark."""


class LetterRow(Restyled, QWidget):
    """A mark for each letter: with a dot once it is counted, as a tick would say that it is right; the present one in a
    frame, with its number or level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: tuple[LetterMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_letters(self, letters: tuple[LetterMark, ...]) -> None:
        """Sets what is shown; nothing if it is empty."""
        self._letters = letters
        self.setVisible(bool(letters))
        told = [each for each in letters if each.state in ("now", "told")]
        self.setAccessibleName(", ".join(f"{each.letter} {desk_text(each.words)}".strip() for each in told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row, with room for a dot at its end."""
        widths = [scaled_text(_MARK) + self._beside(each) for each in self._letters]
        gaps = scaled_text(_GAP) * max(0, len(widths) - 1)
        return QSize(sum(widths) + gaps + scaled_text(_OUT), scaled_text(_MARK + 2 * _OUT))

    def minimumSizeHint(self) -> QSize:
        """The same: nothing may be cut off."""
        return self.sizeHint()

    def _beside(self, each: LetterMark) -> int:
        """The width of what stands beside the mark."""
        if each.state not in ("now", "told"):
            return 0
        words = round(words_size(desk_text(each.words), self._font(each)).width())
        return max(scaled_text(_NUMBER) if each.state == "now" else 0, words + scaled_text(2 * _OUT))

    def _font(self, each: LetterMark) -> QFont:
        """Digits are large, words as all words are."""
        return desk_font(20 if desk_text(each.words).isdecimal() else 15, bold=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, side = 0.0, float(scaled_text(_MARK))
        top = (self.height() - side) / 2
        for each in self._letters:
            mark = QRectF(left, top, side, side)
            width = side + self._beside(each)
            if each.state == "now":
                self._paint_frame(painter, QRectF(left, 0, width, self.height()))
            if width > side:
                box = QRectF(mark.right(), 0, width - side - scaled_text(_OUT), self.height())
                centre = Qt.AlignmentFlag.AlignHCenter
                draw_words(painter, box, desk_text(each.words), self._font(each), colours.INK, centre)
            painter.setOpacity(0.45 if each.state == "waits" else 1)
            paint_mark(painter, mark.adjusted(3, 3, -3, -3), each.letter)
            painter.setOpacity(1)
            if each.state == "counted":
                self._paint_dot(painter, mark)
            left += width + scaled_text(_GAP)

    def _paint_frame(self, painter: QPainter, frame: QRectF) -> None:
        painter.setPen(QPen(colours.AMBER, 2 * stroke()))
        painter.setBrush(colours.AMBER_TINT)
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_dot(self, painter: QPainter, mark: QRectF) -> None:
        side, out = scaled_text(_BADGE), scaled_text(_OUT) - 2 * stroke()
        badge = QRectF(mark.right() - side + out, mark.top() - out, side, side)
        painter.setPen(QPen(colours.INK, stroke()))
        painter.setBrush(colours.PAPER)
        painter.drawEllipse(badge.center(), side / 2, side / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.INK)
        painter.drawEllipse(badge.center(), side / 4, side / 4)
