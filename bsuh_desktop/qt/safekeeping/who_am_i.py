"""Who holds the classes on this laptop, and the class PIN that leads back from the shared device."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.pin import FEWEST_DIGITS, MOST_DIGITS, easy_pin
from bsuh_desktop.domain.text import ascii_digits, clean
from bsuh_desktop.qt.forms.who_am_i import Ui_WhoAmI
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.field_error import set_problem


class FacilitatorPage(DoorPage):
    """The name as it will be printed; the PIN twice, in digits of either script."""

    title = Message("Who are you?")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_WhoAmI()
        self.form.setupUi(self)
        self._error: KnownError | None = None
        digits = QRegularExpression(f"[0-9০-৯]{{0,{MOST_DIGITS}}}")
        for field in (self.form.pin, self.form.again):
            field.setValidator(QRegularExpressionValidator(digits, field))
            field.setInputMethodHints(field.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        for field in (self.form.facilitator, self.form.pin, self.form.again):
            field.textEdited.connect(self._on_edited)

    def facilitator(self) -> str:
        """The name."""
        return clean(self.form.facilitator.text())

    def pin(self) -> str:
        """The PIN in ASCII digits."""
        return ascii_digits(self.form.pin.text())

    def enter(self) -> None:
        """Focuses the name."""
        self.form.facilitator.setFocus()

    def forget(self) -> None:
        """Clears name and PIN from the window."""
        self._error = None
        for field in (self.form.facilitator, self.form.pin, self.form.again):
            field.clear()

    def missing(self) -> Message | None:
        """Name, PIN, or the repeated PIN, whichever is missing."""
        if not self.facilitator():
            return Message("Write your name.")
        if len(self.pin()) < FEWEST_DIGITS:
            return Message("Write a PIN of 4 to 8 digits.")
        if easy_pin(self.pin()) is not None:
            return Message("Choose another PIN.")
        return None if self._again() == self.pin() else Message("Write the PIN twice.")

    def tell(self, error: KnownError) -> bool:
        """Shows errors of name and PIN."""
        if error.code not in ("no_facilitator_name", "bad_pin"):
            return False
        self._error = error
        self.retranslate()
        return True

    def retranslate(self) -> None:
        """Problems of the input."""
        say, error = self.bridge.say, self._error
        easy = easy_pin(self.pin()) if len(self.pin()) >= FEWEST_DIGITS else None
        differ = not self.pin().startswith(self._again())
        set_problem(self.form.again, differ)
        self.form.problem.setVisible(differ or error is not None or easy is not None)
        if error is not None:
            self.form.problem.tell("stop", say(error.message), say(error.remedy))
        elif easy is not None:
            self.form.problem.tell("look", say(easy.message), say(easy.remedy))
        elif differ:
            self.form.problem.tell(
                "look", say(Message("The two PINs do not match.")), say(Message("Write the second one again."))
            )

    def _again(self) -> str:
        return ascii_digits(self.form.again.text())

    def _on_edited(self) -> None:
        self._error = None
        self.retranslate()
        self.changed.emit()
