"""An overview of the class: small read-only chips, so small that a class needs no more than three rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look.theme import desk_font, scaled_box
from bsuh_desktop.qt.widgets.chip import Chip, paint_chip, set_labels, word_of
from bsuh_desktop.qt.widgets.painted_text import words_size
from bsuh_desktop.qt.widgets.restyled import Folding, desk_say

_GAP = 4
_LETTERS = 13
_MOST_ROWS, _LEAST = 3, 12
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
        return max(_LEAST, min(scaled_box(32), (width + _GAP) // a_row - _GAP))

    def _letters(self) -> float:
        """The px of its labels before the text scale: what the longest needs to fit."""
        longest = max(
            (words_size(chip.label, desk_font(_LETTERS, bold=True)).width() for chip in self._chips), default=1
        )
        return min(_LETTERS, _LETTERS * (self._side(self.width()) - 4) / max(1.0, longest))

    def columns(self, width: int | None = None) -> int:
        """How many chips fit in a row of `width`."""
        across = self.width() if width is None else width
        return max(1, (across + _GAP) // (self._side(across) + _GAP))

    def chip_rect(self, place: int) -> QRect:
        """The rectangle of the chip at `place` (from 0)."""
        return self._rects[place]

    def hasHeightForWidth(self) -> bool:
        """Narrow pages need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its rows."""
        rows = max(1, -(-len(self._chips) // self.columns(width)))
        return rows * (self._side(width) + _GAP) - _GAP

    def sizeHint(self) -> QSize:
        """For a page of the desk."""
        return QSize(scaled_box(32) * 10, self.heightForWidth(scaled_box(32) * 10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may mean another number of rows."""
        self._measure()
        super().resizeEvent(event)

    def _measure(self) -> None:
        columns, side = self.columns(), self._side(self.width())
        places = (divmod(place, columns) for place in range(len(self._chips)))
        corners = (QPoint(x * (side + _GAP), y * (side + _GAP)) for y, x in places)
        self._rects = [QRect(corner, QSize(side, side)) for corner in corners]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emits `touched` on a click."""
        if self.rect().contains(event.position().toPoint()):
            self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emits `touched` on Space or Enter, too."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.touched.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the chips in the exposed region."""
        painter, asked, letters = QPainter(self), event.region(), self._letters()
        for chip, rect in zip(self._chips, self._rects, strict=True):
            if asked.intersects(rect):
                paint_chip(painter, rect, chip, letters, badge=False)
