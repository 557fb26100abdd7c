"""The page of the consent sitting: widgets and focus. What it says and does is in `presenters.class_lists.consent`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.class_lists.consent import ConsentModel, ConsentPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.consent import Ui_ConsentSitting
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.text_lines import TextLines


class ConsentSitting(PresentedScreen[ConsentModel, ConsentPresenter]):
    """`place.path` is the draft. Nothing is stored before the last button is pressed."""

    name: ClassVar[str] = "consent"
    paints_names = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_ConsentSitting(), ConsentPresenter, parent)
        self.form.outcome_grid.setColumnStretch(1, 1)
        self._paragraphs: list[TextLines] = []
        own: dict[str, Setter] = {
            "notice_parts": self._show_notice,
            "refused": self.form.refused.show_rolls,
            "without_letter": self.form.without_letter.show_rolls,
        }
        self.bind_to(ConsentModel, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.refused.attach(self.bridge, presenter.refused)
        form.without_letter.attach(self.bridge, presenter.without_letter)
        form.in_bangla.clicked.connect(lambda: presenter.speak("bn"))
        form.in_english.clicked.connect(lambda: presenter.speak("en"))
        form.adults.toggled.connect(presenter.say_adults)
        form.read_aloud.toggled.connect(lambda on: presenter.tick("read_aloud", on))
        form.all_letters.toggled.connect(lambda on: presenter.tick("all_letters", on))
        form.no_names.toggled.connect(lambda on: presenter.tick("no_names", on))
        form.back.clicked.connect(presenter.go_back)
        form.keep.clicked.connect(presenter.keep)

    def enter(self, destination: Destination) -> None:
        """Starts with the list that was reviewed."""
        self.form.scroll.verticalScrollBar().setValue(0)
        self._presenter.begin(destination.path)

    def retranslate(self) -> None:
        """The lists of rolls as well."""
        super().retranslate()
        for rolls in (self.form.refused, self.form.without_letter):
            rolls.retranslate()

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
