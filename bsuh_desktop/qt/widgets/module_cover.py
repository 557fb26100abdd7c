"""A module's cover, small: its picture on night, as on the first slide."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.widgets.picture import Picture

RADIUS = 12


class Cover(Picture):
    """Shows the bytes that `set_data` gets; without any, only its ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground, then the picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.NIGHT)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.end()
        self.radius = RADIUS
        super().paintEvent(event)
