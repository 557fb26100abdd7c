"""A part of a dialog with a form of its own: it updates its texts when the desk's language changes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class LocalizedWidget(QWidget):
    """Subclasses set up their form in `__init__` and keep it as `self.form`."""

    form: Any

    def changeEvent(self, event: QEvent) -> None:
        """On a change of language: updates the form's own texts, then calls `retranslate`."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)
            self.retranslate()

    def retranslate(self) -> None:
        """Sets the texts that are not the form's own."""
