"""The light on a button of the filter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton

from bsuh_desktop.qt.theme import px
from bsuh_desktop.qt.widgets.lights import paint_light

_SIDE, _GAP = 20, 8


def show_light(button: QPushButton, state: str) -> None:
    """The light of `state` before the button's words; "" for none."""
    if not state:
        return
    side, gap = px(_SIDE), px(_GAP)
    pixmap = QPixmap(2 * (side + gap), 2 * side)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_light(painter, QRectF(0, 0, side, side), state)
    painter.end()
    button.setIcon(QIcon(pixmap))
    button.setIconSize(QSize(side + gap, side))
