"""The answers whose hands are counted on the stage: which are counted, which is now, and the number that is typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.presenters.classroom.stage_bar import LetterMark
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_text, stroke
from bsuh_desktop.qt.stage.answer_marks import paint_mark
from bsuh_desktop.qt.widgets.icon_pixels import paint_icon
from bsuh_desktop.qt.widgets.painted_text import draw_words
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_text

_MARK, _NUMBER, _GAP = 32, 48, 12


class LetterRow(Restyled, QWidget):
    """A mark for each letter: with a tick once it is counted; the present one in a frame, with its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: tuple[LetterMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_letters(self, letters: tuple[LetterMark, ...]) -> None:
        """Sets what is shown; nothing if it is empty."""
        self._letters = letters
        self.setVisible(bool(letters))
        self.setAccessibleName(", ".join(each.letter for each in letters if each.state == "now"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        widths = [scaled_text(_MARK + (_NUMBER if each.state == "now" else 0)) for each in self._letters]
        return QSize(sum(widths) + scaled_text(_GAP) * max(0, len(widths) - 1), scaled_text(_MARK + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, side = 0.0, float(scaled_text(_MARK))
        top = (self.height() - side) / 2
        for each in self._letters:
            mark = QRectF(left, top, side, side)
            width = side
            if each.state == "now":
                width += scaled_text(_NUMBER)
                self._paint_now(painter, QRectF(left, 0, width, self.height()), side, desk_text(each.typed))
            painter.setOpacity(0.45 if each.state == "waits" else 1)
            paint_mark(painter, mark.adjusted(3, 3, -3, -3), each.letter)
            painter.setOpacity(1)
            if each.state == "counted":
                self._paint_tick(painter, mark)
            left += width + scaled_text(_GAP)

    def _paint_now(self, painter: QPainter, frame: QRectF, side: float, number: str) -> None:
        painter.setPen(QPen(colours.AMBER, 2 * stroke()))
        painter.setBrush(colours.AMBER_TINT)
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 8, 8)
        box = QRectF(frame.left() + side, frame.top(), frame.width() - side - 4, frame.height())
        draw_words(painter, box, number, desk_font(20, bold=True), colours.INK, Qt.AlignmentFlag.AlignHCenter)

    def _paint_tick(self, painter: QPainter, mark: QRectF) -> None:
        side = scaled_text(16)
        badge = QRectF(mark.right() - side + 3, mark.top() - 3, side, side)
        painter.setPen(QPen(colours.PAPER, stroke()))
        painter.setBrush(colours.GREEN)
        painter.drawEllipse(badge.center(), side / 2, side / 2)
        paint_icon(
            painter,
            QRectF(badge.topLeft() + QPointF(2, 2), badge.bottomRight() - QPointF(2, 2)),
            "check",
            colours.WHITE,
        )
