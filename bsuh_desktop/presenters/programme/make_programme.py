"""For the office: makes a programme from its settings; the words of its root key are printed and locked away.

The programme is complete once three of the words, read from the paper, were typed correctly.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.paper_output import PrintJob, PrintOutcome
from bsuh_desktop.presenters.parts import (
    NO_NOTICE,
    NO_TEXT,
    Field,
    Joined,
    News,
    Notice,
    Part,
    PlaceQuestion,
    Question,
    Text,
    text_of,
)
from bsuh_desktop.presenters.presenter import PageView, TablePresenter
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.printing.paper import Paper, words_to_print
from bsuh_desktop.services.programme.make_programme import (
    ASKED,
    asked_positions,
    check_words,
    make_programme,
    write_example,
    write_sheet,
)
from bsuh_desktop.services.programme.programme_view import Finding, MadeProgramme, ProgrammeDraft
from bsuh_desktop.services.programme.settings import read_settings
from bsuh_desktop.system.folders import place_error, require_folder

SHEET = "sheet"
"""`Destination.path`: show the sheet of a programme made before."""

KEEP, DELETE = "keep", "delete"
"""The answers to whether the file of the sheet goes."""

WordPart = Literal["word_1", "word_2", "word_3"]
WORD_PARTS: tuple[WordPart, ...] = ("word_1", "word_2", "word_3")

_MOST_FINDINGS = 100
"""Findings shown for a list of places: people fix the first rows, and choose the file again."""

_KINDS = {
    "school": Message("Schools"),
    "madrasah": Message("Madrasahs"),
    "club": Message("Clubs"),
    "centre": Message("Centres"),
}


class FindingsTable(msgspec.Struct, frozen=True):
    """What has to be fixed in the settings. In a narrow table the place is below the finding."""

    findings: tuple[Finding, ...] = ()
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        what = Column(Message("What to fix"))
        return (Column(Message("Where"), 260), what) if self.wide else (what,)

    def rows(self) -> list[Row]:
        """One row for each finding; those that do not block signing are marked “look”."""
        return [Row(str(place), self._cells(one)) for place, one in enumerate(self.findings)]

    def _cells(self, finding: Finding) -> tuple[Cell, ...]:
        where: Text = finding.file
        if finding.line is not None:
            where = Message("{file}, line {line}", file=finding.file, line=digits_text(finding.line))
        light = "stop" if finding.stops else "look"
        if self.wide:
            return Cell(where), Cell(finding.message, finding.remedy, light=light)
        return (Cell(finding.message, Joined((where, finding.remedy)), light=light),)


class MakeProgrammeModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the settings before, the sheet of words after."""

    news: News
    settings_part: Part
    choose_text: Part
    settings_file: Part
    understood: Part
    facts: tuple[tuple[Text, Text], ...]
    """What was understood, each with its label."""
    findings_card: Part
    findings: FindingsTable
    made_part: Part
    made_card: Part
    made_text: Part
    files: tuple[tuple[Text, Text], ...]
    """The files that were made, and what each is for."""
    sheet_card: Part
    sheet_text: Part
    open_sheet: Part
    write_sheet: Part
    ask_text: Part
    word_1_label: Part
    word_2_label: Part
    word_3_label: Part
    word_1: Field
    word_2: Field
    word_3: Field
    problem: Notice
    back: Part
    reason: Part
    make: Part
    done: Part


class MakeProgrammeScreen(PageView[MakeProgrammeModel], Protocol):
    """The screen."""

    def show_file(self, path: Path) -> bool:
        """Opens a file in its own app; False if there is none."""

    def print_paper(self, job: PrintJob) -> None:
        """Asks for a printer, and prints."""

    def turn(self) -> None:
        """The other half of the page is shown now: messages about the first half do not belong there."""


