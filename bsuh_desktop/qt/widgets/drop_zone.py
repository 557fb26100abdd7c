"""A dashed field on which one file can be dropped: a class list, or a file to check."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.qt.look import colours

_STITCH = (3.0, 2.0)


class DropZone(QFrame):
    """`dropped` gives the path of the file that was dropped."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts one local file and nothing else."""
        if _path_in(event) is not None:
            event.acceptProposedAction()
            self.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag has left the field."""
        self.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emits `dropped` with the file's path."""
        self.show_over(False)
        path = _path_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def show_over(self, over: bool) -> None:
        """Sets whether a file is dragged over the field."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a running stitch around the field; green while a file is over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.GREEN if self._over else colours.EDGE, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(_STITCH)
        painter.setPen(pen)
        painter.setBrush(colours.GREEN_TINT if self._over else colours.IVORY)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


def _path_in(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
