"""One step before the desk opens: a few fields, and what is still missing before it can go on."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge


class DoorPage(QWidget):
    """Created by the form of its screen, which then sets the bridge. Pages with `has_languages` offer the choice of
    language themselves."""

    changed = Signal()
    """`missing` may be different."""

    title: Message
    has_languages: ClassVar[bool] = False

    form: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge: Bridge

    def begin(self, bridge: Bridge) -> None:
        """Sets the bridge; called once, before anything else."""
        self.bridge = bridge

    def enter(self) -> None:
        """The page is shown: focuses its first widget."""

    def leave(self) -> None:
        """Another page is shown. Secrets are only cleared by `forget`."""

    def forget(self) -> None:
        """Clears everything typed."""

    def missing(self) -> Message | None:
        """What to do before it can go on; None if nothing."""
        return None

    def go_on(self) -> Message:
        """Label of the button to the next page."""
        return Message("Next")

    def tell(self, error: KnownError) -> bool:
        """Shows an error beside its cause; False if it does not belong to this page."""
        return False

    def retranslate(self) -> None:
        """Translates texts that are not in the form."""

    def changeEvent(self, event: QEvent) -> None:
        """Translates the form; the page's own texts now, or when it is shown again."""
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "bridge"):
            self.form.retranslateUi(self)
            if self.isVisible():
                self.retranslate()
        super().changeEvent(event)
