"""A hidden field for a passphrase or PIN, with hints about the script and Caps Lock."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message


class SecretField(QLineEdit):
    """`hint_changed` when `hint` is another one."""

    hint_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._capitals = False
        self.show_letters(False)
        self.textChanged.connect(lambda _: self.hint_changed.emit())

    def show_letters(self, shown: bool) -> None:
        """Shows or hides the characters."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)

    def hint(self) -> Message | None:
        """The script of the keyboard or Caps Lock; None if unknown."""
        if self._capitals:
            return Message("Caps Lock is on: the keyboard writes capital letters.")
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in self.text()}
        if {"BENGALI", "LATIN"} <= scripts:
            return Message("The keyboard wrote both Bangla and English letters.")
        if "BENGALI" in scripts:
            return Message("The keyboard writes Bangla letters.")
        return Message("The keyboard writes English letters.") if "LATIN" in scripts else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Detects Caps Lock, which Qt does not report: a letter whose case does not match the Shift key."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capitals = letter.isupper() != shift
            self.hint_changed.emit()
        super().keyPressEvent(event)
