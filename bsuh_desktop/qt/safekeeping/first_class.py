"""Last page of the first run when practising: start with the demonstration's class, or with none."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.first_class import Ui_FirstClass
from bsuh_desktop.qt.safekeeping.page import DoorPage


class FirstClassPage(DoorPage):
    """Shown when the desk is made and unlocked."""

    title = Message("Your desk is ready")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_FirstClass()
        self.form.setupUi(self)
        self.form.demonstration.setChecked(True)
        for card in (self.form.demonstration, self.form.without):
            card.toggled.connect(self.changed)

    @property
    def wants_class(self) -> bool:
        """True if the demonstration's class is wanted."""
        return bool(self.form.demonstration.isChecked())

    def enter(self) -> None:
        """Focuses the chosen card."""
        (self.form.demonstration if self.wants_class else self.form.without).setFocus()

    def go_on(self) -> Message:
        """Label of the button: Home."""
        return Message("Practise with this class") if self.wants_class else Message("Go to Home")

    def retranslate(self) -> None:
        """Both cards."""
        say = self.bridge.say
        self.form.demonstration.tell(
            "people",
            say(Message("Practise with the demonstration class")),
            say(Message("Grade 8, section Ka, with 58 invented learners. You can hold a whole class with it today.")),
        )
        self.form.without.tell(
            "plus",
            say(Message("Begin without a class")),
            say(Message("You load a list yourself, or hold a class without one.")),
        )
