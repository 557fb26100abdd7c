"""A field for a time of day that reads 1030, 10:30 and ১০.৩০ alike, and 10 as ten o'clock."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.dates import read_time
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.select_all_line_edit import SelectAllLineEdit

_TYPED = "[0-9০-৯]{0,2}[:. ]?[0-9০-৯]{0,2}"


class TimeEdit(SelectAllLineEdit):
    """Reads a time as people write it, and writes it in one way once it is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(_TYPED), self))
        self.editingFinished.connect(self._write)

    def time(self) -> datetime.time | None:
        """The time typed, or None."""
        return read_time(self.text())

    def set_time(self, time: datetime.time | None) -> None:
        """Shows `time` in the desk's digits."""
        self.setText("" if time is None else desk_digits(f"{time.hour}:{time.minute:02d}"))

    def _write(self) -> None:
        """Normalises the text once it is complete."""
        time = self.time()
        if time is not None:
            self.set_time(time)
        set_problem(self, bool(self.text()) and time is None)

    def retranslate(self) -> None:
        """Digits follow the language."""
        self.setText(desk_digits(ascii_digits(self.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Passes letters on: they may be shortcuts of the page, which the field would swallow."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)
