"""A hidden field for a passphrase or PIN, which notices Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.qt.widgets.field_error import set_problem


class SecretField(QLineEdit):
    """`hint_changed` when the text or `capitals` is another one."""

    hint_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.capitals = False
        """Caps Lock is on, as far as the keys have shown."""
        self.show_letters(False)
        self.textChanged.connect(lambda _: self.hint_changed.emit())

    def show_letters(self, shown: bool) -> None:
        """Shows or hides the characters."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)

    def set_problem(self, problem: bool) -> None:
        """Marks what was typed as invalid."""
        set_problem(self, problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Detects Caps Lock, which Qt does not report: a letter whose case does not match the Shift key."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals = letter.isupper() != shift
            self.hint_changed.emit()
        super().keyPressEvent(event)
