"""Asks for a class PIN where none was chosen yet: without it nobody could take the device back from the class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.services.desk.facilitator import set_facilitator


class NewPin(Dialog):
    """`kept` when the PIN is committed. It asks for the facilitator's name, too, where the desk has none."""

    kept = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(
            Message("Choose a class PIN"),
            Message("4 to 8 digits. With it you come back to the desk from the device."),
            [("cancel", Message("Not now"), "quiet"), ("keep", Message("Keep the PIN"), "primary")],
            parent,
        )
        self.setObjectName("new_pin")
        self._bridge = bridge
        self._keeping = False
        self._error: KnownError | None = None
        self._name = self._field("facilitator", Message("Your name"))
        self._pin = self._field("class_pin", Message("Class PIN"))
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._problem = QLabel()
        self._problem.setProperty("state", "stop")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.add(self._problem)
        facts = bridge.facts
        if facts and facts.facilitator:
            self._name.setText(facts.facilitator)
            self._name.hide()
        (self._pin if self._name.isHidden() else self._name).setFocus()

    def _field(self, name: str, words: Message) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        self.say(words, field.setAccessibleName)
        self.say(words, field.setPlaceholderText)
        self.add(field)
        return field

    def answer(self, key: str) -> None:
        """Keeps the PIN first; the dialog stays until that is done."""
        if self._keeping:
            return
        if key != "keep":
            super().answer(key)
            return
        self._keeping = True
        name, pin = self._name.text(), self._pin.text()
        self._bridge.change(lambda desk: set_facilitator(desk, name, pin), self._on_kept, self._on_failed)

    def reject(self) -> None:
        """Not while the PIN is on its way: whoever waits for it must find the dialog."""
        if not self._keeping:
            super().reject()

    def _on_kept(self, _: None) -> None:
        self._keeping = False
        super().answer("keep")
        self.kept.emit()

    def _on_failed(self, error: KnownError) -> None:
        self._keeping, self._error = False, error
        self._problem.show()
        self.retranslate()

    def retranslate(self) -> None:
        """What is wrong with the PIN, too."""
        super().retranslate()
        if self._error is not None:
            self._problem.setText(f"{self._bridge.say(self._error.message)} {self._bridge.say(self._error.remedy)}")
