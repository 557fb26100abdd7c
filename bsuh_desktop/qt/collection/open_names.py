"""Asks before names are opened: in which role, for what, of which classes, and where they go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.open_names import LONGEST_ROLE, PURPOSES, NamesOpener, NamesWish
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_places import FindSticks, ask_before_names, ask_place
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.register.decision_lines import Purpose

KEEP, OPEN = "keep_sealed", "open_these"
_AROUND = 260

Then = Callable[[str, "Purpose", bool], object]
"""Called with role, purpose, and whether only the chosen class is wanted."""
Open = Callable[[NamesWish, Path, str], object]


class NamesRequest(Restyled, QWidget):
    """The dialog's content; `changed` when `is_complete` may be different. `classes`: number of classes shown; `one`:
    one of them is chosen."""

    changed = Signal()

    def __init__(self, classes: int, one: bool) -> None:
        super().__init__()
        self._classes = classes
        self._role_text, self._purpose_text, self._classes_text = QLabel(), QLabel(), QLabel()
        self._logged = TextLines()
        self._logged.setProperty("role", "soft")
        self.role = QLineEdit()
        self.role.setObjectName("role")
        self.role.setMaxLength(LONGEST_ROLE)
        self._role_text.setBuddy(self.role)
        self._purposes: dict[Purpose, QRadioButton] = {name: _radio(f"for_{name}") for name in PURPOSES}
        self.only, self._all = _radio("only_this_class"), _radio("all_that_are_shown")
        (self.only if one else self._all).setChecked(True)
        self.only.setVisible(one)
        self._build()
        self.retranslate()
        self.role.textChanged.connect(lambda _: self.changed.emit())
        for button in self._purposes.values():
            button.toggled.connect(lambda _: self.changed.emit())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self._role_text, self.role, self._logged):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._purpose_text)
        column.addWidget(_column(*self._purposes.values()))
        column.addSpacing(8)
        column.addWidget(self._classes_text)
        column.addWidget(_column(self.only, self._all))

    def purpose(self) -> Purpose | None:
        """The chosen purpose; None if there is none."""
        return next((name for name, button in self._purposes.items() if button.isChecked()), None)

    def is_complete(self) -> bool:
        """True if there is a role and a purpose."""
        return bool(self.role.text().strip()) and self.purpose() is not None

    def retranslate(self) -> None:
        """All texts."""
        self._role_text.setText(desk_say(Message("In which role?")))
        self.role.setAccessibleName(self._role_text.text())
        self.role.setPlaceholderText(desk_say(Message("For example: district coordinator")))
        self._logged.setText(
            desk_say(Message("Write no names here: everybody who reads the register's decisions can read this."))
        )
        self._purpose_text.setText(desk_say(Message("For what?")))
        for name, button in self._purposes.items():
            button.setText(desk_say(PURPOSES[name]))
        self._classes_text.setText(desk_say(Message("Of which classes?")))
        self.only.setText(desk_say(Message("Only this class")))
        self._all.setText(desk_say(Message("All classes that you see: {count}", count=self._classes)))
        for title, button in self._heard():
            button.setAccessibleName(f"{title.text()} {button.text()}")

    def _heard(self) -> Iterator[tuple[QLabel, QRadioButton]]:
        """Each choice with the question that it answers, for screen readers."""
        yield from ((self._purpose_text, button) for button in self._purposes.values())
        yield from ((self._classes_text, button) for button in (self.only, self._all))


def ask_names(parent: QWidget, classes: int, one: bool, then: Then) -> Dialog:
    """Opens the dialog over `parent`. `classes`: number of classes shown; `one`: one of them is chosen."""
    question = Message("Open sealed names?")
    detail = Message("The app keeps a signed record of your role and of why you opened names.")
    verbs = [(KEEP, Message("Keep sealed"), "secondary"), (OPEN, Message("Choose a place"), "primary")]
    dialog = Dialog(question, detail, verbs, parent, safe=KEEP)
    asked = NamesRequest(classes, one)
    dialog.add(ScrollFrame(asked, parent, _AROUND))
    verb = dialog.verb(OPEN)
    verb.setEnabled(False)
    asked.changed.connect(lambda: verb.setEnabled(asked.is_complete()))

    def answered(key: str) -> None:
        purpose = asked.purpose()
        if key == OPEN and purpose is not None:
            then(asked.role.text().strip(), purpose, asked.only.isChecked())

    dialog.answered.connect(answered)
    dialog.open()
    asked.role.setFocus()
    return dialog


def _radio(name: str) -> QRadioButton:
    button = QRadioButton()
    button.setObjectName(name)
    return button


def _column(*buttons: QRadioButton) -> QWidget:
    """A parent for radio buttons, which are exclusive within one parent."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for button in buttons:
        column.addWidget(button)
    return part


def ask_to_open_names(page: QWidget, bridge: Bridge, names: NamesOpener, then: Open, find_sticks: FindSticks) -> None:
    """Asks over `page` for role, purpose and place, and warns; `then` is called with the wish, the folder and the
    stick's label."""

    choice = names.choice()

    def asked(role: str, purpose: Purpose, only: bool) -> None:
        wish = choice.wish(role, purpose, only)

        def chosen(folder: Path, label: str) -> None:
            ask_before_names(page, bool(label), lambda: then(wish, folder, label))

        question = Message("Where should the names be saved?")
        ask_place(page, bridge, question, wish.place_detail, chosen, find_sticks)

    ask_names(page, len(choice.sessions), choice.one is not None, asked)
