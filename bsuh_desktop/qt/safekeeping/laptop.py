"""The page This laptop: widgets and focus. What it says and does is in `presenters.safekeeping.laptop`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import PlaceQuestion, Question, Text
from bsuh_desktop.presenters.safekeeping.desk_words import EMBLEM_NAMES
from bsuh_desktop.presenters.safekeeping.keys import CODE, PASSPHRASE
from bsuh_desktop.presenters.safekeeping.laptop import LaptopModel, LaptopPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.stick_watch import StickWatch
from bsuh_desktop.qt.forms.laptop import Ui_Laptop
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.widgets.fact_lines import FactLines
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.system.sticks import sticks


class Laptop(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "laptop"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Laptop()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._waiting: tuple[QWidget | None, QWidget | None] | None = None
        """While a backup is written: the button that had the keyboard, and where Qt put it when that was disabled."""
        self._facts = FactLines(self.form.facts, "fact")
        self._watch = StickWatch(bridge, lambda: self.find_sticks(), self)
        self._marks = QButtonGroup(self)
        self._presenter = LaptopPresenter(bridge, self)
        own: dict[str, Setter] = {
            "news": PageNews(bridge, self.form.news).show,
            "facts": self._set_facts,
            "mark": self._set_mark,
            "writing": lambda _: None,
        }
        self._binding = Binding(self.form, LaptopModel, bridge.text, own)
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
        form.news.closed.connect(presenter.close_news)
        for mark in EMBLEM_NAMES:
            button = self._mark_button(mark)
            self._marks.addButton(button)
            button.clicked.connect(lambda _=False, mark=mark: presenter.choose_mark(mark))
        self._watch.changed.connect(lambda: presenter.set_sticks(self._watch.sticks))

    def _mark_button(self, name: str) -> QPushButton:
        button: QPushButton = getattr(self.form, f"mark_{name}")
        return button

    def breadcrumb(self) -> str:
        """The programme's name."""
        return self.bridge.text_of(self.bridge.facts.programme) if self.bridge.facts else ""

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("This laptop"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything; `destination.path` is a change of the keys, to be reported."""
        self._watch.start()
        self._presenter.show(destination.path)

    def leave(self) -> None:
        """Stops looking for sticks."""
        self._watch.stop()
        self._presenter.leave()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: LaptopModel) -> None:
        """Shows the model. A button that had the keyboard before a backup was written has it again, unless the person
        went on with it meanwhile."""
        before = self.focusWidget()
        self._binding.show(model)
        if model.writing and self._waiting is None:
            self._waiting = before, self.focusWidget()
        elif not model.writing and self._waiting is not None:
            (button, instead), self._waiting = self._waiting, None
            if button is not None and button.isEnabled() and self.focusWidget() is instead:
                button.setFocus()

    def focus(self, part: str) -> None:
        """Gives a button the keyboard."""
        getattr(self.form, part).setFocus()

    def focus_if_none(self, part: str) -> None:
        """Gives a button the keyboard if nothing on the page has it."""
        if self.focusWidget() is None:
            self.focus(part)

    def update_header(self) -> None:
        """The lines above the page have changed."""
        self.header_changed.emit()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks a question over the page."""
        ask_question(self, question, then)

    def ask_place(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for a stick or a folder."""
        ask_place(self, self.bridge, question.question, question.detail, then, self.find_sticks, question.no)

    def _set_facts(self, facts: Sequence[tuple[Text, Text]]) -> None:
        self._facts.show([(self.bridge.text(label), self.bridge.text(value)) for label, value in facts])

    def _set_mark(self, mark: str) -> None:
        for name, words in EMBLEM_NAMES.items():
            button, said = self._mark_button(name), self.bridge.say(words)
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.setChecked(name == mark)
