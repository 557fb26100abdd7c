"""What each key does in a class, the same in both windows and on a clicker, whatever script the keyboard writes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from bsuh_desktop.presenters.classroom.hand_count import HandKey

Command = Literal["stage", "next", "back", "black", "freeze", "timer", "voice", "swap", "undo", "help", "finish"]

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier.value, Qt.KeyboardModifier.ControlModifier.value

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
    Qt.Key.Key_V: "voice",
    # Not by one stray letter: it puts notes and coming answers on the wall.
    _SHIFT | Qt.Key.Key_S: "swap",
    _CONTROL | Qt.Key.Key_Z: "undo",
    Qt.Key.Key_F8: "help",
    Qt.Key.Key_F10: "finish",
}

_HAND_KEYS: dict[int, HandKey] = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Backspace: "erase",
    Qt.Key.Key_M: "by_eye",
    Qt.Key.Key_PageDown: "hand",
    Qt.Key.Key_PageUp: "letter",
}

# Scan codes (IBM PC, set 1) of the letters: on a Bangla layout a key is identified by its position.
_PLACES = {
    48: Qt.Key.Key_B,
    33: Qt.Key.Key_F,
    50: Qt.Key.Key_M,
    31: Qt.Key.Key_S,
    20: Qt.Key.Key_T,
    47: Qt.Key.Key_V,
    44: Qt.Key.Key_Z,
}
# X11 and Wayland add 8 to these scan codes.
_FIRST_PLACE = {"xcb": 8, "wayland": 8}


def command_of(event: QKeyEvent) -> Command | None:
    """The command of a key press, or None. Auto-repeat is ignored."""
    if event.isAutoRepeat():
        return None
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get(modifiers.value | _key(event))


def hand_key_of(event: QKeyEvent) -> int | HandKey | None:
    """What a key press counts while hands are counted: a digit of either script, or one of the other keys; else None.
    Auto-repeat is ignored."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.isAutoRepeat() or not plain:
        return None
    if event.text().isdecimal():
        return int(event.text())
    return _HAND_KEYS.get(_key(event))


def _key(event: QKeyEvent) -> int:
    """The key pressed; for a letter of another script, the Latin key at the same position."""
    if event.text().isascii():
        return event.key()
    first = _FIRST_PLACE.get(QGuiApplication.platformName(), 0)
    return _PLACES.get(event.nativeScanCode() - first, Qt.Key(event.key()))
