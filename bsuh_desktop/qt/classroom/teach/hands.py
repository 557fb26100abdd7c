"""Counts raised hands: a number for each answer, compared with the people in the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.qt.classroom.teach.count import MOST, HandCount, hands_words
from bsuh_desktop.qt.forms.hands_panel import Ui_HandsPanel
from bsuh_desktop.qt.widgets.class_keys import ENTER, is_undo
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.label_icons import show_icon
from bsuh_desktop.qt.widgets.number_field import NumberEdit
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

_STEPS = {Qt.Key.Key_Up: +1, Qt.Key.Key_Plus: +1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}


class HandsPanel(Restyled, QFrame):
    """`counted` carries the counts by letter after each change; `done` when Enter is pressed in the last field.

    Up and + add one hand in the focused field, Down and − remove one; Enter goes to the next field. The right arrow
    belongs to the lesson, as everywhere on its page, unless the cursor is before a digit.
    """

    counted = Signal(dict)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_HandsPanel()
        self.form.setupUi(self)
        self._question, self._people, self._letters = "", 0, "".join(LETTERS)
        self._count = HandCount()
        self._fields = {letter: cast(NumberEdit, self._part("count", letter)) for letter in LETTERS}
        for letter in LETTERS:
            self._listen(letter)
        self.form.undo_count.clicked.connect(self.undo)
        self.restyle()
        self.retranslate()

    def _listen(self, letter: str) -> None:
        field = self._fields[letter]
        field.set_digits(len(str(MOST)))
        field.numbered.connect(lambda number: self._on_typed(letter, number))
        field.editingFinished.connect(self._count_left)
        field.installEventFilter(self)
        for name, by in (("fewer", -1), ("more", +1)):
            button = cast(QPushButton, self._part(name, letter))
            button.clicked.connect(lambda _=False, by=by: self._step(letter, by))
            # Tab goes from number to number; + and − work as keys there.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFocusProxy(field)

    def begin(self, question: str, letters: Sequence[str], people: int, counts: Mapping[str, int]) -> None:
        """Starts counting for `question` with `people` in the room, from `counts`, and focuses the first empty field.
        Numbers stay if that question is being counted already."""
        self._people = people
        anew = question != self._question
        if anew:
            self._question, self._count = question, HandCount(counts)
            self._offer("".join(letters))
        self._show()
        if anew:
            self.take_focus()

    def _offer(self, letters: str) -> None:
        if letters != self._letters:
            self._letters = letters
            for letter in LETTERS:
                for name in ("mark", "fewer", "count", "more"):
                    self._part(name, letter).setVisible(letter in letters)

    def end(self) -> None:
        """Ends counting; the next `begin` starts again."""
        self._question = ""

    def take_focus(self) -> None:
        """Focuses the first empty field."""
        fields = [field for field in self._fields.values() if not field.isHidden()]
        next((field for field in fields if field.number() is None), fields[0]).setFocus()

    def undo(self) -> bool:
        """Takes back the last change; False if there is none."""
        taken_back = self._count.undo()
        if taken_back:
            self._tell()
        return taken_back

    def _part(self, name: str, letter: str) -> QWidget:
        part: QWidget = getattr(self.form, f"{name}_{letter.lower()}")
        return part

    def _on_typed(self, letter: str, number: Any) -> None:
        self._count.type_in(letter, number)
        self._tell()

    def _count_left(self) -> None:
        self._count.leave()

    def _step(self, letter: str, by: int) -> None:
        self._count.step(letter, by)
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.counted.emit(dict(self._count.numbers))

    def _show(self) -> None:
        for letter, field in self._fields.items():
            field.set_number(self._count.numbers.get(letter))
        total, spare = self._count.total, self._count.total - self._people
        self.form.sum.setText(desk_say(hands_words(total, self._people)))
        self.form.sum.setVisible(spare <= 0)
        self.form.too_many.setVisible(spare > 0)
        self.form.too_many.setText(desk_say(Message("More hands than people: {spare}.", spare=spare)))
        self.form.undo_count.setEnabled(self._count.changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that count or move on within a field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = next(letter for letter, field in self._fields.items() if field is watched)
            if is_undo(event) or self._is_next(event, self._fields[letter]):
                # Undo and Next belong to the page; the field would only undo typing.
                event.ignore()
                return True
            if event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._step(letter, _STEPS[Qt.Key(event.key())])
                return True
            if event.key() in ENTER:
                self._go_on(letter)
                return True
        return False

    def _is_next(self, event: QKeyEvent, field: NumberEdit) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.key() == Qt.Key.Key_Right and field.cursorPosition() == len(field.text())

    def _go_on(self, letter: str) -> None:
        self._count.leave()
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
        self._show()
