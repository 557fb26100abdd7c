"""Asks which school of the programme's list a typed place is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.typed_place import SchoolList
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.choice import ChoiceCard
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.pick_box import StillBox
from bsuh_desktop.qt.widgets.place_box import fill_places
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines

LEAVE, MAP = "leave_typed", "map_place"
_AROUND = 260


class SchoolQuestion(Restyled, QWidget):
    """The dialog's content; `changed` when another place is in the field."""

    changed = Signal()

    def __init__(self, bridge: Bridge, found: SchoolList) -> None:
        super().__init__()
        self._bridge, self._found = bridge, found
        self._near_text, self._label = TextLines(), QLabel()
        self._near_text.setProperty("role", "soft")
        self._near_text.setVisible(bool(found.near))
        self.box = StillBox()
        self.box.setObjectName("school")
        self.box.setEditable(True)
        self._label.setBuddy(self.box)
        self._near = [_proposal(number) for number in range(len(found.near))]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self._near_text, *self._near, self._label, self.box):
            column.addWidget(part)
        for place, button in zip(found.near, self._near, strict=True):
            button.clicked.connect(lambda _=False, place=place: self._put(place))
        self.retranslate()
        self.box.editTextChanged.connect(lambda _: self._on_changed())

    def _words(self) -> tuple[str, ...]:
        return self._found.words[self._bridge.language]

    def _put(self, place: int) -> None:
        self.box.setEditText(self._words()[place])
        field = self.box.lineEdit()
        if field is not None:
            field.setCursorPosition(0)
        self._on_changed()

    def _on_changed(self) -> None:
        """A proposal is ticked while its text is in the field."""
        for place, card in zip(self._found.near, self._near, strict=True):
            card.setChecked(place == self.chosen())
        self.changed.emit()

    def chosen(self) -> int | None:
        """Index of the place in the field; None if it is not in the list."""
        return self._found.numbers.get(self.box.currentText().strip().casefold())

    def retranslate(self) -> None:
        """All texts, and the places in the desk's language."""
        before, words = self.chosen(), self._words()
        fill_places(self.box, words, "" if before is None else words[before])
        self._near_text.setText(desk_say(Message("Perhaps one of these:")))
        self._label.setText(desk_say(Message("School or club of the programme's list")))
        self.box.setAccessibleName(self._label.text())
        for place, card in zip(self._found.near, self._near, strict=True):
            card.tell(
                "book", self._bridge.text_of(self._found.called[place]), self._bridge.text_of(self._found.areas[place])
            )


def ask_school(parent: QWidget, bridge: Bridge, words: str, found: SchoolList, then: Callable[[int], object]) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the index of the chosen place."""
    question = Message("Which school is “{words}”?", words=words)
    detail = Message("It counts for all classes there, and for those that come later.")
    verbs = [(LEAVE, Message("Keep as it is"), "secondary"), (MAP, Message("It is this one"), "primary")]
    dialog = Dialog(question, detail, verbs, parent, safe=LEAVE)
    asked = SchoolQuestion(bridge, found)
    dialog.add(ScrollFrame(asked, parent, _AROUND))
    verb = dialog.verb(MAP)
    verb.setEnabled(False)
    asked.changed.connect(lambda: verb.setEnabled(asked.chosen() is not None))

    def answered(key: str) -> None:
        place = asked.chosen()
        if key == MAP and place is not None:
            then(place)

    dialog.answered.connect(answered)
    dialog.open()
    asked.box.setFocus()
    return dialog


def _proposal(number: int) -> ChoiceCard:
    card = ChoiceCard()
    card.setObjectName(f"near_{number}")
    card.setAutoExclusive(False)
    card.set_wide(True)
    return card
