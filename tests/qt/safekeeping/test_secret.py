from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.qt.safekeeping.door_parts import SecretField
from tests.helpers.hands import type_in, write

Show = Callable[[QWidget], QWidget]


def test_hidden_letters_can_be_shown(show: Show) -> None:
    field = SecretField()
    show(field)
    write(field, "river")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert field.displayText() != "river"
    field.show_letters(True)
    assert field.displayText() == "river"


def test_a_capital_letter_without_the_shift_key_tells_of_caps_lock(show: Show) -> None:
    field = SecretField()
    heard: list[bool] = []
    field.hint_changed.connect(lambda: heard.append(field.capitals))
    window = show(field)
    type_in(field, "aB")
    assert True not in heard
    handle = window.windowHandle()
    QTest.sendKeyEvent(QTest.KeyAction.Click, handle, Qt.Key.Key_C, "C", Qt.KeyboardModifier.NoModifier)
    assert heard[-1]
    type_in(field, "d")
    assert not heard[-1]
