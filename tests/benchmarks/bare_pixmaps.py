"""The least that can show slides: a full-screen window that draws the pixmap that a key asks for, and nothing else."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.module_pictures import module_pictures


class Pixmaps(QWidget):
    """All pictures are made before the window is shown."""

    def __init__(self, pictures: list[QPixmap]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pictures = pictures
        self._place = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forward or back."""
        step = 1 if event.key() == Qt.Key.Key_Right else -1
        self._place = min(max(0, self._place + step), len(self._pictures) - 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture as it is."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pictures[self._place])
        painter.end()


def main() -> None:
    """Runs until it is ended from outside."""
    application = QApplication(sys.argv[:1])
    size = application.primaryScreen().size()
    window = Pixmaps([QPixmap.fromImage(image) for image in module_pictures(size)])
    window.showFullScreen()
    application.exec()


if __name__ == "__main__":
    main()
