"""The class as chips: to touch, ten a row as in the register; or small and read-only, in at most three rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QSizePolicy, QToolTip, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look.theme import desk_font, scaled_box
from bsuh_desktop.qt.widgets.chip import Chip, badge_over, paint_chip, set_labels, word_of
from bsuh_desktop.qt.widgets.focus import around, paint_ring
from bsuh_desktop.qt.widgets.painted_text import words_size
from bsuh_desktop.qt.widgets.restyled import Folding, desk_say

_STRIP_GAP = 4
_STRIP_LETTERS = 13
_MOST_ROWS, _STRIP_LEAST = 3, 12
"""Rows of a strip, and px of a chip that may not become smaller."""
_SHOWN = ("here", "waiting", "done", "late", "left", "away")


class ChipStrip(Folding, QWidget):
    """The whole strip is one click target (`touched`). Enable the focus with setFocusPolicy if that does something."""

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._rects: list[QRect] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """All chips in order."""
        before, self._chips = self._chips, list(chips)
        if len(before) != len(self._chips):
            self._measure()
            self.fold()
        else:
            for place, (old, new) in enumerate(zip(before, self._chips, strict=True)):
                if old != new:
                    self.update(self.chip_rect(place))
        set_labels(self._chips, self._letters())
        self.retranslate()

    def retranslate(self) -> None:
        """Updates the counts for a screen reader."""
        states = [chip.state for chip in self._chips]
        counts = [
            desk_say(Message("{number} {state}", number=states.count(state), state=word_of(state)))
            for state in _SHOWN
            if state in states
        ]
        self.setAccessibleDescription(", ".join(counts))

    def restyle(self) -> None:
        """Chips of another size need another number of rows."""
        self._measure()
        super().restyle()

    def _side(self, width: int) -> int:
        """The side of a chip in a strip of `width`."""
        a_row = max(1, -(-len(self._chips) // _MOST_ROWS))
        return max(_STRIP_LEAST, min(scaled_box(32), (width + _STRIP_GAP) // a_row - _STRIP_GAP))

    def _letters(self) -> float:
        """The px of its labels before the text scale: what the longest needs to fit."""
        longest = max(
            (words_size(chip.label, desk_font(_STRIP_LETTERS, bold=True)).width() for chip in self._chips), default=1
        )
        return min(_STRIP_LETTERS, _STRIP_LETTERS * (self._side(self.width()) - 4) / max(1.0, longest))

    def columns(self, width: int | None = None) -> int:
        """How many chips fit in a row of `width`."""
        across = self.width() if width is None else width
        return max(1, (across + _STRIP_GAP) // (self._side(across) + _STRIP_GAP))

    def chip_rect(self, place: int) -> QRect:
        """The rectangle of the chip at `place` (from 0)."""
        return self._rects[place]

    def hasHeightForWidth(self) -> bool:
        """Narrow pages need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its rows."""
        rows = max(1, -(-len(self._chips) // self.columns(width)))
        return rows * (self._side(width) + _STRIP_GAP) - _STRIP_GAP

    def sizeHint(self) -> QSize:
        """For a page of the desk."""
        return QSize(scaled_box(32) * 10, self.heightForWidth(scaled_box(32) * 10))

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Another width may mean another number of rows."""
        self._measure()
        super().resizeEvent(event)

    def _measure(self) -> None:
        columns, side = self.columns(), self._side(self.width())
        places = (divmod(place, columns) for place in range(len(self._chips)))
        corners = (QPoint(x * (side + _STRIP_GAP), y * (side + _STRIP_GAP)) for y, x in places)
        self._rects = [QRect(corner, QSize(side, side)) for corner in corners]

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """Emits `touched` on a click."""
        if self.rect().contains(event.position().toPoint()):
            self.touched.emit()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Emits `touched` on Space or Enter, too."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.touched.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints the chips in the exposed region."""
        painter, asked, letters = QtGui.QPainter(self), event.region(), self._letters()
        for chip, rect in zip(self._chips, self._rects, strict=True):
            if asked.intersects(rect):
                paint_chip(painter, rect, chip, letters, badge=False)


__all__ = ["Chip", "ChipGrid", "ChipStrip"]
A_ROW = 10
_GAP = 8
_LETTERS = 17
_WIDE, _LEAST = 60, 46


def _margin() -> int:
    """The space for the ring and the badge of a chip at the edge."""
    return max(around(), badge_over())


def _with_badge(rect: QRect) -> QRect:
    over = badge_over()
    return rect.adjusted(0, -over, over, 0)


