"""On-screen digits: for a card's number, and for the class PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.restyled import Restyled

_PLACES = {digit: divmod(digit - 1, 3) for digit in range(1, 10)} | {0: (3, 1)}
_SIGN = "⌫"


class NumberPad(Restyled, QWidget):
    """Types into its field, in its own script. A click leaves the focus in the field; Tab reaches the buttons, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = ""
        self._field: QLineEdit | None = None
        self._language: Language = "en"
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self._digits = {digit: self._button(f"digit_{digit}") for digit in _PLACES}
        for digit, (row, column) in _PLACES.items():
            grid.addWidget(self._digits[digit], row, column)
            self._digits[digit].clicked.connect(lambda _=False, digit=digit: self._write(digit))
        self.take_away = self._button("take_away")
        self.take_away.setText(_SIGN)
        self.take_away.clicked.connect(self._take_away)
        grid.addWidget(self.take_away, 3, 2)
        self.set_language("en", "")
        self.restyle()

    def write_to(self, field: QLineEdit) -> None:
        """Sets the field to type into."""
        self._field = field

    def _write(self, digit: int) -> None:
        if self._field:
            self._field.insert(self._accessible_name(digit))
            self._field.textEdited.emit(self._field.text())

    def _take_away(self) -> None:
        if self._field:
            self._field.backspace()
            self._field.textEdited.emit(self._field.text())

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _accessible_name(self, digit: int) -> str:
        return digits_in(self._language, digit)

    def set_language(self, language: Language, take_away: str) -> None:
        """Sets the script of the digits, and the accessible name of the backspace button."""
        self._language = language
        for digit, button in self._digits.items():
            button.setText(self._accessible_name(digit))
        self.take_away.setAccessibleName(take_away)

    def restyle(self) -> None:
        """Buttons for a finger, with large digits."""
        side = scaled_box(84)
        sheet = (
            f"QPushButton {{ font-size: {scaled_text(28)}px; min-width: {side}px; max-width: {side}px;"
            f" min-height: {scaled_box(68)}px; padding: 0; }}"
        )
        if sheet != self._sheet:
            self._sheet = sheet
            self.setStyleSheet(sheet)
