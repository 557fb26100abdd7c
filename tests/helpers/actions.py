"""Counts what a person does: clicks of the mouse and presses of keys, as they reach the windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

_SHIFTED = "+"
"""Typed with Shift on most keyboards, though a test types it without."""


class Actions(QObject):
    """A key with Ctrl or Shift counts for two: both are pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = 0
        self.keys = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Each event comes to the window first, once, and from there to a control."""
        if not isinstance(watched, QWindow):
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self.clicks += 1
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() != Qt.KeyboardModifier.NoModifier or (event.text() in _SHIFTED and event.text())
            self.keys += 2 if held else 1
        return False


@contextmanager
def counting() -> Iterator[Actions]:
    """Counts as long as it is active."""
    actions, application = Actions(), QApplication.instance()
    assert application is not None
    application.installEventFilter(actions)
    try:
        yield actions
    finally:
        application.removeEventFilter(actions)
