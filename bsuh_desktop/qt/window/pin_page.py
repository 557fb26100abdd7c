"""The page of a covered desk: that the class goes on, the time, and a field for the class PIN."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.pin_page import Ui_PinPage
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.system.log import log

MOST_TRIES = 5


class PinPage(DoorPage):
    """Emits `matched` when the PIN is right, `spent` when it was wrong too often. Leaving the page keeps the count
    of wrong tries."""

    title = Message("The class continues")
    matched = Signal()
    spent = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_PinPage()
        self.form.setupUi(self)
        self._wrong = 0
        self._asking = False
        self._error: KnownError | None = None
        pin = self.form.pin
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        pin.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9০-৯]{0,8}"), pin))
        pin.textEdited.connect(self._on_typed)

    @property
    def has_pin(self) -> bool:
        """False if only the passphrase opens the desk."""
        return self.bridge.facts is not None and self.bridge.facts.has_pin

    def enter(self) -> None:
        """Focuses the field."""
        self.forget()
        self.form.pin.setFocus()

    def forget(self) -> None:
        """Clears what was typed."""
        self._error = None
        self.form.pin.clear()
        self._say()

    def missing(self) -> Message | None:
        """The message that the PIN is missing, if none was typed."""
        return Message("Write the class PIN.") if self.has_pin and not self.form.pin.text() else None

    def go_on(self) -> Message:
        """The text of the button that goes on."""
        return Message("Open the desk") if self.has_pin else Message("Lock fully")

    def try_pin(self) -> None:
        """Asks the desk whether the PIN is right."""
        pin = self.form.pin.text()
        if pin and not self._asking:
            self._asking = True
            self.bridge.check_pin(pin, self._on_answer, self._on_failed)

    def forgive(self) -> None:
        """Resets the count of wrong tries, after the passphrase was given."""
        self._wrong = 0

    def _on_answer(self, matches: bool) -> None:
        self._asking = False
        self.form.pin.clear()
        if matches:
            self._wrong = 0
            self.matched.emit()
            return
        self._wrong += 1
        log("wrong_pin", count=self._wrong)
        left = MOST_TRIES - self._wrong
        if left <= 0:
            self.spent.emit()
            return
        remedy = Message("Tries left: {left}. Then only the passphrase opens the desk.", left=left)
        self.tell(KnownError("wrong_pin", Message("This PIN does not match."), remedy))

    def _on_failed(self, error: KnownError) -> None:
        """The desk could not check the PIN: that is not a wrong try."""
        self._asking = False
        self.tell(error)

    def tell(self, error: KnownError) -> bool:
        """Shows the error under the field."""
        self._error = error
        self._say()
        self.changed.emit()
        self.form.pin.setFocus()
        return True

    def retranslate(self) -> None:
        """Updates everything but the labels."""
        self._say()

    def tell_time(self) -> None:
        """Shows the time in the time zone of the class."""
        facts = self.bridge.facts
        if facts is not None:
            # The door appears before any of the domain's modules are loaded.
            from bsuh_desktop.domain.dates import time_words

            now = local(self.bridge.clock.now().wall_ms, facts.offset_minutes)
            self.form.time.setText(time_words(now.time(), self.bridge.language))

    def _on_typed(self) -> None:
        self._error = None
        self._say()
        self.changed.emit()

    def _goes_on(self) -> Message:
        """Mentions the projector only while it shows the stage; a stage over the desk was closed."""
        if self.bridge.projector.showing:
            return Message("The projector stays as it is, answers are kept, and a clicker still changes the slides.")
        return Message("Answers are kept, and a clicker still changes the slides.")

    def _say(self) -> None:
        form, say, error = self.form, self.bridge.say, self._error
        self.tell_time()
        goes_on = (
            self._goes_on()
            if self.has_pin
            else Message("No class PIN was chosen: only the passphrase opens the desk. The class is kept.")
        )
        in_memory = Message("Names are still in memory. Lock fully before you leave the laptop.")
        form.explanation.setText(f"{say(goes_on)} {say(in_memory)}")
        for part in (form.pin_label, form.pin):
            part.setVisible(self.has_pin)
        set_problem(form.pin, error is not None)
        form.problem.setVisible(error is not None)
        if error is not None:
            form.problem.tell("stop", say(error.message), say(error.remedy))
