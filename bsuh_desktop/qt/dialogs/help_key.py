"""A help key for every window of the app: no dialog, field or list that is open can consume it first.

F8 is for a child who needs help, F1 for the guide.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

DIALOG = "child_help_dialog"
"""Object name of the help for a child. It shows nothing of the desk, so a lock leaves it open."""

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class HelpKey(QObject):
    """Emits `pressed` once for each press of `key`, however long it is held. It filters events of the windows
    themselves, before Qt decides which control or dialog gets the key."""

    pressed = Signal()

    def __init__(self, parent: QObject, key: Qt.Key = Qt.Key.Key_F8) -> None:
        super().__init__(parent)
        self._key = key
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Receives all events of every window that has had the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != self._key or event.modifiers() not in _PLAIN:
            return False
        if not event.isAutoRepeat():
            self.pressed.emit()
        return True
