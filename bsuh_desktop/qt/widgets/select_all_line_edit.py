"""A field that is written anew: whatever stands there is chosen when the keys come to it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from bsuh_desktop.qt.widgets.restyled import Restyled


class SelectAllLineEdit(Restyled, QLineEdit):
    """For what is short and never mended letter by letter: a number, a time."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """However the field was come to."""
        super().focusInEvent(event)
        # Behind the click that brought the focus: Qt puts the cursor there after this.
        QTimer.singleShot(0, self, self._select)

    def _select(self) -> None:
        if self.hasFocus():
            self.selectAll()
