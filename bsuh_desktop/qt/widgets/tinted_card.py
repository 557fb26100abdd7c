"""A large card in the colour of a state, for the most important sentence of a page."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import stroke, within_stroke
from bsuh_desktop.qt.widgets.message import TINTS, paint_message_ground

PLAIN = "plain"


class TintedCard(QFrame):
    """Its form fills it. The colour says nothing that its words do not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = PLAIN

    def set_state(self, state: str) -> None:
        """Sets the state: ok, look, stop, info, or plain. Raises KeyError for another state."""
        if state != PLAIN:
            TINTS[state]
        self.state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with a hairline, or the tint of the state with its thick left edge."""
        painter, box = QPainter(self), QRectF(self.rect())
        if self.state != PLAIN:
            paint_message_ground(painter, box, *TINTS[self.state])
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(colours.LINE)
        pen.setWidthF(stroke())
        painter.setPen(pen)
        painter.setBrush(colours.PAPER)
        painter.drawRoundedRect(within_stroke(box), 12, 12)
