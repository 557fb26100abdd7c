"""The panel on which raised hands are counted: a field for each answer, its keys and its focus."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.presenters.classroom.answers import HandsModel
from bsuh_desktop.presenters.classroom.hand_count import MOST_HANDS
from bsuh_desktop.presenters.parts import Part
from bsuh_desktop.qt.forms.hands_panel import Ui_HandsPanel
from bsuh_desktop.qt.look.theme import scale
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.fields import NumberEdit
from bsuh_desktop.qt.widgets.icons import apply_icons, show_icon
from bsuh_desktop.qt.widgets.keycap import ENTER, TIGHTEST, is_undo
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text

_LARGE = 1.2
"""The largest text with which the head of the panel has room for its icon and keys."""

_STEPS = {Qt.Key.Key_Up: +1, Qt.Key.Key_Plus: +1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}


class HandsPanel(Restyled, QFrame):
    """`typed` carries letter and number (None if the field is empty), `stepped` letter and hands more or fewer;
    `entered` when a field gets the keyboard, `left` when it loses it, `pressed` a key that counts, `picked` a letter by
    eye, `rested` and `undone` for the buttons, `done` when Enter is pressed and all hands are counted.

    Up and + add one hand in the focused field, Down and − remove one; Enter goes to the next letter. The right arrow
    belongs to the lesson, as everywhere on its page, unless the cursor is before a digit. By eye Up and Down go from
    answer to answer.
    """

    typed = Signal(str, object)
    stepped = Signal(str, int)
    entered = Signal(str)
    left = Signal()
    pressed = Signal(str)
    picked = Signal(str)
    rested = Signal()
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
        self.form.rest.clicked.connect(self.rested)
        self.form.by_eye.clicked.connect(lambda: self.pressed.emit("by_eye"))
        self._letters, self._at, self._by_eye, self._ending = "", "", False, False
        self._noted = False
        own: dict[str, Setter] = {
            "letters": self._offer,
            "numbers": self._show_numbers,
            "levels": self._show_levels,
            "at": self._go_to,
            "complete": lambda _: None,
        }
        self._binding = Binding(self.form, HandsModel, desk_text, own)
        self.restyle()
        self.retranslate()

    def _listen(self, letter: str) -> None:
        field = self._fields[letter]
        field.set_digits(len(str(MOST_HANDS)))
        field.numbered.connect(lambda number: self.typed.emit(letter, number))
        field.editingFinished.connect(self.left)
        level = cast(QPushButton, self._part("level", letter))
        level.clicked.connect(lambda: self.picked.emit(letter))
        field.installEventFilter(self)
        for name, by in (("fewer", -1), ("more", +1)):
            button = cast(QPushButton, self._part(name, letter))
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(letter, by))
            # Tab goes from number to number; + and − work as keys there.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFocusProxy(field)

    def bind(self, model: HandsModel) -> None:
        """Shows the model. Once all is noted by eye, Enter goes on: on a letter it would change the note."""
        noted, self._noted = self._noted, model.complete and bool(model.by_eye.checked)
        self._binding.show(model)
        if self._noted and not noted and self.isAncestorOf(self._focused()):
            self.done.emit()

    def _offer(self, letters: str) -> None:
        self._letters = letters
        self._show_parts()

    def _show_parts(self) -> None:
        """A number or a level for each letter that can be chosen."""
        for letter in LETTERS:
            offered = letter in self._letters
            self._part("mark", letter).setVisible(offered)
            self._part("level", letter).setVisible(offered and self._by_eye)
            for name in ("fewer", "count", "more"):
                self._part(name, letter).setVisible(offered and not self._by_eye)

    def _show_numbers(self, numbers: dict[str, int]) -> None:
        for letter, field in self._fields.items():
            field.set_number(numbers.get(letter))

    def _show_levels(self, levels: tuple[Part, ...]) -> None:
        by_eye = any(level.shown for level in levels)
        for letter, level in zip(self._letters, levels, strict=False):
            button = cast(QPushButton, self._part("level", letter))
            button.setText(desk_text(level.text or ""))
            button.setAccessibleName(desk_text(level.spoken or ""))
        if by_eye != self._by_eye:
            self._by_eye = by_eye
            has_keyboard = self.isAncestorOf(self._focused())
            self._show_parts()
            if has_keyboard:
                self.take_focus()

    def _go_to(self, letter: str) -> None:
        """Follows the count to the letter that is counted now, if the keyboard is in the panel."""
        before, self._at = self._at, letter
        ended, self._ending = self._ending and not letter, False
        if before and ended:
            self.done.emit()
        focused = self._focused()
        if letter and letter != before and focused in self._fields.values() and focused is not self._fields[letter]:
            self._fields[letter].setFocus()
            self._fields[letter].selectAll()

    def _focused(self) -> QWidget:
        """What has the keyboard in this window, or gets it once the stage in front is gone."""
        return self.window().focusWidget() or self.window()

    def take_focus(self) -> None:
        """Focuses the letter that is counted now; by eye the first level."""
        if self._by_eye:
            self._part("level", LETTERS[0]).setFocus()
        else:
            self._fields[self._at or self._letters[:1] or LETTERS[0]].setFocus()

    def take_arrow(self, watched: QObject, key: int) -> bool:
        """By eye the arrows up and down go from answer to answer; False if the key does not."""
        levels = [self._part("level", letter) for letter in self._letters]
        if not isinstance(watched, QWidget) or watched not in levels or key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        place = levels.index(watched) + (1 if key == Qt.Key.Key_Down else -1)
        levels[min(max(place, 0), len(levels) - 1)].setFocus()
        return True

    def _part(self, name: str, letter: str) -> QWidget:
        part: QWidget = getattr(self.form, f"{name}_{letter.lower()}")
        return part

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that count or move on within a field."""
        letter, field = next(each for each in self._fields.items() if each[1] is watched)
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(letter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_undo(event) or self._is_next(event, field):
                # Undo and Next belong to the page; the field would only undo typing.
                event.ignore()
                return True
            if event.key() in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(letter, _STEPS[Qt.Key(event.key())])
                return True
            if event.key() in ENTER:
                self._end_letter()
                return True
            if event.key() == Qt.Key.Key_Backspace and not field.text():
                self.pressed.emit("erase")
                return True
        return False

    def _is_next(self, event: QKeyEvent, field: NumberEdit) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.key() == Qt.Key.Key_Right and field.cursorPosition() == len(field.text())

    def _end_letter(self) -> None:
        self._ending = bool(self._at)
        if self._at:
            self.pressed.emit("enter")
        else:
            self.done.emit()

    def restyle(self) -> None:
        """Scales the icons with the text."""
        apply_icons(self)
        show_icon(self.form.hands_icon, "hand")
        large = scale() > _LARGE
        self.form.hands_icon.setHidden(large)
        self.form.by_eye.set_tight(TIGHTEST if large else 0)

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
