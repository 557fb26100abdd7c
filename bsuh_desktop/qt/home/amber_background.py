"""The amber background of what should be looked at first: a class that was not finished."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.icons import paint_icon
from bsuh_desktop.qt.widgets.message import TINTS, paint_message_ground


class AmberBackground(QFrame):
    """Painted like a message bar of state “look”."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the tint with its thick left edge."""
        tint, edge = TINTS["look"]
        paint_message_ground(QPainter(self), QRectF(self.rect()), tint, edge)


def play_disc() -> QPixmap:
    """An amber disc with the sign for “continue”."""
    side = scaled_box(56)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.INK, 2))
    painter.setBrush(colours.AMBER)
    disc = QRectF(pixmap.rect()).adjusted(1, 1, -1, -1)
    painter.drawEllipse(disc)
    quarter = disc.width() / 4
    paint_icon(painter, disc.adjusted(quarter, quarter, -quarter, -quarter), "play", colours.INK)
    painter.end()
    return pixmap
