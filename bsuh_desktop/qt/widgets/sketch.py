"""One of the line icons as a small drawing beside words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.icon_pixels import paint_icon
from bsuh_desktop.qt.widgets.restyled import Restyled

_SMALL = 24


class Sketch(Restyled, QWidget):
    """Decorative: the text beside it says what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._side = "", _SMALL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, side: int = _SMALL) -> None:
        """The icon's name, and its side in px before the text scale."""
        self._icon, self._side = name, side
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(scaled_box(self._side), scaled_box(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the icon in ink."""
        if self._icon:
            paint_icon(QPainter(self), QRectF(self.rect()), self._icon, colours.INK)