class ChipGrid(Folding, QWidget):
    """Arrow keys move a cursor, Space or Enter activate the chip under it; so does a click.

    `touched` and `cursor_moved` give the card's number. Only what changed is repainted.
    """

    touched = Signal(int)
    cursor_moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._rects: list[QRect] = []
        self._place = 0
        self._down: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_ring", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """All chips in order; the cursor stays on its card."""
        before, card = self._chips, self.cursor_card()
        self._chips = list(chips)
        if [chip.card for chip in before] == [chip.card for chip in chips]:
            for place, (old, new) in enumerate(zip(before, self._chips, strict=True)):
                if old != new:
                    self.update(_with_badge(self._rects[place]))
        else:
            self._place = next((place for place, chip in enumerate(self._chips) if chip.card == card), 0)
            self._measure()
            self.fold()
        set_labels(self._chips, _LETTERS)
        self._describe()

    def cursor_card(self) -> int | None:
        """The card under the cursor, or None without chips."""
        return self._chips[self._place].card if self._chips else None

    def set_cursor(self, card: int) -> None:
        """Moves the cursor to `card`, if there is such a chip, and scrolls the page so that it shows."""
        for place, chip in enumerate(self._chips):
            if chip.card == card:
                self._go(place)

    def _go(self, place: int) -> None:
        place = min(max(place, 0), len(self._chips) - 1)
        if not self._chips or place == self._place:
            return
        self.update(self._around(self._place))
        self._place = place
        self.update(self._around(place))
        self._show_cursor()
        self._describe()
        self.cursor_moved.emit(self._chips[place].card)

    def _show_cursor(self) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QAbstractScrollArea):
            parent = parent.parentWidget()
        body = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and body is not None:
            middle = self.mapTo(body, self._around(self._place).center())
            parent.ensureVisible(middle.x(), middle.y(), 0, self._size().height())

    def _describe(self) -> None:
        said = self.accessible_text(self._chips[self._place]) if self._chips else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if self.hasFocus():
                event = QtGui.QAccessibleEvent(self, QtGui.QAccessible.Event.DescriptionChanged)
                QtGui.QAccessible.updateAccessibility(event)

    def accessible_text(self, chip: Chip) -> str:
        """The chip as a screen reader says it."""
        who = chip.who or Message("Number {card}", card=chip.label)
        return desk_say(Message("{who}: {status}", who=who, status=word_of(chip.state)))

    def retranslate(self) -> None:
        """Updates the text of the chip under the cursor for a screen reader."""
        self._describe()

    def restyle(self) -> None:
        """Chips of another size need another number of rows."""
        self._measure()
        super().restyle()

    def _size(self) -> QSize:
        """The size of a chip: as wide as ten a row allow, so that rows match the register's as long as possible."""
        tenth = (self._inner(self.width()) // A_ROW) - _GAP
        return QSize(max(scaled_box(_LEAST), min(scaled_box(_WIDE), tenth)), scaled_box(48))

    @staticmethod
    def _inner(width: int) -> int:
        return width - 2 * _margin() + _GAP

    def columns(self, width: int | None = None) -> int:
        """How many chips fit in a row: ten, or as many of the least width as there is space for."""
        inner = self._inner(self.width() if width is None else width)
        return max(1, min(A_ROW, inner // (scaled_box(_LEAST) + _GAP)))

    def chip_rect(self, place: int) -> QRect:
        """The rectangle of the chip at `place` (from 0)."""
        return self._rects[place]

    def _around(self, place: int) -> QRect:
        """The area of the ring around a chip; empty if there are no chips."""
        side = around()
        return self._rects[place].adjusted(-side, -side, side, side) if self._rects else QRect()

    def place_at(self, point: QPointF) -> int | None:
        """The chip at `point`, or None."""
        inside = (place for place, rect in enumerate(self._rects) if rect.contains(point.toPoint()))
        return next(inside, None)

    def hasHeightForWidth(self) -> bool:
        """Narrow pages need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its rows."""
        rows = -(-len(self._chips) // self.columns(width))
        return max(1, rows) * (self._size().height() + _GAP) - _GAP + 2 * _margin()

    def sizeHint(self) -> QSize:
        """Ten a row."""
        width = A_ROW * (scaled_box(_WIDE) + _GAP) - _GAP + 2 * _margin()
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Another width may mean another number of rows."""
        self._measure()
        super().resizeEvent(event)

    def _measure(self) -> None:
        columns, size, margin = self.columns(), self._size(), _margin()
        right, down = size.width() + _GAP, size.height() + _GAP
        places = (divmod(place, columns) for place in range(len(self._chips)))
        self._rects = [QRect(QPoint(margin + x * right, margin + y * down), size) for y, x in places]

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Moves the cursor, or activates the chip."""
        a_row, last = self.columns(), len(self._chips) - 1
        steps = {
            Qt.Key.Key_Left: self._place - 1,
            Qt.Key.Key_Right: self._place + 1,
            Qt.Key.Key_Up: self._place - a_row if self._place >= a_row else self._place,
            Qt.Key.Key_Down: self._place + a_row if self._place + a_row <= last else self._place,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._go(steps[key])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chips:
            # An auto-repeated key would mark a learner and undo it, again and again.
            if not event.isAutoRepeat():
                self.touched.emit(self._chips[self._place].card)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Records the chip: it is activated when the button is released over it."""
        self._down = self.place_at(event.position())

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        """Activates the chip if the button was pressed over it, too."""
        place = self.place_at(event.position())
        if place is not None and place == self._down:
            self._go(place)
            self.touched.emit(self._chips[place].card)
        self._down = None

    def event(self, event: QEvent) -> bool:
        """Shows the tooltip of the chip under the mouse."""
        if isinstance(event, QtGui.QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """The tooltip at `point`; "" for none."""
        place = self.place_at(QPointF(point))
        return "" if place is None else self._chips[place].tip

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Shows the ring."""
        super().focusInEvent(event)
        self.update(self._around(self._place))

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Hides the ring."""
        super().focusOutEvent(event)
        self.update(self._around(self._place))

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints the chips in the exposed region."""
        painter, asked = QtGui.QPainter(self), event.region()
        if self.hasFocus() and self._chips:
            paint_ring(painter, QRectF(self.chip_rect(self._place)), 8)
        for chip, rect in zip(self._chips, self._rects, strict=True):
            if asked.intersects(_with_badge(rect)):
                paint_chip(painter, rect, chip, _LETTERS)
