"""A step's number in an amber disc, as on the rail and on the stage."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.stage.answer_marks import paint_disc
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_digits

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
