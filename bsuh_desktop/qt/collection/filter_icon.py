"""The light on a button of the filter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from bsuh_desktop.qt.widgets.lights import paint_light


def light_icon(state: str, side: int, gap: int) -> QIcon:
    """The light of `state`, `side` px high, with `gap` px between it and the words behind it."""
    pixmap = QPixmap(2 * (side + gap), 2 * side)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_light(painter, QRectF(0, 0, side, side), state)
    painter.end()
    return QIcon(pixmap)
