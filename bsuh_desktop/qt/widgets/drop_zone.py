"""Where a class list, or what is to be checked, is dropped: a dashed field that takes one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.qt.look import colours

_STITCH = (3.0, 2.0)


class DropZone(QFrame):
    """`dropped` gives the path of the file that was let go over it."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer is welcome, anything else is not."""
        if _path_in(event) is not None:
            event.acceptProposedAction()
            self.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went elsewhere."""
        self.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """The file is here."""
        self.show_over(False)
        path = _path_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def show_over(self, over: bool) -> None:
        """Whether a file hangs over it."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A running stitch round the field; green as long as a file hangs over it."""
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
