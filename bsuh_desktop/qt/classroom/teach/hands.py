"""The panel on which raised hands are counted: a field for each answer, its keys and its focus."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.presenters.classroom.answers import MOST_HANDS, HandsModel
from bsuh_desktop.qt.forms.hands_panel import Ui_HandsPanel
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.class_keys import ENTER, is_undo
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.label_icons import show_icon
from bsuh_desktop.qt.widgets.number_field import NumberEdit
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text

_STEPS = {Qt.Key.Key_Up: +1, Qt.Key.Key_Plus: +1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}


class HandsPanel(Restyled, QFrame):
    """`typed` carries letter and number (None if the field is empty), `stepped` letter and hands more or fewer; `left`
    when a field is left, `undone` for the button, `done` when Enter is pressed in the last field.

    Up and + add one hand in the focused field, Down and − remove one; Enter goes to the next field. The right arrow
    belongs to the lesson, as everywhere on its page, unless the cursor is before a digit.
    """

    typed = Signal(str, object)
    stepped = Signal(str, int)
    left = Signal()
    undone = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_HandsPanel()
        self.form.setupUi(self)
        self._fields = {letter: cast(NumberEdit, self._part("count", letter)) for letter in LETTERS}
        for letter in LETTERS:
            self._listen(letter)
        self.form.undo_count.clicked.connect(self.undone)
        own: dict[str, Setter] = {"letters": self._offer, "numbers": self._show_numbers}
        self._binding = Binding(self.form, HandsModel, desk_text, own)
        self.restyle()
        self.retranslate()

    def _listen(self, letter: str) -> None:
        field = self._fields[letter]
        field.set_digits(len(str(MOST_HANDS)))
        field.numbered.connect(lambda number: self.typed.emit(letter, number))
        field.editingFinished.connect(self.left)
        field.installEventFilter(self)
        for name, by in (("fewer", -1), ("more", +1)):
            button = cast(QPushButton, self._part(name, letter))
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(letter, by))
            # Tab goes from number to number; + and − work as keys there.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFocusProxy(field)

    def bind(self, model: HandsModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def _offer(self, letters: str) -> None:
        for letter in LETTERS:
            for name in ("mark", "fewer", "count", "more"):
                self._part(name, letter).setVisible(letter in letters)

    def _show_numbers(self, numbers: dict[str, int]) -> None:
        for letter, field in self._fields.items():
            field.set_number(numbers.get(letter))

    def take_focus(self) -> None:
        """Focuses the first empty field."""
        fields = [field for field in self._fields.values() if not field.isHidden()]
        next((field for field in fields if field.number() is None), fields[0]).setFocus()

    def _part(self, name: str, letter: str) -> QWidget:
        part: QWidget = getattr(self.form, f"{name}_{letter.lower()}")
        return part

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that count or move on within a field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = next(letter for letter, field in self._fields.items() if field is watched)
            if is_undo(event) or self._is_next(event, self._fields[letter]):
                # Undo and Next belong to the page; the field would only undo typing.
                event.ignore()
                return True
            if event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(letter, _STEPS[Qt.Key(event.key())])
                return True
            if event.key() in ENTER:
                self._go_on(letter)
                return True
        return False

    def _is_next(self, event: QKeyEvent, field: NumberEdit) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.key() == Qt.Key.Key_Right and field.cursorPosition() == len(field.text())

    def _go_on(self, letter: str) -> None:
        self.left.emit()
        following = [key for key, field in self._fields.items() if key > letter and not field.isHidden()]
        if following:
            self._fields[following[0]].setFocus()
            self._fields[following[0]].selectAll()
        else:
            self.done.emit()

    def restyle(self) -> None:
        """Scales the icons with the text."""
        apply_icons(self)
        show_icon(self.form.hands_icon, "hand")

    def retranslate(self) -> None:
        """The form's texts, and accessible names of its buttons."""
        self.form.retranslateUi(self)
        for letter in LETTERS:
            names = {
                "fewer": Message("{letter}: one hand fewer", letter=letter),
                "count": Message("{letter}: hands", letter=letter),
                "more": Message("{letter}: one hand more", letter=letter),
            }
            for name, message in names.items():
                self._part(name, letter).setAccessibleName(desk_say(message))
        self._binding.retranslate()
