"""Asks in which role and for which purpose names are opened, and of which classes, before a single one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroll_frame import Scrolled
from bsuh_desktop.qt.widgets.words import Words

if TYPE_CHECKING:
    from bsuh_desktop.register.decided import Purpose

KEEP, OPEN = "keep_sealed", "open_these"
LONGEST = 80
"""Letters of a role, as the register takes them."""

_AROUND = 260
PURPOSES: dict[Purpose, Message] = {
    "named_list": Message("A list of names for a school or an office"),
    "certificates": Message("Certificates, printed again"),
    "complaint": Message("A complaint or a question of a guardian"),
}
"""What a person says of each."""

Then = Callable[[str, "Purpose", bool], object]
"""Gets the role, the purpose, and whether it is only about the class that is chosen."""


class AskedNames(Restyled, QWidget):
    """What the dialog asks; `changed` when it may be complete. `classes` are shown, and `one` of them is chosen."""

    changed = Signal()

    def __init__(self, classes: int, one: bool) -> None:
        super().__init__()
        self._classes = classes
        self._role_said, self._purpose_said, self._classes_said = QLabel(), QLabel(), QLabel()
        self._logged = Words()
        self._logged.setProperty("role", "soft")
        self.role = QLineEdit()
        self.role.setObjectName("role")
        self.role.setMaxLength(LONGEST)
        self._role_said.setBuddy(self.role)
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
        for part in (self._role_said, self.role, self._logged):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._purpose_said)
        column.addWidget(_column(*self._purposes.values()))
        column.addSpacing(8)
        column.addWidget(self._classes_said)
        column.addWidget(_column(self.only, self._all))

    def purpose(self) -> Purpose | None:
        """What was chosen; None while nothing is."""
        return next((name for name, button in self._purposes.items() if button.isChecked()), None)

    def is_complete(self) -> bool:
        """True if there is a role and a purpose."""
        return bool(self.role.text().strip()) and self.purpose() is not None

    def retranslate(self) -> None:
        """All its words."""
        self._role_said.setText(desk_say(Message("In which role?")))
        self.role.setAccessibleName(self._role_said.text())
        self.role.setPlaceholderText(desk_say(Message("District coordinator")))
        self._logged.setText(desk_say(Message("Name nobody here: whoever reads the register's decisions reads this.")))
        self._purpose_said.setText(desk_say(Message("For what?")))
        for name, button in self._purposes.items():
            button.setText(desk_say(PURPOSES[name]))
        self._classes_said.setText(desk_say(Message("Of which classes?")))
        self.only.setText(desk_say(Message("This class alone")))
        self._all.setText(desk_say(Message("All classes that are shown: {count}", count=self._classes)))
        for title, button in self._heard():
            button.setAccessibleName(f"{title.text()} {button.text()}")

    def _heard(self) -> Iterator[tuple[QLabel, QRadioButton]]:
        """Each choice with what it is a choice of."""
        yield from ((self._purpose_said, button) for button in self._purposes.values())
        yield from ((self._classes_said, button) for button in (self.only, self._all))


def ask_names(parent: QWidget, classes: int, one: bool, then: Then) -> Dialog:
    """Opens the question over `parent`: `classes` are shown, and `one` of them is chosen."""
    question = Message("Open sealed names?")
    detail = Message("That names were opened, in which role and for what, is written down and signed.")
    verbs = [(KEEP, Message("Keep sealed"), "secondary"), (OPEN, Message("Choose a place"), "primary")]
    dialog = Dialog(question, detail, verbs, parent, safe=KEEP)
    asked = AskedNames(classes, one)
    dialog.add(Scrolled(asked, parent, _AROUND))
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
    """Buttons of one parent exclude each other."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for button in buttons:
        column.addWidget(button)
    return part
