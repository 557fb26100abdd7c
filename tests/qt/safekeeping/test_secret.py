from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.qt.safekeeping.secret import SecretField
from tests.helpers.hands import type_in, write

Show = Callable[[QWidget], QWidget]


def hint(field: SecretField) -> str:
    return str(field.hint() or "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", ""),
        ("1234 56", ""),
        ("river", "The keyboard writes English letters."),
        ("নদী", "The keyboard writes Bangla letters."),
        ("নদী river", "The keyboard wrote both Bangla and English letters."),
    ],
)
def test_hidden_letters_tell_their_script(show: Show, typed: str, said: str) -> None:
    field = SecretField()
    show(field)
    write(field, typed)
    assert hint(field) == said
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert typed not in field.displayText() or not typed


def test_a_capital_letter_without_the_shift_key_tells_of_caps_lock(show: Show) -> None:
    field = SecretField()
    heard: list[str] = []
    field.hint_changed.connect(lambda: heard.append(hint(field)))
    window = show(field)
    type_in(field, "aB")
    assert "Caps Lock" not in " ".join(heard)
    handle = window.windowHandle()
    QTest.sendKeyEvent(QTest.KeyAction.Click, handle, Qt.Key.Key_C, "C", Qt.KeyboardModifier.NoModifier)
    assert hint(field).startswith("Caps Lock is on")
    assert heard[-1] == hint(field)
    type_in(field, "d")
    assert hint(field) == "The keyboard writes English letters."
