"""A screen without a rail whose pages are its own: keys, a backup that comes back, a key of its own for copied data."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.plain_front import Ui_PlainFront
from bsuh_desktop.qt.safekeeping.front import DoorScreen


class PlainDoorScreen(DoorScreen):
    """Subclasses make their pages and call `begin`. The quiet button `aside` is hidden until one has words for it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_PlainFront()
        self.form.setupUi(self)
        self.form.aside.hide()

    def asides(self) -> list[QWidget]:
        """The quiet way, too."""
        return [self.form.aside, *super().asides()]

    def leave(self) -> None:
        """No secret stays in a window that nobody sees."""
        self.forget()
