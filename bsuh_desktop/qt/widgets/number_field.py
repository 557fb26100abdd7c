"""A field for a number that reads ৪৫ and 45 alike."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.select_all_line_edit import SelectAllLineEdit


class NumberEdit(SelectAllLineEdit):
    """Takes digits of either script only. `numbered` gives the number after each change by hand, None when empty."""

    numbered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.set_digits(4)
        self.textEdited.connect(lambda _: self.numbered.emit(self.number()))

    def set_digits(self, most: int) -> None:
        """How many digits it takes."""
        self.setValidator(QRegularExpressionValidator(QRegularExpression(f"[0-9০-৯]{{0,{most}}}"), self))

    def number(self) -> int | None:
        """What was typed, or None."""
        return int(ascii_digits(self.text())) if self.text() else None

    def set_number(self, number: int | None) -> None:
        """Writes `number` in the desk's digits. `numbered` is silent."""
        if number != self.number():
            self.setText("" if number is None else desk_digits(number))

    def set_problem(self, problem: bool) -> None:
        """Whether the number cannot be: a coral border and the stop light."""
        set_problem(self, problem)

    def retranslate(self) -> None:
        """The digits follow the language."""
        if self.text():
            self.setText(desk_digits(ascii_digits(self.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter is no number: it may be a key of the page, which would otherwise end here without a word."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isprintable() and event.text() and not event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)
