"""One step before the desk opens: a few things to fill in, and what is still missing before a person can go on."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge


class DoorPage(QWidget):
    """Made by the form of its screen, which then gives it the bridge. `changed` says that `missing` may be another one;
    a page that `has_languages` offers the choice of the language itself."""

    changed = Signal()

    title: Message
    has_languages: ClassVar[bool] = False

    form: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge: Bridge

    def begin(self, bridge: Bridge) -> None:
        """Gives the page its bridge; once, before anything else is asked of it."""
        self.bridge = bridge

    def enter(self) -> None:
        """The page is shown now; the keys go to its first control."""

    def leave(self) -> None:
        """Another page is shown now. Secrets that stand on it are taken away only by `forget`."""

    def forget(self) -> None:
        """Nothing that was typed stays."""

    def missing(self) -> Message | None:
        """What is still to do before a person can go on; None if nothing is."""
        return None

    def go_on(self) -> Message:
        """What stands on the button that leads to the next page."""
        return Message("Next")

    def tell(self, error: KnownError) -> bool:
        """Shows an error beside what caused it; False if it is none of this page's."""
        return False

    def retranslate(self) -> None:
        """Texts that are not the form's own are said anew."""

    def changeEvent(self, event: QEvent) -> None:
        """The form says its texts in the new language; the page says its own now, or when it is shown again."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "bridge"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)
