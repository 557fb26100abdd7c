"""What each key does in a class, the same in both windows and on a clicker, whatever script the keyboard writes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Command = Literal["stage", "next", "back", "black", "freeze", "timer", "swap", "undo", "help", "finish", "leave"]

_KEYS: dict[int, Command] = {
    Qt.Key.Key_F5: "stage",
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_PageDown: "next",
    Qt.Key.Key_Space: "next",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_PageUp: "back",
    Qt.Key.Key_B: "black",
    Qt.Key.Key_Period: "black",
    Qt.Key.Key_F: "freeze",
    Qt.Key.Key_T: "timer",
    Qt.Key.Key_S: "swap",
    Qt.Key.Key_F8: "help",
    Qt.Key.Key_F10: "finish",
    Qt.Key.Key_Escape: "leave",
}


def command_of(event: QKeyEvent) -> Command | None:
    """What a key press asks for, or None. A key that is held down asks once."""
    if event.isAutoRepeat():
        return None
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        return "undo" if event.key() == Qt.Key.Key_Z else None
    return _KEYS.get(event.key()) if modifiers == Qt.KeyboardModifier.NoModifier else None
