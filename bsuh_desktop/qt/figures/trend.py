"""Classes per month as a line; the newest number, or the month under the pointer or cursor, is shown in full."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.domain.numbers import count_text
from bsuh_desktop.presenters.figures.table_rows import month_short, month_text
from bsuh_desktop.presenters.figures.upper_half import MonthClasses, axis
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.focus import around, paint_ring
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

_LETTERS, _LINE = 12, 20
_DOT = 9


class Trend(Restyled, QWidget):
    """Left and Right move a cursor from month to month; `pointed` when another month is shown."""

    pointed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[MonthClasses, ...] = ()
        self._place = 0
        self._over: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_ring", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_months(self, months: Sequence[MonthClasses]) -> None:
        """Sets all months in order; the cursor moves to the newest."""
        self._months = tuple(months)
        self._place, self._over = max(0, len(months) - 1), None
        self._describe()
        self.update()

    def current(self) -> MonthClasses | None:
        """The month under the pointer, else the one with the cursor."""
        place = self._place if self._over is None else self._over
        return self._months[place] if self._months else None

    def _describe(self) -> None:
        month = self._months[self._place] if self._months else None
        said = desk_say(month.label()) if month else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if self.hasFocus():
                QtGui.QAccessible.updateAccessibility(
                    QtGui.QAccessibleEvent(self, QtGui.QAccessible.Event.DescriptionChanged)
                )

    def retranslate(self) -> None:
        """The accessible text."""
        self._describe()

    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(scaled_box(400), scaled_box(190))

    def minimumSizeHint(self) -> QSize:
        """Two lines of text and a visible line."""
        return QSize(scaled_box(220), 2 * scaled_text(_LINE) + scaled_box(120))

    def _lines(self) -> tuple[int, ...]:
        return axis(max((month.classes for month in self._months), default=0))

    def _plot(self) -> QRectF:
        """Area of the line: right of its scale, between the number and the months."""
        language = desk_language()
        widest = max(words_size(count_text(n, language), desk_font(_LETTERS)).width() for n in self._lines())
        side = around() + scaled_text(_DOT) / 2
        return QRectF(
            widest + 12 + side,
            scaled_text(_LINE) + side + 2,
            max(1.0, self.width() - widest - 12 - 2 * side - scaled_text(14)),
            max(1.0, self.height() - 2 * scaled_text(_LINE) - 2 * side - 8),
        )

    def point(self, place: int) -> QPointF:
        """Position of the dot of month `place`."""
        plot, most = self._plot(), self._lines()[-1]
        across = plot.width() / (len(self._months) - 1) * place if len(self._months) > 1 else plot.width() / 2
        share = self._months[place].classes / most
        return QPointF(plot.left() + across, plot.bottom() - share * plot.height())

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Moves the cursor."""
        last = len(self._months) - 1
        steps = {
            Qt.Key.Key_Left: self._place - 1,
            Qt.Key.Key_Right: self._place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps and self._months:
            self._go(min(max(steps[key], 0), last))
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._place, self._over = place, None
        self._describe()
        self.update()
        self.pointed.emit()

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        """Shows the nearest month."""
        x = event.position().x()
        places = range(len(self._months))
        self._set_over(min(places, key=lambda place: abs(self.point(place).x() - x)) if self._months else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Shows the cursor's month again."""
        self._set_over(None)

    def _set_over(self, place: int | None) -> None:
        if place != self._over:
            self._over = place
            self.update()
            self.pointed.emit()

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Shows the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Hides the focus ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints scale, line, dots, months, and the number."""
        if not self._months:
            return
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        self._paint_months(painter)
        self._paint_line(painter)
        place = self._place if self._over is None else self._over
        self._paint_number(painter, place)
        if self.hasFocus():
            point, half = self.point(place), scaled_text(_DOT) / 2
            paint_ring(painter, QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half), half)

    def _paint_scale(self, painter: QtGui.QPainter) -> None:
        plot, lines, language = self._plot(), self._lines(), desk_language()
        for number in lines:
            y = plot.bottom() - number / lines[-1] * plot.height()
            painter.setPen(QtGui.QPen(colours.LINE, stroke()))
            painter.drawLine(QPointF(plot.left() - 8, y), QPointF(plot.right() + 8, y))
            box = QRectF(0, y - scaled_text(_LINE) / 2, plot.left() - 14, scaled_text(_LINE))
            align = Qt.AlignmentFlag.AlignRight
            draw_words(painter, box, count_text(number, language), desk_font(_LETTERS), colours.INK_SOFT, align)

    def _paint_months(self, painter: QtGui.QPainter) -> None:
        """As many labels as fit, counted back from the newest month."""
        language, font = desk_language(), desk_font(_LETTERS)
        years = len(self._months) > 13
        names = [_under(month.month, language, years) for month in self._months]
        widest = max(words_size(name, font).width() for name in names) + 8
        count = len(self._months)
        apart = self._plot().width() / max(1, count - 1)
        every = max(1, -(-int(widest) // max(1, int(apart))))
        top = self.height() - scaled_text(_LINE) - 1
        for place in range(count - 1, -1, -every):
            x = self.point(place).x()
            left = min(max(0.0, x - widest / 2), self.width() - widest)
            box = QRectF(left, top, widest, scaled_text(_LINE))
            draw_words(painter, box, names[place], font, colours.INK_SOFT, Qt.AlignmentFlag.AlignHCenter)

    def _paint_line(self, painter: QtGui.QPainter) -> None:
        """Paints the line from number to number."""
        half = scaled_text(_DOT) / 2
        points = [self.point(place) for place in range(len(self._months))]
        painter.setPen(QtGui.QPen(colours.GREEN, 3))
        for one, other in itertools.pairwise(points):
            painter.drawLine(one, other)
        painter.setPen(QtGui.QPen(colours.GREEN, 2))
        painter.setBrush(colours.PAPER)
        for point in points:
            painter.drawEllipse(point, half, half)

    def _paint_number(self, painter: QtGui.QPainter, place: int) -> None:
        month, language = self._months[place], desk_language()
        said = count_text(month.classes, language)
        font, point = desk_font(14, bold=True), self.point(place)
        size = words_size(said, font)
        left = min(max(0.0, point.x() - size.width() / 2), self.width() - size.width() - 1)
        top = max(0.0, point.y() - scaled_text(_DOT) / 2 - around() - size.height())
        box = QRectF(left, top, size.width() + 1, size.height())
        painter.fillRect(box.adjusted(-2, 3, 2, -3), colours.PAPER)
        draw_words(painter, box, said, font, colours.INK)


def _under(month: str, language: Language, with_year: bool) -> str:
    short = month_short(month).text_in(language)
    year = month_text(month).text_in(language)[-2:]
    return f"{short} {year}" if with_year else short
