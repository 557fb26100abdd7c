"""The keys that mean the same on every step of a class: Enter for the page's verb, Ctrl+Z for undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_by_enter(event: QKeyEvent, verb: QPushButton) -> bool:
    """Presses `verb` if the key is Enter and a person could press it; True if so. A button that has the keys itself was
    pressed by the desk before."""
    if event.key() not in ENTER or not (verb.isEnabled() and verb.isVisible()):
        return False
    verb.click()
    return True


def is_undo(event: QKeyEvent) -> bool:
    """True for Ctrl+Z, whichever script the keyboard writes."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and event.key() == Qt.Key.Key_Z
