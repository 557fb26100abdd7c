"""The keys of a class: one table for both windows, clickers and Bangla keyboards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from bsuh_desktop.qt.stage.shortcuts import Command, command_of

PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def pressed(key: int, modifiers: Qt.KeyboardModifier = PLAIN, text: str = "", place: int = 0) -> QKeyEvent:
    first = 8 if QGuiApplication.platformName() == "xcb" else 0
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, place + first, 0, 0, text)


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (Qt.Key.Key_Right, "next"),
        (Qt.Key.Key_PageDown, "next"),
        (Qt.Key.Key_Space, "next"),
        (Qt.Key.Key_PageUp, "back"),
        (Qt.Key.Key_B, "black"),
        (Qt.Key.Key_Period, "black"),
        (Qt.Key.Key_F5, "stage"),
        (Qt.Key.Key_Escape, None),
        (Qt.Key.Key_A, None),
    ],
)
def test_keys_and_clickers(key: int, command: Command | None) -> None:
    assert command_of(pressed(key)) == command


def test_one_stray_letter_does_not_swap_the_screens() -> None:
    assert command_of(pressed(Qt.Key.Key_S, text="s")) is None
    assert command_of(pressed(Qt.Key.Key_S, SHIFT, "S")) == "swap"
    assert command_of(pressed(ord("স"), text="স", place=31)) is None
    assert command_of(pressed(ord("ষ"), SHIFT, "ষ", 31)) == "swap"
    assert command_of(pressed(Qt.Key.Key_B, SHIFT, "B")) is None


def test_a_letter_with_control_is_no_command_but_undo() -> None:
    assert command_of(pressed(Qt.Key.Key_Z, CONTROL)) == "undo"
    assert command_of(pressed(Qt.Key.Key_B, CONTROL)) is None
    assert command_of(pressed(Qt.Key.Key_Z)) is None


# What the keys of B, F and T write on the Bangla keyboard of X (Probhat): their scan codes stay.
@pytest.mark.parametrize(
    ("letter", "place", "command"),
    [("ব", 48, "black"), ("ত", 33, "freeze"), ("ট", 20, "timer"), ("ক", 37, None)],
)
def test_a_bangla_keyboard_has_the_same_keys_in_the_same_places(
    letter: str, place: int, command: Command | None
) -> None:
    assert command_of(pressed(ord(letter), text=letter, place=place)) == command


def test_a_key_that_is_held_down_asks_once() -> None:
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, PLAIN, "", True)
    assert command_of(held) is None


def test_the_keypads_arrows_are_arrows() -> None:
    assert command_of(pressed(Qt.Key.Key_Right, Qt.KeyboardModifier.KeypadModifier)) == "next"
