"""A field for a time of day that reads 1030, 10:30 and ১০.৩০ alike."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.dates import read_time
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.select_all_line_edit import SelectAllLineEdit

_TYPED = "[0-9০-৯]{0,2}[:. ]?[0-9০-৯]{0,2}"


class TimeEdit(SelectAllLineEdit):
    """`timed` comes after each change by hand."""

    timed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(_TYPED), self))
        self.textEdited.connect(lambda _: self.timed.emit())
        self.editingFinished.connect(self._write)

    def time(self) -> datetime.time | None:
        """What was typed, or None."""
        return read_time(self.text())

    def set_time(self, time: datetime.time | None) -> None:
        """Writes `time` in the desk's digits; `timed` is silent."""
        self.setText("" if time is None else desk_digits(f"{time.hour}:{time.minute:02d}"))

    def _write(self) -> None:
        """As it was understood, once it is whole."""
        time = self.time()
        if time is not None:
            self.set_time(time)
        set_problem(self, bool(self.text()) and time is None)

    def retranslate(self) -> None:
        """The digits follow the language."""
        self.setText(desk_digits(ascii_digits(self.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter is no time: it may be a key of the page, which would otherwise end here without a word."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)
