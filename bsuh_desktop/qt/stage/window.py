"""The window that the class looks at: it shows what the control says, fades from one to the next, and takes no part."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.stage.control import StageControl
from bsuh_desktop.qt.stage.renderer import SlideRenderer


class StageWindow(QWidget):
    """Keys pressed here are told by `key_pressed` (a QKeyEvent, valid during the call), so that they work alike in
    both windows."""

    key_pressed = Signal(QKeyEvent)

    def __init__(self, control: StageControl, renderer: SlideRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_motion(self, motion: bool) -> None:
        """Whether one picture fades into the next."""
