"""The covered desk: a book cover over the whole window, with nothing of the class on it but that it goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.desk_cover import Ui_DeskCover
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.safekeeping.front import DoorScreen
from bsuh_desktop.qt.window.pin_page import PinPage

LESSON_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""What a clicker sends: from across the room it turns the slides, whatever has the focus here."""


class DeskCover(DoorScreen):
    """`opened` by the class PIN; `lock_wanted` where the passphrase shall open it, `spent` where it must. `lesson_key`
    is a key of the clicker (a QKeyEvent, valid during the call)."""

    name = "cover"
    opened = Signal()
    lock_wanted = Signal()
    spent = Signal()
    lesson_key = Signal(object)

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

    def enter(self, place: Destination) -> None:
        """The keys go to the PIN."""
        self.show_page(self.pin)
        if not self.pin.has_pin:
            self.form.primary.setFocus()

    def over_line(self) -> Message:
        """Nothing about whose it is."""
        return Message("The desk is covered, not locked")

    def can_go_back(self) -> bool:
        """What goes back elsewhere locks the desk here, unless the way on does that."""
        return self.pin.has_pin

    def step_back(self) -> None:
        """The passphrase shall be asked for."""
        self.lock_wanted.emit()

    def step_on(self) -> None:
        """The PIN is tried; without one there is only the passphrase."""
        if self.pin.has_pin:
            self.pin.try_pin()
        else:
            self.lock_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows would move in the field, or from button to button."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in LESSON_KEYS:
            self.lesson_key.emit(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A clicker sends Escape, too: it must not lock the desk."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
        else:
            super().keyPressEvent(event)
