"""A screen without a rail, built from its own pages: keys, restoring a backup, a new key for copied data."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.plain_front import Ui_PlainFront
from bsuh_desktop.qt.safekeeping.door_screen import DoorScreen


class PlainDoorScreen(DoorScreen):
    """Subclasses make their pages and call `begin`. The quiet button `aside` is hidden unless the model shows it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_PlainFront()
        self.form.setupUi(self)
        self.form.aside.hide()

    def asides(self) -> list[QWidget]:
        """Includes the quiet button."""
        return [self.form.aside, *super().asides()]
