"""A field that is overwritten as a whole: its text is selected when it gets the focus."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from bsuh_desktop.qt.widgets.restyled import Restyled


class SelectAllLineEdit(Restyled, QLineEdit):
    """For short values that are never edited letter by letter: a number, a time."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Selects all, however the focus was gained."""
        super().focusInEvent(event)
        # After the click that brought the focus, in which Qt still places the cursor.
        QTimer.singleShot(0, self, self._select)

    def _select(self) -> None:
        if self.hasFocus():
            self.selectAll()
