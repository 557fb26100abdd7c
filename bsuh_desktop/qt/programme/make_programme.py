"""The page that makes a programme: widgets, keys and focus. The rest is in `presenters.programme.make_programme`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.presenters.parts import Notice, PlaceQuestion, Question, Text
from bsuh_desktop.presenters.programme.make_programme import (
    SHEET,
    WORD_PARTS,
    FindingsTable,
    MakeProgrammeModel,
    MakeProgrammePresenter,
)
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.dialogs.printer import print_paper
from bsuh_desktop.qt.forms.make_programme import Ui_MakeProgramme
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter, show_notice
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.widgets.fact_lines import FactLines
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.system.sticks import sticks

SETTINGS = {"*.toml": Message("Settings of a programme")}
_WIDE = 620


class MakeProgramme(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "make_programme"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = form = Ui_MakeProgramme()
        form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._facts, self._files = FactLines(form.facts, "understood"), FactLines(form.files, "made_file")
        self._words: tuple[QLineEdit, ...] = (form.word_1, form.word_2, form.word_3)
        self._table_space = TableSpace(form.findings, form.settings_parts, _WIDE, self)
        self._presenter = MakeProgrammePresenter(bridge, self)
        own: dict[str, Setter] = {
            "news": PageNews(bridge, form.news).show,
            "facts": lambda facts: self._facts.show(self._lines(facts)),
            "files": lambda files: self._files.show(self._lines(files)),
            "findings": self._set_findings,
            "problem": self._set_problem,
        }
        self._binding = Binding(form, MakeProgrammeModel, bridge.text, own)
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
        form.news.closed.connect(presenter.close_news)
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))
        for part, field in zip(WORD_PARTS, self._words, strict=True):
            field.textEdited.connect(lambda text, part=part: presenter.type_word(part, text))
            field.returnPressed.connect(form.done.click)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Programme"))

    def title(self) -> str:
        """The page's title."""
        return self.bridge.say(Message("Make a programme"))

    def enter(self, destination: Destination) -> None:
        """Starts with the settings, or with the sheet if `destination.path` is `SHEET`."""
        self._presenter.show(destination.path == SHEET)

    def leave(self) -> None:
        """Clears the words of the sheet when the screen is hidden."""
        self._presenter.leave()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while nobody has confirmed that the sheet is on paper."""
        return self._presenter.unsaved()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        self._presenter.refresh()
        self._binding.retranslate()

    def restyle(self) -> None:
        """Scales the lights in wrong fields as well."""
        super().restyle()
        for field in self._words:
            if field.property("state") == "stop":
                set_problem(field, False)
                set_problem(field, True)

    def bind(self, model: MakeProgrammeModel) -> None:
        """Shows the model."""
        self._binding.show(model)
        for field, word in zip(self._words, (model.word_1, model.word_2, model.word_3), strict=True):
            set_problem(field, word.problem)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks a question over the page."""
        ask_question(self, question, then)

    def ask_place(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for a stick or a folder."""
        ask_place(self, self.bridge, question.question, question.detail, then, self.find_sticks, question.no)

    def show_file(self, path: Path) -> bool:
        """Opens a file in its own app."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

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

    def _set_findings(self, findings: FindingsTable) -> None:
        self.form.findings.set_columns(findings.columns())
        self.form.findings.set_rows(findings.rows())

    def _set_problem(self, problem: Notice) -> None:
        show_notice(self.form.problem, problem, self.bridge.text)
        if problem.shown:
            scroll_into_view(self.form.problem)
