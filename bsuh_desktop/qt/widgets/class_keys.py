"""The keys that are the same in every step of a class: Enter for the main button, Ctrl+Z for undo, Ctrl+Y for redo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_by_enter(event: QKeyEvent, verb: QPushButton) -> bool:
    """Presses `verb` if the key is Enter and the button is visible and enabled; True if so. For a button that has
    the focus itself the desk has already handled Enter."""
    if event.key() not in ENTER or not (verb.isEnabled() and verb.isVisible()):
        return False
    verb.click()
    return True


def is_undo(event: QKeyEvent) -> bool:
    """True for Ctrl+Z, whichever script the keyboard writes."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and not shift and event.key() == Qt.Key.Key_Z


def is_put_back(event: QKeyEvent) -> bool:
    """True for redo: Ctrl+Y and Ctrl+Shift+Z."""
    modifiers = event.modifiers()
    if not modifiers & Qt.KeyboardModifier.ControlModifier:
        return False
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Y or (shift and event.key() == Qt.Key.Key_Z)
