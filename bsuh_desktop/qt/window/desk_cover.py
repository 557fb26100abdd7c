"""The covered desk: a book cover over the whole window that shows nothing of the class but that it goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.desk_cover import Ui_DeskCover
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen
from bsuh_desktop.qt.window.pin_page import PinPage

LESSON_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""The keys of a clicker. They turn the slides from across the room, whichever control has the focus here."""


class DeskCover(DoorScreen):
    """Asks for the class PIN, and passes the clicker's keys on to the class."""

    name = "cover"
    opened = Signal()
    """The class PIN was right."""
    lock_wanted = Signal()
    """The person wants to open the desk by the passphrase instead."""
    spent = Signal()
    """The PIN was wrong too often: only the passphrase opens the desk."""
    lesson_key = Signal(object)
    """A key of the clicker: a QKeyEvent, valid during the call."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_DeskCover()
        self.form.setupUi(self)
        self.pin: PinPage = self.form.pin_page
        self.begin([self.pin])
        self.pin.matched.connect(self.opened)
        self.pin.spent.connect(self.spent)
        for kind in (QAbstractButton, QLineEdit):
            for part in self.findChildren(kind):
                part.installEventFilter(self)

    def enter(self, destination: Destination) -> None:
        """Focuses the PIN, or the main button if there is no PIN."""
        self.show_page(self.pin)
        if not self.pin.has_pin:
            self.form.primary.setFocus()

    def over_line(self) -> Message:
        """Says nothing about whose desk it is."""
        return Message("The desk is covered, not locked")

    def can_go_back(self) -> bool:
        """The button that goes back on other door screens locks the desk here; it is not needed where `step_on`
        locks."""
        return self.pin.has_pin

    def step_back(self) -> None:
        """Asks for the passphrase instead."""
        self.lock_wanted.emit()

    def step_on(self) -> None:
        """Checks the PIN; if the class has none, asks for the passphrase."""
        if self.pin.has_pin:
            self.pin.try_pin()
        else:
            self.lock_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the clicker's keys: arrows would move the cursor in the field, or the focus from button to button."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in LESSON_KEYS:
            self.lesson_key.emit(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignores Escape, which a clicker sends, too: it must not lock the desk."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
        else:
            super().keyPressEvent(event)
