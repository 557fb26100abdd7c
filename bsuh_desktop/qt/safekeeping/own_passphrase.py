"""The passphrase of the open desk, asked for once more before its keys change hands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.safekeeping.unlock import Unlock


class OwnPassphrase(Unlock):
    """Whoever sits down at an open desk cannot take it over."""

    title = Message("Your passphrase as it is now")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form.forgotten.hide()

    def go_on(self) -> Message:
        """Something is chosen next."""
        return Message("Next")
