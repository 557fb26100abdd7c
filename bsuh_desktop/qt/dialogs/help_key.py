"""A key of help in every window of the app, whatever is open in it: no dialog, no field and no list keeps it to itself.

F8 is for a child who needs help, F1 for the guide.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

DIALOG = "child_help_dialog"
"""What the page of help is called. It holds nothing of the desk, so that no lock takes it away."""

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class HelpKey(QObject):
    """`pressed` once for each press of `key`, however long it is held. It listens at the windows themselves, before Qt
    asks which control or which dialog may have the key."""

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
        """Every event of a window that had the keys once."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != self._key or event.modifiers() not in _PLAIN:
            return False
        if not event.isAutoRepeat():
            self.pressed.emit()
        return True
