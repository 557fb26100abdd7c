"""The page of the programme: widgets and focus. What it says and does is in `presenters.programme.programme`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Part, Text
from bsuh_desktop.presenters.programme.make_programme import SHEET
from bsuh_desktop.presenters.programme.programme import Primary, ProgrammeModel, ProgrammePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ANSWERS, PROGRAMMES, ask_for_file
from bsuh_desktop.qt.forms.programme import Ui_Programme
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.text_lines import FactLines


class ProgrammePage(PresentedScreen[ProgrammeModel, ProgrammePresenter]):
    """Binds what the programme is, and what is due."""

    name: ClassVar[str] = "programme"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Programme(), ProgrammePresenter, parent)
        self._facts = FactLines(self.form.facts, "fact")
        self.bind_to(
            ProgrammeModel,
            {"standing_tag": self._set_tag, "facts": self._set_facts, "primary": self._set_primary},
        )
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.write_request.clicked.connect(presenter.ask_request)
        form.take_answer.clicked.connect(self._ask_answer)
        form.newer_file.clicked.connect(self._ask_newer)
        form.join_programme.clicked.connect(lambda: self.open("first_run"))
        form.go_home.clicked.connect(lambda: self.open("home"))
        form.make_programme.clicked.connect(lambda: self.open("make_programme"))
        form.open_grants.clicked.connect(lambda: self.open("grants"))
        form.open_receive.clicked.connect(lambda: self.open("receive", path=self.name))
        form.news.answered.connect(self.open)
        form.sheet_due.answered.connect(lambda _: self.open("make_programme", path=SHEET))

    def _ask_answer(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose the answer"), ANSWERS, self._presenter.take_answer)

    def _ask_newer(self) -> None:
        ask_for_file(self, self.bridge, Message("Open a programme file"), PROGRAMMES, self._presenter.take_newer)

    def take_file(self, path: Path, kind: str) -> None:
        """Takes a newer file of the programme, an answer or a key list."""
        take = self._presenter.take_newer if kind == "programme" else self._presenter.take_answer
        take(path)

    def _set_tag(self, tag: Part) -> None:
        self.form.standing_tag.tell(tag.light, self.bridge.text(tag.text or NO_TEXT), light=True)

    def _set_facts(self, facts: Sequence[tuple[Text, Text]]) -> None:
        self._facts.show([(self.bridge.text(label), self.bridge.text(value)) for label, value in facts])

    def _set_primary(self, name: Primary) -> None:
        """Highlights the next thing to do, and puts it into the bar: in large text the cards are longer than the
        window."""
        form = self.form
        primary: QPushButton = getattr(form, name)
        for button in (form.take_answer, form.write_request, form.open_grants):
            button.setProperty("kind", "primary" if button is primary else "secondary")
            repolish(button)
        for button, card in ((form.write_request, form.request_row), (form.open_grants, form.office_row)):
            wanted = form.bar_right_row if button is primary else card
            if wanted.indexOf(button) < 0:
                # Last in the bar; first in the card, before its stretch.
                wanted.insertWidget(wanted.count() if button is primary else 0, button)
                button.show()
        QWidget.setTabOrder(form.take_answer, primary)
        apply_icons(self)
