"""The covered desk: a book cover over the whole window that shows nothing of the class but that it goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from bsuh_desktop.presenters.window.desk_cover import DeskCoverPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.desk_cover import Ui_DeskCover
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen

LESSON_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""The keys of a clicker. They turn the slides from across the room, whichever control has the focus here."""


class DeskCover(DoorScreen):
    """Passes the clicker's keys on to the class. What it says and does is in `presenters.window.desk_cover`."""

    name = "cover"
    made_by = DeskCoverPresenter
    presenter: DeskCoverPresenter
    lesson_key = Signal(object)
    """A key of the clicker: a QKeyEvent, valid during the call."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_DeskCover()
        self.form.setupUi(self)
        self.begin([self.form.pin_page])
        for kind in (QAbstractButton, QLineEdit):
            for part in self.findChildren(kind):
                part.installEventFilter(self)

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
