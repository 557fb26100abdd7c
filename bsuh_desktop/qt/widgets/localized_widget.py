"""A part of a dialog with a form of its own: it says everything anew when the desk's language is another one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class LocalizedWidget(QWidget):
    """Subclasses set up their form in `__init__` and keep it as `self.form`."""

    form: Any

    def changeEvent(self, event: QEvent) -> None:
        """The form's own words, and then those that change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)
            self.retranslate()

    def retranslate(self) -> None:
        """Words that are not the form's own."""