class MakeProgrammePresenter(TablePresenter[MakeProgrammeModel]):
    """Starts with the settings, or with the sheet of a programme made before."""

    above = Message("Programme")
    heading = Message("Make a programme")
    view: MakeProgrammeScreen

    def __init__(self, session: DeskSession, view: MakeProgrammeScreen) -> None:
        super().__init__(session, view)
        self._label = ""
        self._positions: tuple[int, ...] = ()
        self._begin(False)

    def _begin(self, sheet: bool) -> None:
        self._draft: ProgrammeDraft | None = None
        self._made: MadeProgramme | None = None
        self._sheet: Path | None = None
        self._asks = sheet
        self._busy = False
        self._typed = [""] * ASKED
        self._wrong: tuple[int, ...] = ()

    def show(self, sheet: bool) -> None:
        """Enters; with `sheet` the sheet of a programme made before."""
        self.enter()
        self._begin(sheet)
        if sheet:
            self._ask_words()
        self.refresh()
        self.view.focus("write_sheet" if sheet else "choose_settings")

    def leave(self) -> None:
        """Clears the words of the sheet when the screen is hidden."""
        super().leave()
        if self._entered_words():
            self._typed = [""] * ASKED
            self.refresh()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while the programme is being made, and until somebody has confirmed that the sheet is on paper."""
        if not self._busy and (self._made is None or not self._asks):
            return None
        return (
            Message("Is the recovery sheet on paper?"),
            Message("If this laptop is lost, only the words on it can restore the programme's root key."),
        )

    def _failed(self, label: str) -> Callable[[KnownError], object]:
        return self.in_visit(lambda error: self._fail(place_error(error, label)))

    # The settings

    def ask_for_example(self) -> None:
        """Asks where example settings should go."""
        detail = Message(
            "A settings file and a list of places. Change them to your own, then choose the settings here."
        )
        question = PlaceQuestion(Message("Where should the example be saved?"), detail)
        self.view.ask_place(question, self._write_example)

    def _write_example(self, folder: Path, label: str) -> None:
        def written(settings: Path) -> None:
            fact = Message("The example is here: {place}.", place=label or folder_text(settings.parent))
            remedy = Message("Open {file} in a text editor, and write your own settings.", file=settings.name)
            self._report("ok", fact, remedy)

        self.session.ask(lambda: write_example(folder), self.in_visit(written), self._failed(label))

    def read(self, path: Path) -> None:
        """Reads the settings that were chosen."""
        self.close_news()
        self.session.ask(lambda: read_settings(path), self.in_visit(self._on_draft), self.in_visit(self._fail))

    def _on_draft(self, draft: ProgrammeDraft) -> None:
        self._draft = draft
        self.refresh()
        self.view.focus("make" if draft.programme is not None else "choose_settings")

    def ask_folder(self) -> None:
        """Asks where the programme's files should go."""
        detail = Message("The programme file, the sheet of words and the page that checks certificates.")
        question = PlaceQuestion(Message("Where should the programme's files be saved?"), detail)
        self.view.ask_place(question, self._make)

    def _make(self, folder: Path, label: str) -> None:
        draft = self._draft
        if draft is None or self._busy:
            return

        def failed(error: KnownError) -> None:
            self._busy = False
            self._fail(place_error(error, label))

        self._busy, self._label = True, label
        self.refresh()
        self.session.change(
            lambda desk: make_programme(desk, draft, folder, desk.today()),
            self.in_visit(self._on_made),
            self.in_visit(failed),
        )

    def _on_made(self, made: MadeProgramme) -> None:
        self._made, self._busy = made, False
        self._sheet, self._asks = made.sheet, made.sheet is not None
        self._news = self._news.closed()
        self._ask_words()
        self.refresh()
        self.view.turn()
        self.view.focus("open_sheet" if self._asks else "done")

    # The sheet

    def ask_where(self) -> None:
        """Asks where the sheet should go."""
        detail = Message("Print it from there. Anybody who finds the file could sign in the programme's name.")
        question = PlaceQuestion(Message("Where should the sheet be saved?"), detail)
        self.view.ask_place(question, self._write_sheet)

    def _write_sheet(self, folder: Path, label: str) -> None:
        def write(desk: Desk) -> Path:
            require_folder(folder)
            return write_sheet(desk, folder, desk.today())

        def written(sheet: Path) -> None:
            self._sheet = sheet
            self._report("ok", Message("The sheet is in {file}.", file=sheet.name))

        self.session.change(write, self.in_visit(written), self._failed(label))

    def show_sheet(self) -> None:
        """Opens the file of the sheet."""
        sheet = self._sheet
        if sheet is not None and not self.view.show_file(sheet):
            remedy = Message("Print {file} on another laptop.", file=sheet.name)
            self._report("look", Message("No app on this laptop can open the sheet."), remedy)

    def print_sheet(self) -> None:
        """Sends the sheet to a printer, without its file."""
        self.session.query(
            lambda desk: words_to_print(desk, desk.today()), self.in_visit(self._on_paper), self.in_visit(self._fail)
        )

    def _on_paper(self, paper: Paper) -> None:
        def printed(outcome: PrintOutcome, _: int) -> None:
            if outcome == "all":
                self._report("ok", Message("The sheet was sent to the printer."))

        self.view.print_paper(PrintJob(paper, self.in_visit(printed), self.in_visit(self._fail)))

    # The words

    def _ask_words(self) -> None:
        """Asks for three other words than last time."""
        self._positions, self._wrong, self._typed = asked_positions(), (), [""] * ASKED

    def type_word(self, part: WordPart, text: str) -> None:
        """Somebody typed a word."""
        self._typed[WORD_PARTS.index(part)] = text
        self._wrong = ()
        self.refresh()

    def _entered_words(self) -> bool:
        return any(self._typed)

    def _may_finish(self) -> bool:
        return not self._asks or all(text.strip() for text in self._typed)

    def finish(self) -> None:
        """Checks the words; then asks whether the file of the sheet goes, and leaves."""
        if not self._may_finish():
            return
        if not self._asks:
            self._done()
            return
        typed = dict(zip(self._positions, self._typed, strict=True))
        self.session.change(
            lambda desk: check_words(desk, typed), self.in_visit(self._on_checked), self.in_visit(self._fail)
        )

    def _on_checked(self, wrong: tuple[int, ...]) -> None:
        self._wrong = wrong
        self.refresh()
        if wrong:
            self.view.focus(WORD_PARTS[self._positions.index(wrong[0])])
        elif self._sheet is None:
            self._done()
        else:
            self._ask_to_delete(self._sheet)

    def _ask_to_delete(self, sheet: Path) -> None:
        """Asks before the file is deleted; whoever finds it has the programme's root key."""

        def answered(verb: str) -> None:
            if verb == DELETE:
                self.session.ask(
                    lambda: _delete(sheet), self.in_visit(lambda _: self._done()), self.in_visit(self._fail)
                )
            elif verb == KEEP:
                self._done()

        question = Question(
            Message("Delete the file of the sheet now?"),
            Message("The paper is enough. Anybody who finds the file could sign in the programme's name."),
            ((KEEP, Message("Keep it"), "secondary"), (DELETE, Message("Delete it"), "primary")),
            "",
        )
        self.view.ask(question, answered)

    def _done(self) -> None:
        self._made, self._sheet, self._asks = None, None, False
        self._typed = [""] * ASKED
        self.view.open("programme")

    # The view model

    def model(self) -> MakeProgrammeModel:
        """The screen as it should look now."""
        made, draft, after = self._made, self._draft, self._made is not None or self._asks
        facts = _facts(draft) if draft is not None else ()
        ready = draft is not None and draft.programme is not None
        missing = self._missing()
        (label_1, word_1), (label_2, word_2), (label_3, word_3) = map(self._word, range(ASKED))
        return MakeProgrammeModel(
            news=self._news,
            settings_part=Part(shown=not after),
            choose_text=Part(
                text=Message(
                    "A text file with partners, helplines and rules, and beside it the lists of places as CSV or XLSX."
                )
            ),
            settings_file=Part(shown=draft is not None, text=draft.settings.name if draft else NO_TEXT),
            understood=Part(shown=bool(facts)),
            facts=facts,
            findings_card=Part(shown=draft is not None and bool(draft.findings)),
            findings=FindingsTable(draft.findings[:_MOST_FINDINGS] if draft else (), self._wide),
            made_part=Part(shown=after),
            made_card=Part(shown=made is not None),
            made_text=Part(text=_where(made, self._label) if made else NO_TEXT),
            files=_files(made) if made else (),
            sheet_card=Part(shown=self._asks),
            sheet_text=Part(
                text=Message(
                    "Print it and lock it away. If this laptop is lost, its words restore the programme's root key."
                )
            ),
            open_sheet=Part(shown=self._sheet is not None),
            write_sheet=Part(shown=made is None),
            ask_text=Part(text=Message("Write three of its words from the printed sheet:")),
            word_1_label=label_1,
            word_2_label=label_2,
            word_3_label=label_3,
            word_1=word_1,
            word_2=word_2,
            word_3=word_3,
            problem=_problem(self._wrong[0]) if self._wrong else NO_NOTICE,
            back=Part(shown=made is None),
            reason=Part(text=missing or NO_TEXT),
            make=Part(
                shown=not after,
                enabled=ready and not self._busy,
                text=Message("Making the programme") if self._busy else Message("Make the programme"),
            ),
            done=Part(shown=after, enabled=after and self._may_finish()),
        )

    def _word(self, number: int) -> tuple[Part, Field]:
        """One of the words that are asked for, with its label."""
        if not self._positions:
            return Part(), Field()
        place = self._positions[number]
        words = Message("Word {place}", place=digits_text(place))
        return Part(text=words), Field(value=self._typed[number], spoken=words, problem=place in self._wrong)

    def _missing(self) -> Message | None:
        if self._made is not None or self._asks:
            return None if self._may_finish() else Message("Write the three words first.")
        if self._draft is None:
            return Message("Choose the settings first.")
        return None if self._draft.programme is not None else Message("Fix the settings first.")


