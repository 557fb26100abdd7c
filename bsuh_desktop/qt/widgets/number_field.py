"""A field for a number that reads ৪৫ and 45 alike."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.text import ascii_digits, digits_in
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.select_all_line_edit import SelectAllLineEdit


class NumberEdit(SelectAllLineEdit):
    """Accepts digits of either script only. `numbered` gives the number after each edit by the person, None when
    empty."""

    numbered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._language: Language | None = None
        self.set_digits(4)
        self.textEdited.connect(self._take)

    def _take(self, typed: str) -> None:
        """The digits are those of the language at once, and not only once the page is opened again."""
        at, shown = self.cursorPosition(), self._digits(ascii_digits(typed))
        if shown != typed:
            self.setText(shown)
            self.setCursorPosition(at)
        self.numbered.emit(self.number())

    def set_digits(self, most: int) -> None:
        """Sets the maximum number of digits."""
        self.setValidator(QRegularExpressionValidator(QRegularExpression(f"[0-9০-৯]{{0,{most}}}"), self))

    def set_language(self, language: Language) -> None:
        """Shows the digits of `language` instead of the desk's."""
        self._language = language
        self.retranslate()

    def _digits(self, number: int | str) -> str:
        return digits_in(self._language or desk_language(), number)

    def number(self) -> int | None:
        """What was typed, or None."""
        return int(ascii_digits(self.text())) if self.text() else None

    def set_number(self, number: int | None) -> None:
        """Shows `number`. Does not emit `numbered`."""
        if number != self.number():
            self.setText("" if number is None else self._digits(number))

    def set_problem(self, problem: bool) -> None:
        """Marks the number as invalid: a coral border and the stop light."""
        set_problem(self, problem)

    def retranslate(self) -> None:
        """The digits follow the language."""
        if self.text():
            self.setText(self._digits(ascii_digits(self.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Passes letters on to the page, since they may be its keys; the field would otherwise discard them."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isprintable() and event.text() and not event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)
