"""Digits to touch: for a card's number, and for the class PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.qt.theme import px, room
from bsuh_desktop.qt.widgets.restyled import Restyled

_PLACES = {digit: divmod(digit - 1, 3) for digit in range(1, 10)} | {0: (3, 1)}
_SIGN = "⌫"


class NumberPad(Restyled, QWidget):
    """`digit` is touched (a text of one digit, in the pad's script), or `back` to take the last one away. It never has
    the keys: a keyboard writes into the field beside it."""

    digit = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = ""
        self._language: Language = "en"
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self._digits = {digit: self._button(f"digit_{digit}") for digit in _PLACES}
        for digit, (row, column) in _PLACES.items():
            grid.addWidget(self._digits[digit], row, column)
            self._digits[digit].clicked.connect(lambda _=False, digit=digit: self.digit.emit(self._said(digit)))
        self.take_away = self._button("take_away")
        self.take_away.setText(_SIGN)
        self.take_away.clicked.connect(self.back)
        grid.addWidget(self.take_away, 3, 2)
        self.set_language("en", "")
        self.restyle()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _said(self, digit: int) -> str:
        return bangla_digits(digit) if self._language == "bn" else str(digit)

    def set_language(self, language: Language, take_away: str) -> None:
        """The script of the digits, and what the button that takes one away is called."""
        self._language = language
        for digit, button in self._digits.items():
            button.setText(self._said(digit))
        self.take_away.setAccessibleName(take_away)

    def restyle(self) -> None:
        """Buttons for a finger, with large digits."""
        sheet = (
            f"QPushButton {{ font-size: {px(28)}px; min-width: {room(84)}px; max-width: {room(84)}px;"
            f" min-height: {room(68)}px; padding: 0; }}"
        )
        if sheet != self._sheet:
            self._sheet = sheet
            self.setStyleSheet(sheet)
