"""The page of the consent sitting: widgets and focus. What it says and does is in `presenters.class_lists.consent`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.consent import ConsentModel, ConsentPresenter
from bsuh_desktop.presenters.parts import Question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.consent import Ui_ConsentSitting
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.text_lines import TextLines


class ConsentSitting(Screen):
    """`place.path` is the draft. Nothing is stored before the last button is pressed."""

    name: ClassVar[str] = "consent"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_ConsentSitting()
        self.form.setupUi(self)
        self.form.outcome_grid.setColumnStretch(1, 1)
        self._presenter = ConsentPresenter(bridge, self)
        self._paragraphs: list[TextLines] = []
        own: dict[str, Setter] = {
            "header": lambda _: self.header_changed.emit(),
            "notice_parts": self._show_notice,
            "refused": self.form.refused.show_rolls,
            "without_letter": self.form.without_letter.show_rolls,
        }
        self._binding = Binding(self.form, ConsentModel, bridge.text, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.refused.attach(self.bridge, presenter.refused)
        form.without_letter.attach(self.bridge, presenter.without_letter)
        form.in_bangla.clicked.connect(lambda: presenter.speak("bn"))
        form.in_english.clicked.connect(lambda: presenter.speak("en"))
        form.read_aloud.toggled.connect(lambda on: presenter.tick("read_aloud", on))
        form.all_letters.toggled.connect(lambda on: presenter.tick("all_letters", on))
        form.no_names.toggled.connect(lambda on: presenter.tick("no_names", on))
        form.back.clicked.connect(presenter.go_back)
        form.keep.clicked.connect(presenter.keep)

    def breadcrumb(self) -> str:
        """Navigation path and the class."""
        return self.bridge.text(self._presenter.breadcrumb())

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Consent of the whole class"))

    def enter(self, destination: Destination) -> None:
        """Starts with the list that was reviewed."""
        self.form.scroll.verticalScrollBar().setValue(0)
        self._presenter.begin(destination.path)

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Forgets the list and all answers."""
        self._presenter.clear()
        forget_words()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns: the decisions about the list and the answers of the sitting are not stored yet."""
        return self._presenter.unsaved_warning()

    def retranslate(self) -> None:
        """All texts that are neither in the form nor in the notice."""
        self._presenter.refresh()
        self._binding.retranslate()
        for rolls in (self.form.refused, self.form.without_letter):
            rolls.retranslate()

    def bind(self, model: ConsentModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks over the page."""
        ask_question(self, question, then)

    def _show_notice(self, parts: tuple[tuple[str, str], ...]) -> None:
        while len(self._paragraphs) < len(parts):
            words = TextLines()
            words.setProperty("role", "lead")
            self.form.notice_parts.addWidget(words)
            self._paragraphs.append(words)
        for words, (title, text) in zip(self._paragraphs, parts, strict=False):
            words.set_fact(title, text)
            words.show()
        for words in self._paragraphs[len(parts) :]:
            words.hide()
