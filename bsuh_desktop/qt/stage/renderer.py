"""Draw the stage's pictures on a thread of their own, so that a key press finds the next one ready.

Kept are what stands there now, what comes next and what came before: 8 MB each at 1920x1080.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.qt.stage.contents import StageContent


class SlideRenderer(QObject):
    """One worker that draws what is wished for, the most wanted first. All methods are for the GUI thread."""

    ready = Signal(object)
    """A StageContent whose picture can be had now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def set_pack(self, pack: Pack | None) -> None:
        """The module whose slides are drawn from now on."""

    def set_size(self, size: QSize) -> None:
        """How large the pictures are, in pixels of the screen."""

    def wish(self, *contents: StageContent | None) -> None:
        """Only these are wanted now, the most urgent first, three at most; all others are dropped."""

    def image(self, content: StageContent) -> QImage | None:
        """The picture of `content` if it is kept, at once."""
        return None

    def preview(self, content: StageContent) -> QImage | None:
        """The same picture in a size for the desk, if it is kept."""
        return None

    def pixmap(self, content: StageContent) -> QPixmap | None:
        """The picture ready for the screen, made once."""
        return None

    def close(self) -> None:
        """Ends the worker. Must be called before the object goes."""