def _facts(draft: ProgrammeDraft) -> tuple[tuple[Text, Text], ...]:
    """What was understood of the settings: name, days, partners, places by kind, helplines."""
    programme = draft.programme
    places = (Joined((_KINDS.get(kind, kind), count), ": ") for kind, count in draft.places.items())
    found: list[tuple[Text, Text]] = [
        (Message("Places"), Joined(tuple(places))),
        (Message("With a known number of learners"), draft.with_pupils if draft.places else NO_TEXT),
    ]
    if programme is not None:
        lines = (Joined((one.names, digits_text(one.number)), " ") for one in programme.helplines)
        found = [
            (Message("Programme"), programme.names),
            (Message("Version"), digits_text(programme.version or "")),
            (Message("Runs until"), date_text(programme.expires)),
            (Message("Partners"), Joined(tuple(one.names for one in programme.partners))),
            *found,
            (Message("Helplines"), Joined(tuple(lines))),
        ]
    return tuple(fact for fact in found if text_of(fact[1], "en"))


def _where(made: MadeProgramme, label: str) -> Message:
    if label:
        return Message("Its files are on the stick {label}.", label=label)
    return Message("Its files are in the folder {folder}.", folder=folder_text(made.path.parent))


def _files(made: MadeProgramme) -> tuple[tuple[Text, Text], ...]:
    files: list[tuple[Text, Text]] = [(made.path.name, Message("for every desk"))]
    if made.sheet is not None:
        files.append((made.sheet.name, Message("to print and lock away")))
    if made.verifier is not None:
        files.append((made.verifier.name, Message("checks certificates in any browser")))
    return tuple(files)


def _problem(place: int) -> Notice:
    fact = Message("Word {place} on the sheet is different.", place=digits_text(place))
    return Notice(light="look", fact=fact, remedy=Message("Write the word exactly as on the printed sheet."))


def _delete(sheet: Path) -> None:
    try:
        sheet.unlink(missing_ok=True)
    except OSError as error:
        raise KnownError(
            "not_deleted",
            Message("The file of the sheet could not be deleted."),
            Message("Close the app that shows it, then delete {file} yourself.", file=sheet.name),
        ) from error
