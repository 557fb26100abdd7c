"""The page that makes a programme: widgets, keys and focus. The rest is in `presenters.programme.make_programme`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.presenters.parts import Notice, Text
from bsuh_desktop.presenters.programme import make_programme
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.dialogs.printer import print_paper
from bsuh_desktop.qt.forms.make_programme import Ui_MakeProgramme
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import Setter, show_notice
from bsuh_desktop.qt.widgets.fields import set_problem
from bsuh_desktop.qt.widgets.row_table import TableSpace
from bsuh_desktop.qt.widgets.scroller import scroll_into_view
from bsuh_desktop.qt.widgets.text_lines import FactLines

SETTINGS = {"*.toml": Message("Settings of a programme")}
_WIDE = 620


class MakeProgramme(PresentedScreen[make_programme.MakeProgrammeModel, make_programme.MakeProgrammePresenter]):
    """Binds the settings with what is wrong in them, or the sheet with its three words."""

    name: ClassVar[str] = "make_programme"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_MakeProgramme(), make_programme.MakeProgrammePresenter, parent)
        form = self.form
        self._facts, self._files = FactLines(form.facts, "understood"), FactLines(form.files, "made_file")
        self._words: tuple[QLineEdit, ...] = (form.word_1, form.word_2, form.word_3)
        self._table_space = TableSpace(form.findings, form.settings_parts, _WIDE, self)
        own: dict[str, Setter] = {
            "facts": lambda facts: self._facts.show(self._lines(facts)),
            "files": lambda files: self._files.show(self._lines(files)),
            "findings": self._set_findings,
            "problem": self._set_problem,
        }
        self.bind_to(make_programme.MakeProgrammeModel, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("programme")))
        form.choose_settings.clicked.connect(self._choose)
        form.save_example.clicked.connect(presenter.ask_for_example)
        form.make.clicked.connect(presenter.ask_folder)
        form.print_sheet.clicked.connect(presenter.print_sheet)
        form.open_sheet.clicked.connect(presenter.show_sheet)
        form.write_sheet.clicked.connect(presenter.ask_where)
        form.done.clicked.connect(presenter.finish)
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))
        for part, field in zip(make_programme.WORD_PARTS, self._words, strict=True):
            field.textEdited.connect(lambda text, part=part: presenter.type_word(part, text))
            field.returnPressed.connect(form.done.click)

    def enter(self, destination: Destination) -> None:
        """Starts with the settings, or with the sheet if `destination.path` is `SHEET`."""
        self._presenter.show(destination.path == make_programme.SHEET)

    def bind(self, model: make_programme.MakeProgrammeModel) -> None:
        """Shows the model."""
        super().bind(model)
        for field, word in zip(self._words, (model.word_1, model.word_2, model.word_3), strict=True):
            set_problem(field, word.problem)

    def show_file(self, path: Path) -> bool:
        """Opens a file in its own app."""
        return self.bridge.apps.open(path)

    def print_paper(self, job: PrintJob) -> None:
        """Prints over the page."""
        print_paper(self, self.bridge, job.paper, lambda sent: job.then(sent.outcome, sent.pages), job.failed)

    def turn(self) -> None:
        """The other half of the page is shown."""
        self.turned.emit()

    def _choose(self) -> None:
        title = Message("Choose the settings of the programme")
        ask_for_file(self, self.bridge, title, SETTINGS, self._presenter.read)

    def _lines(self, facts: Sequence[tuple[Text, Text]]) -> list[tuple[str, str]]:
        return [(self.bridge.text(label), self.bridge.text(value)) for label, value in facts]

    def _set_findings(self, findings: make_programme.FindingsTable) -> None:
        self.form.findings.set_columns(findings.columns())
        self.form.findings.set_rows(findings.rows())

    def _set_problem(self, problem: Notice) -> None:
        show_notice(self.form.problem, problem, self.bridge.text)
        if problem.shown:
            scroll_into_view(self.form.problem)
