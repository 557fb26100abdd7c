"""The page This laptop: widgets and focus. What it says and does is in `presenters.safekeeping.laptop`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.presenters.safekeeping.door import EMBLEM_NAMES
from bsuh_desktop.presenters.safekeeping.keys import CODE, PASSPHRASE
from bsuh_desktop.presenters.safekeeping.laptop import LaptopModel, LaptopPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.laptop import Ui_Laptop
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.text_lines import FactLines


class Laptop(PresentedScreen[LaptopModel, LaptopPresenter]):
    """Binds the keys, the backups and the mark; follows the sticks while it is shown."""

    name: ClassVar[str] = "laptop"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Laptop(), LaptopPresenter, parent)
        self._waiting: tuple[QWidget | None, QWidget | None] | None = None
        """While a backup is written: the button that had the keyboard, and where Qt put it when that was disabled."""
        self._facts = FactLines(self.form.facts, "fact")
        self._watch = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._marks = QButtonGroup(self)
        self.bind_to(LaptopModel, {"facts": self._set_facts, "mark": self._set_mark, "writing": lambda _: None})
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.change_passphrase.clicked.connect(lambda: self.open("keys", path=PASSPHRASE))
        form.renew_code.clicked.connect(lambda: self.open("keys", path=CODE))
        form.another_facilitator.clicked.connect(presenter.ask_another)
        form.choose_stick.clicked.connect(presenter.ask_stick)
        form.write_now.clicked.connect(presenter.write_now)
        form.no_stick.clicked.connect(presenter.ask_to_forget_stick)
        form.backup_file.clicked.connect(presenter.ask_folder)
        form.bring_back.clicked.connect(lambda: self.open("bring_back"))
        form.open_names.clicked.connect(lambda: self.open("names", path=self.name))
        form.key_due.answered.connect(self.open)
        for mark in EMBLEM_NAMES:
            button = self._mark_button(mark)
            self._marks.addButton(button)
            button.clicked.connect(lambda _=False, mark=mark: presenter.choose_mark(mark))
        self._watch.changed.connect(lambda: presenter.set_sticks(self._watch.sticks))

    def _mark_button(self, name: str) -> QPushButton:
        button: QPushButton = getattr(self.form, f"mark_{name}")
        return button

    def enter(self, destination: Destination) -> None:
        """Reloads everything; `destination.path` is a change of the keys, to be reported."""
        self._watch.start()
        self._presenter.show(destination.path)

    def leave(self) -> None:
        """Stops looking for sticks."""
        self._watch.stop()
        super().leave()

    def bind(self, model: LaptopModel) -> None:
        """Shows the model. A button that had the keyboard before a backup was written has it again, unless the person
        went on with it meanwhile."""
        before = self.focusWidget()
        super().bind(model)
        if model.writing and self._waiting is None:
            self._waiting = before, self.focusWidget()
        elif not model.writing and self._waiting is not None:
            (button, instead), self._waiting = self._waiting, None
            if button is not None and button.isEnabled() and self.focusWidget() is instead:
                button.setFocus()

    def focus_if_none(self, part: str) -> None:
        """Gives a button the keyboard if nothing on the page has it."""
        if self.focusWidget() is None:
            self.focus(part)

    def _set_facts(self, facts: Sequence[tuple[Text, Text]]) -> None:
        self._facts.show([(self.bridge.text(label), self.bridge.text(value)) for label, value in facts])

    def _set_mark(self, mark: str) -> None:
        for name, words in EMBLEM_NAMES.items():
            button, said = self._mark_button(name), self.bridge.say(words)
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.setChecked(name == mark)
