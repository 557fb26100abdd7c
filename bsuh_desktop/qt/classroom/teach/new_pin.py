"""The dialog in which a class PIN is chosen before the device goes round for the first time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.device_round import NewPin, NewPinModel
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.dialog import Dialog


class NewPinDialog(Dialog):
    """Calls `stored` when the PIN is committed. Asks for the facilitator's name as well if the desk has none."""

    def __init__(self, bridge: Bridge, parent: QWidget, stored: Callable[[], object]) -> None:
        super().__init__(
            Message("Choose a class PIN"),
            Message("4 to 8 digits. You need it to go from the device back to the desk."),
            [("cancel", Message("Not now"), "quiet"), ("keep", Message("Keep the PIN"), "primary")],
            parent,
        )
        self.setObjectName("new_pin")
        self._then = stored
        self._presenter = NewPin(bridge, self)
        self.facilitator = self._field("facilitator", Message("Your name"))
        self.class_pin = self._field("class_pin", Message("Class PIN"))
        self.class_pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.class_pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.problem = QLabel()
        self.problem.setProperty("state", "stop")
        self.problem.setWordWrap(True)
        self.add(self.problem)
        self._binding = Binding(self, NewPinModel, bridge.text, {})
        self.facilitator.setText(self._presenter.name)
        self.bind(self._presenter.model())
        (self.class_pin if self.facilitator.isHidden() else self.facilitator).setFocus()

    def _field(self, name: str, words: Message) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        self.say(words, field.setAccessibleName)
        self.say(words, field.setPlaceholderText)
        self.add(field)
        return field

    def bind(self, model: NewPinModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def answer(self, key: str) -> None:
        """Stores the PIN first; the dialog stays open until that is done."""
        if self._presenter.storing:
            return
        if key == "keep":
            self._presenter.keep(self.facilitator.text(), self.class_pin.text())
        else:
            super().answer(key)

    def reject(self) -> None:
        """Ignored while the PIN is being stored."""
        if not self._presenter.storing:
            super().reject()

    def stored(self) -> None:
        """The PIN is committed: ends the dialog."""
        super().answer("keep")
        self._then()

    def retranslate(self) -> None:
        """Translates the error about the PIN as well."""
        super().retranslate()
        self._binding.retranslate()
