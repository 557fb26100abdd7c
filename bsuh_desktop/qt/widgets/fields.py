"""Fields to type in: numbers that read ৪৫ and 45 alike, digits to touch, and the look of an invalid one.

An invalid one has a coral border and the stop light."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.text import ascii_digits, digits_in
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text
from bsuh_desktop.qt.widgets.icons import lead_field, lead_with_icon
from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.restyled import Restyled


def set_problem(field: QLineEdit, problem: bool) -> None:
    """Marks `field` as invalid or valid. The screen shows the reason beside it."""
    if bool(field.property("state") == "stop") == problem:
        return
    field.setProperty("state", "stop" if problem else "")
    if problem:
        lead_field(field, lambda painter, box: paint_light(painter, box, "stop"))
    else:
        lead_with_icon(field, str(field.property("glyph") or ""))
    repolish(field)


def repolish(widget: QWidget) -> None:
    """Applies the stylesheet again to a widget whose properties have changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


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
