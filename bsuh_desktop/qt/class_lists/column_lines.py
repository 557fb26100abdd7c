"""What a column of a list is: the school's words at the left, ours at the right, to be changed where it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, px, room, stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.qt.widgets.restyled import Folding

_GAP, _ABOVE, _LETTERS = 12, 4, 15


if TYPE_CHECKING:

    class _Part(Folding, QWidget):
        pass
else:
    _Part = Folding


class _Pair(_Part):
    """Stands before the Qt class: two texts on one line, or one under the other where both are too long for it."""

    _words, _meaning, _ink = "", "", colours.INK

    def tell(self, words: str, meaning: str, ink: QColor) -> None:
        """Both texts, already said, and the colour of ours."""
        self._words, self._meaning, self._ink = words, meaning, ink
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.fold()

    def _sign(self) -> int:
        """The px that something else takes at the right."""
        return 0

    def _rooms(self, width: int) -> tuple[QRectF, QRectF]:
        """Where the school's words stand, and where ours."""
        line, font = width - self._sign(), desk_font(_LETTERS)
        ours = words_size(self._meaning, font).width()
        left = line - ours - _GAP
        longest = max((words_size(word, font).width() for word in self._words.split()), default=0.0)
        above = float(room(_ABOVE))
        if longest <= left:
            height = max(words_size(self._words, font, left).height(), float(px(22)))
            return QRectF(0, above, left, height), QRectF(left + _GAP, above, ours + 1, height)
        first = words_size(self._words, font, max(1, line)).height()
        second = words_size(self._meaning, font, max(1, line)).height()
        return QRectF(0, above, line, first), QRectF(0, above + first, line, second)

    def _least(self) -> int:
        return room(32)

    def heightForWidth(self, width: int) -> int:
        """Both texts on lines of that width."""
        return max(self._least(), round(max(box.bottom() for box in self._rooms(width)) + room(_ABOVE)))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def sizeHint(self) -> QSize:
        """As the card gives it."""
        return QSize(room(200), self.heightForWidth(room(200)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the longest word of either."""
        words = [*self._words.split(), *self._meaning.split()]
        longest = max((words_size(word, desk_font(_LETTERS)).width() for word in words), default=0.0)
        return QSize(round(longest) + 1 + self._sign(), self._least())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        school, ours = self._rooms(self.width())
        spare = max(0.0, (self.height() - max(school.bottom(), ours.bottom()) - room(_ABOVE)) / 2)
        for box, text, ink in ((school, self._words, colours.INK_SOFT), (ours, self._meaning, self._ink)):
            beside = ours.left() > 0
            align = Qt.AlignmentFlag.AlignRight if box is ours and not beside else Qt.AlignmentFlag.AlignLeft
            draw_words(painter, box.translated(0, spare), text, desk_font(_LETTERS), ink, align, wrap=True)

    def _paint_ground(self, painter: QPainter) -> None:
        return None


class ColumnLine(_Pair, QWidget):
    """A column with which nothing can be done."""


class ColumnChoice(_Pair, PickBox):
    """A column whose meaning a person may say."""

    def _least(self) -> int:
        return room(44)

    def _sign(self) -> int:
        return px(12) + _GAP

    def _paint_ground(self, painter: QPainter) -> None:
        """A line under it, and at the right the sign of what opens."""
        if self.isEnabled() and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.WELL)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillRect(QRectF(0, self.height() - stroke(), self.width(), stroke()), colours.LINE)
        side = px(10) / 2
        middle = QPointF(self.width() - side - 2, self.height() / 2)
        ink = colours.INK if self.isEnabled() else colours.INK_SOFT
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, right, down = QPointF(-side, -side / 2), QPointF(side, -side / 2), QPointF(0, side / 2)
        painter.drawPolyline(QPolygonF([middle + left, middle + down, middle + right]))
