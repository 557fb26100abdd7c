"""A running stitch: the dashed line wherever two things are joined."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.stage.answer_marks import stitch


class DashedDivider(QWidget):
    """A divider: horizontal, or vertical if it is higher than wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The thickness of the line."""
        return QSize(8, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the line through the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        start, end = QPointF(1, height / 2), QPointF(width - 1, height / 2)
        if height > width:
            start, end = QPointF(width / 2, 1), QPointF(width / 2, height - 1)
        stitch(painter, start, end, colours.LINE)
