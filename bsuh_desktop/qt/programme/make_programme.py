"""For the office: makes a programme from its settings; the words of its root key are printed and locked away."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.dialogs.printer import PrintResult, print_paper
from bsuh_desktop.qt.forms.make_programme import Ui_MakeProgramme
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.programme import settings_summary
from bsuh_desktop.qt.programme.three_words import ThreeWords
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.fact_lines import FactLines, Line
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.printing.paper import Paper
from bsuh_desktop.services.printing.sheets import words_to_print
from bsuh_desktop.services.programme.make_programme import make_programme, write_example, write_sheet
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.services.programme.values import MadeProgramme, ProgrammeDraft
from bsuh_desktop.system.refused_folder import place_error, require_folder
from bsuh_desktop.system.sticks import sticks

SHEET = "sheet"
"""`Destination.path`: show the sheet of a programme made before."""

SETTINGS = {"*.toml": Message("Settings of a programme")}
_WIDE = 620


class MakeProgramme(Screen):
    """Two views: the settings before, the sheet of words after; `place.path` may be `SHEET`. `find_sticks` lists the
    sticks (on the file thread)."""

    name: ClassVar[str] = "make_programme"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_MakeProgramme()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._draft: ProgrammeDraft | None = None
        self._made: MadeProgramme | None = None
        self._sheet: Path | None = None
        self._asks = False
        self._label = ""
        self._busy = False
        self._news = PageNews(bridge, self.form.news)
        self._facts = FactLines(self.form.facts, "understood")
        self._files = FactLines(self.form.files, "made_file")
        self._words = ThreeWords(bridge, self.form, self._say_bar)
        self._table_space = TableSpace(self.form.findings, self.form.settings_parts, _WIDE, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("programme")))
        form.choose_settings.clicked.connect(self._choose)
        form.save_example.clicked.connect(self._ask_for_example)
        form.make.clicked.connect(self._ask_folder)
        form.print_sheet.clicked.connect(self._print_sheet)
        form.open_sheet.clicked.connect(self._open_sheet)
        form.write_sheet.clicked.connect(self._ask_where)
        form.done.clicked.connect(self._finish)
        self._table_space.turned.connect(self._show_findings)
        for field in (form.word_1, form.word_2, form.word_3):
            field.returnPressed.connect(form.done.click)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Programme"))

    def title(self) -> str:
        """The page's title."""
        return self.bridge.say(Message("Make a programme"))

    def enter(self, destination: Destination) -> None:
        """Starts with the first view."""
        self._draft, self._made, self._busy = None, None, False
        self._sheet, self._asks = None, destination.path == SHEET
        self._news.clear()
        if self._asks:
            self._words.begin()
        self.retranslate()
        (self.form.write_sheet if self._asks else self.form.choose_settings).setFocus()

    def leave(self) -> None:
        """Clears the words of the sheet when the screen is hidden."""
        self._words.forget()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while nobody has confirmed that the sheet is on paper."""
        if self._made is None or not self._asks:
            return None
        return (
            Message("Is the recovery sheet on paper?"),
            Message("If this laptop is lost, only the words on it can restore the programme's root key."),
        )

    def restyle(self) -> None:
        """Scales the lights in the fields as well."""
        super().restyle()
        self._words.restyle()

    def _choose(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose the settings of the programme"), SETTINGS, self._read)

    def _ask_for_example(self) -> None:
        question = Message("Where should the example be saved?")
        detail = Message(
            "A settings file and a list of places. Change them to your own, then choose the settings here."
        )
        ask_place(self, self.bridge, question, detail, self._write_example, self.find_sticks)

    def _write_example(self, folder: Path, label: str) -> None:
        self.bridge.ask(
            lambda: write_example(folder),
            lambda settings: self._on_example(settings, label),
            lambda error: self._news.fail(place_error(error, label)),
        )

    def _on_example(self, settings: Path, label: str) -> None:
        place = label or folder_text(settings.parent)
        fact = Message("The example is here: {place}.", place=place)
        remedy = Message("Open {file} in a text editor, and write your own settings.", file=settings.name)
        self._news.tell("ok", fact, remedy)

    def _read(self, path: Path) -> None:
        self._news.clear()
        self.bridge.ask(lambda: read_settings(path), self._on_draft, self._news.fail)

    def _on_draft(self, draft: ProgrammeDraft) -> None:
        self._draft = draft
        self.retranslate()
        (self.form.make if draft.programme is not None else self.form.choose_settings).setFocus()

    def _ask_folder(self) -> None:
        question = Message("Where should the programme's files be saved?")
        detail = Message("The programme file, the sheet of words and the page that checks certificates.")
        ask_place(self, self.bridge, question, detail, self._make, self.find_sticks)

    def _make(self, folder: Path, label: str) -> None:
        draft = self._draft
        if draft is None or self._busy:
            return
        self._busy, self._label = True, label
        self._say_bar()

        def make(desk: Desk) -> MadeProgramme:
            today = desk.today()
            return make_programme(desk, draft, folder, today)

        self.bridge.change(make, self._on_made, lambda error: self._not_made(error, label))

    def _not_made(self, error: KnownError, label: str) -> None:
        self._busy = False
        self._say_bar()
        self._news.fail(place_error(error, label))

    def _on_made(self, made: MadeProgramme) -> None:
        self._made, self._busy = made, False
        self._sheet, self._asks = made.sheet, made.sheet is not None
        self._news.clear()
        self._words.begin()
        self.retranslate()
        self.turned.emit()
        (self.form.open_sheet if self._asks else self.form.done).setFocus()

    def _ask_where(self) -> None:
        question = Message("Where should the sheet be saved?")
        detail = Message("Print it from there. Anybody who finds the file could sign in the programme's name.")
        ask_place(self, self.bridge, question, detail, self._write_sheet, self.find_sticks)

    def _write_sheet(self, folder: Path, label: str) -> None:
        def write(desk: Desk) -> Path:
            require_folder(folder)
            return write_sheet(desk, folder, desk.today())

        self.bridge.change(write, self._on_sheet_written, lambda error: self._news.fail(place_error(error, label)))

    def _on_sheet_written(self, sheet: Path) -> None:
        self._sheet = sheet
        self._news.tell("ok", Message("The sheet is in {file}.", file=sheet.name))
        self.retranslate()

    def _open_sheet(self) -> None:
        sheet = self._sheet
        if sheet is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(sheet))):
            fact = Message("No app on this laptop can open the sheet.")
            self._news.tell("look", fact, Message("Print {file} on another laptop.", file=sheet.name))

    def _print_sheet(self) -> None:
        self.bridge.query(lambda desk: words_to_print(desk, desk.today()), self._on_paper, self._news.fail)

    def _on_paper(self, paper: Paper) -> None:
        print_paper(self, self.bridge, paper, self._on_printed, self._news.fail)

    def _on_printed(self, sent: PrintResult) -> None:
        if sent.outcome == "all":
            self._news.tell("ok", Message("The sheet was sent to the printer."))

    def _finish(self) -> None:
        if not self.form.done.isEnabled():
            return
        if self._asks:
            self._words.check(self._ask_to_delete, self._news.fail)
        else:
            self._done()

    def _ask_to_delete(self) -> None:
        """Asks before the file is deleted; whoever finds it has the programme's root key."""
        if self._sheet is None:
            self._done()
            return
        ask(
            self,
            Message("Delete the file of the sheet now?"),
            Message("The paper is enough. Anybody who finds the file could sign in the programme's name."),
            [("keep", Message("Keep it"), "secondary"), ("delete", Message("Delete it"), "primary")],
            self._on_sheet,
        )

    def _on_sheet(self, verb: str) -> None:
        sheet = self._sheet
        if verb == "delete" and sheet is not None:
            self.bridge.ask(lambda: _delete(sheet), lambda _: self._done(), self._news.fail)
        elif verb == "keep":
            self._done()

    def _done(self) -> None:
        self._made, self._sheet, self._asks = None, None, False
        self._words.forget()
        self.open("programme")

    def retranslate(self) -> None:
        """The view shown."""
        form, after = self.form, self._made is not None or self._asks
        form.settings_part.setVisible(not after)
        form.made_part.setVisible(after)
        form.made_card.setVisible(self._made is not None)
        if not after:
            self._say_settings()
        if self._made is not None:
            self._say_made(self._made)
        self._say_sheet()
        self._news.retranslate()
        self._say_bar()

    def _say_settings(self) -> None:
        form, say, draft = self.form, self.bridge.say, self._draft
        form.choose_text.setText(
            say(
                Message(
                    "A text file with partners, helplines and rules, and beside it the lists of places as CSV or XLSX."
                )
            )
        )
        form.settings_file.setVisible(draft is not None)
        facts = settings_summary.facts(self.bridge, draft) if draft is not None else []
        form.understood.setVisible(bool(facts))
        form.findings_card.setVisible(draft is not None and bool(draft.findings))
        if draft is not None:
            form.settings_file.setText(draft.settings.name)
            self._facts.show(facts)
            self._show_findings()

    def _show_findings(self) -> None:
        if self._draft is not None:
            rows = [
                settings_summary.row(self.bridge, place, finding, self._table_space.wide)
                for place, finding in enumerate(self._draft.findings[:_MOST_FINDINGS])
            ]
            self.form.findings.set_columns(settings_summary.columns(self.bridge, self._table_space.wide))
            self.form.findings.set_rows(rows)

    def _say_made(self, made: MadeProgramme) -> None:
        form, say, folder = self.form, self.bridge.say, folder_text(made.path.parent)
        on_stick = Message("Its files are on the stick {label}.", label=self._label)
        in_folder = Message("Its files are in the folder {folder}.", folder=folder)
        form.made_text.setText(say(on_stick if self._label else in_folder))
        files: list[Line] = [(made.path.name, say(Message("for every desk")))]
        if made.sheet is not None:
            files.append((made.sheet.name, say(Message("to print and lock away"))))
        if made.verifier is not None:
            files.append((made.verifier.name, say(Message("checks certificates in any browser"))))
        self._files.show(files)

    def _say_sheet(self) -> None:
        form, say = self.form, self.bridge.say
        form.sheet_card.setVisible(self._asks)
        form.open_sheet.setVisible(self._sheet is not None)
        form.write_sheet.setVisible(self._made is None)
        form.sheet_text.setText(
            say(
                Message(
                    "Print it and lock it away. If this laptop is lost, its words restore the programme's root key."
                )
            )
        )
        form.ask_text.setText(say(Message("Write three of its words from the printed sheet:")))
        self._words.retranslate()

    def _say_bar(self) -> None:
        form, say, made, draft = self.form, self.bridge.say, self._made, self._draft
        after = made is not None or self._asks
        form.back.setVisible(made is None)
        form.make.setVisible(not after)
        form.done.setVisible(after)
        form.make.setText(say(Message("Making the programme") if self._busy else Message("Make the programme")))
        form.make.setEnabled(draft is not None and draft.programme is not None and not self._busy)
        form.done.setEnabled(after and (not self._asks or self._words.written))
        missing = self._missing()
        form.reason.setText(say(missing) if missing else "")

    def _missing(self) -> Message | None:
        if self._made is not None or self._asks:
            return Message("Write the three words first.") if self._asks and not self._words.written else None
        if self._draft is None:
            return Message("Choose the settings first.")
        return None if self._draft.programme is not None else Message("Fix the settings first.")


_MOST_FINDINGS = 100
"""Findings shown for a list of places: people fix the first rows, and choose the file again."""


def _delete(sheet: Path) -> None:
    try:
        sheet.unlink(missing_ok=True)
    except OSError as error:
        raise KnownError(
            "not_deleted",
            Message("The file of the sheet could not be deleted."),
            Message("Close the app that shows it, then delete {file} yourself.", file=sheet.name),
        ) from error
