"""The door's first page: the passphrase, with hints about script and Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.unlock import Ui_Unlock
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.field_error import set_problem

_DRAWING = 32


class UnlockPage(DoorPage):
    """`forgotten` asks for the recovery code instead."""

    title = Message("Unlock your desk")
    forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_Unlock()
        self.form.setupUi(self)
        self._error: KnownError | None = None
        self._about: Message | None = None
        self.form.about_row.hide()
        self.form.passphrase.hint_changed.connect(self._on_typed)
        self.form.show_passphrase.toggled.connect(self.form.passphrase.show_letters)
        self.form.forgotten.clicked.connect(self.forgotten)

    def begin(self, bridge: Bridge) -> None:
        """Sets the first texts; the language may change later."""
        super().begin(bridge)
        self._say()

    def set_about(self, about: Message | None, drawing: str = "") -> None:
        """What the passphrase belongs to, if that is not obvious, and the desk's drawing."""
        self._about = about
        self.form.about_row.setVisible(about is not None)
        self.form.drawing.setVisible(bool(drawing))
        self.form.drawing.set_icon(drawing, _DRAWING)
        self._say()

    def passphrase(self) -> str:
        """The passphrase as typed."""
        return str(self.form.passphrase.text())

    def enter(self) -> None:
        """Focuses the field."""
        self.form.passphrase.setFocus()

    def forget(self) -> None:
        """Clears the passphrase from the window."""
        self._error = None
        self.form.passphrase.clear()
        self.form.show_passphrase.setChecked(False)
        self._say()

    def missing(self) -> Message | None:
        """The passphrase, if it is empty."""
        return None if self.passphrase() else Message("Write your passphrase.")

    def go_on(self) -> Message:
        """Label of the button."""
        return Message("Unlock")

    def tell(self, error: KnownError) -> bool:
        """Selects a wrong passphrase, so that the next one can be typed at once. Other errors are shown elsewhere."""
        if error.code != "wrong_passphrase":
            self.form.passphrase.setFocus()
            return False
        self._error = error
        self._say()
        self.form.passphrase.setFocus()
        self.form.passphrase.selectAll()
        return True

    def retranslate(self) -> None:
        """The hints beside the field."""
        self._say()

    def _on_typed(self) -> None:
        if self._error is not None and self.form.passphrase.isModified():
            self._error = None
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        say, error, hint = self.bridge.say, self._error, self.form.passphrase.hint()
        self.form.about.setText(say(self._about) if self._about else "")
        self.form.keyboard.setText(say(hint) if hint else "")
        set_problem(self.form.passphrase, error is not None)
        self.form.problem.setVisible(error is not None)
        if error is not None:
            self.form.problem.tell("stop", say(error.message), say(error.remedy))
