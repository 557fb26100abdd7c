"""The certificates of a finished class: their number, and a file with names or pages for the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.papers import Papers, PapersModel, PapersView, TagText
from bsuh_desktop.presenters.paper_output import PrintJob, PrintOutcome, folder_name
from bsuh_desktop.presenters.parts import Joined, Notice, Part, Question, Text
from bsuh_desktop.services.certificates.certify import choose_layout
from bsuh_desktop.services.hand_over.class_files import ClassFiles, SavedCertificates, save_certificates
from bsuh_desktop.services.printing.paper import PrintableCertificates, certificates_to_print, note_all_printed

LAYOUT_QUESTION = Message("How should the certificates be printed?")
ALL_OUT, NOT_ALL = "all_out", "not_all"
_STAY = Message("Print or save the certificates of this class.")


class CertificatesModel(PapersModel, frozen=True, kw_only=True):
    """The card: also the whole class again, if only some have to be reissued, one learner alone, and how they are
    printed."""

    whole: Part
    one: Part
    one_message: Notice
    """How it went with one learner alone; it replaces nothing that is said of all of them."""
    layout: Part


class CertificatesView(PapersView, Protocol):
    """What the card asks of the screen: questions, and the printer."""

    def ask_before_names(self, on_stick: bool, then: Callable[[], object]) -> None:
        """Warns that names leave the app, and calls `then` if a person wants that."""

    def ask_for_folder(self, question: Message, then: Callable[[Path], object]) -> None:
        """Asks for a folder of this computer."""

    def ask_for_layout(self, layout: Layout, chosen: Callable[[Layout], object]) -> None:
        """Asks how to print; `chosen` is called at every change."""

    def ask_for_learner(
        self,
        find: Callable[[str], tuple[str, Text]],
        save: Callable[[str, Path, str], object],
        print_one: Callable[[str], object],
    ) -> None:
        """Asks for one learner, and where the certificate should go. `find` says who is meant by what was typed ("" if
        nobody is) and the line below it; `save` gets the learner, the folder and the label of its stick or "",
        `print_one` the learner."""

    def print_paper(self, job: PrintJob) -> None:
        """Asks for a printer, and prints."""


class Certificates(Papers[SavedCertificates]):
    """The certificates, in one PDF or on the printer. Names leave the app only after a warning."""

    opens = True
    _view: CertificatesView

    def __init__(
        self,
        session: DeskSession,
        view: CertificatesView,
        changed: Callable[[], object],
        written: Callable[[], object],
    ) -> None:
        super().__init__(session, view, changed, written)

    def save(self, folder: Path, label: str) -> None:
        """Writes those that are due into `folder`, after the warning about names: on the stick `label`, or with "" on
        this computer."""
        self._warn(folder, label)

    def ask_for_whole(self) -> None:
        """Asks for a folder for the whole class, though only some have to be reissued."""
        self._view.ask_for_folder(Message("Where should it go?"), lambda folder: self._warn(folder, "", whole=True))

    def ask_for_one(self, find: Callable[[str], tuple[str, Text]]) -> None:
        """Asks for which learner, as `find` understands what is typed, and where it should go."""
        self._view.ask_for_learner(find, self.save_one, self.print)

    def save_one(self, learner: str, folder: Path, label: str) -> None:
        """Writes the certificate of one learner alone, after the same warning."""
        self._warn(folder, label, only=learner)

    def _warn(self, folder: Path, label: str, whole: bool = False, only: str = "") -> None:
        session = self._session

        def write() -> None:
            if self._session == session:
                self._write_some(folder, label, whole, only)

        if not self._running:
            self._view.ask_before_names(bool(label), write)

    def _write_some(self, folder: Path, label: str, whole: bool, only: str) -> None:
        if self._running:
            return
        session = self._session
        progress = self._begin(lambda: self._write_some(folder, label, whole, only), self._total(whole, only))
        self._desk.change(
            lambda desk: save_certificates(desk, session, folder, progress, whole, only),
            self._when_done(label),
            self._when_failed(label),
        )

    def _total(self, whole: bool = False, only: str = "") -> int:
        files = self._files
        if files is None or only:
            return 1
        return files.certificates if whole else files.to_reprint or files.certificates

    def ask_for_layout(self) -> None:
        """Asks how they are printed."""
        if self._files is not None:
            self._view.ask_for_layout(self._files.layout, self.choose_layout)

    def choose_layout(self, layout: Layout) -> None:
        """Stores the layout on this laptop for later prints."""
        if self._files is not None:
            self._files = msgspec.structs.replace(self._files, layout=layout)
            self._changed()
        self._desk.change(lambda desk: choose_layout(desk, layout))

    # Printing

    def print(self, only: str = "") -> None:
        """Prints those that are due, or `only` that of one learner, without a file."""
        if self._running:
            return
        session, progress = self._session, self._begin(lambda: self.print(only), self._total(only=only))

        def made(certificates: PrintableCertificates) -> None:
            if session == self._session:
                self._end(Notice(shown=False))
                self._print(certificates)

        self._desk.change(lambda desk: certificates_to_print(desk, session, progress, only), made, self._when_failed())

    def _print(self, made: PrintableCertificates) -> None:
        """Certificates count as printed after a person confirms that all came out."""
        session, failed = self._session, self._when_failed()

        def end(notice: Notice) -> None:
            if session == self._session:
                self._end(notice)
                self._written()

        def sent(outcome: PrintOutcome, pages: int) -> None:
            if outcome == "all":
                self._view.ask(_all_out(made.count), answered)
            elif outcome == "some":
                end(_look(Message("Pages sent to the printer: {count}.", count=pages)))
            elif outcome == "stopped":
                fact = Message("Printing was stopped. Pages that may still come out: {count}.", count=pages)
                end(_look(fact))

        def answered(key: str) -> None:
            if key == ALL_OUT:
                self._desk.change(lambda desk: note_all_printed(desk, made), lambda _: end(_printed(made)), failed)
            else:
                end(_look(Message("Not all certificates came out.")))

        self._view.print_paper(PrintJob(made.paper, sent, failed))

    # The view model

    def model(self) -> CertificatesModel:
        """The card as it should look now."""
        files, layout = self._files, Part(shown=False)
        if files is not None:
            how = words_of(files.layout)
            spoken = Joined((LAYOUT_QUESTION, how), " ")
            layout = Part(shown=self._can_be_written(files), text=how, spoken=spoken)
        return CertificatesModel(
            **msgspec.structs.asdict(super().model()),
            whole=Part(shown=files is not None and files.to_reprint > 0),
            one=Part(shown=files is not None and self._can_be_written(files)),
            one_message=Notice(shown=False),
            layout=layout,
        )

    def model_with(self, alone: Certificates) -> CertificatesModel:
        """The same; what is written for one learner is told by `alone`, which has messages of its own."""
        other = alone.model()
        progress = other.progress if other.progress.shown else self._progress
        return msgspec.structs.replace(self.model(), one_message=other.message, progress=progress)

    def _can_be_written(self, files: ClassFiles) -> bool:
        barred = files.waits_for_grant or files.needs_date or files.names_over
        return files.certificates > 0 and not barred

    def _tag(self, files: ClassFiles) -> TagText:
        if files.names_over:
            return TagText("plain", Message("Names deleted"))
        if files.saved:
            return TagText("ok", Message("Printed or saved"))
        if files.to_reprint:
            return TagText("look", Message("To print again: {count}", count=files.to_reprint))
        if self._can_be_written(files):
            return TagText("look", Message("Not saved yet"))
        return TagText("plain", Message("None yet"))

    def _summary(self, files: ClassFiles) -> Message:
        if files.names_over:
            return Message("The names were deleted; the coordinator can print the certificates again.")
        if files.needs_date:
            return Message("Write the date of the class first: it is on every certificate.")
        if files.waits_for_grant:
            return Message("This laptop waits for its grant. Save the certificates when it comes.")
        if not files.certificates:
            return Message("Nobody has earned one in this class.")
        if files.to_reprint:
            return Message("A spelling was fixed. New certificates to save: {count}", count=files.to_reprint)
        if files.granted and not files.saved:
            count = files.certificates
            return Message("The grant has come. Certificates that can be printed now: {count}", count=count)
        return Message("Certificates: {count}, in one file for the printer.", count=files.certificates)

    def _warning(self, files: ClassFiles) -> Message:
        if files.names_over:
            return Message("The names are no longer on this laptop.")
        if files.to_reprint:
            return Message("The old ones are then revoked. The file has names.")
        return Message("The file has names. Save it only where nobody else can open it.")

    def _doing(self) -> Message:
        return Message("Writing certificates")

    def _done(self, result: SavedCertificates, label: str) -> tuple[Message, Message]:
        fact, file = Message("Certificates saved: {count}.", count=result.count), result.path.name
        if result.reprinted:
            fact = Message("New certificates saved: {count}. The old ones are revoked.", count=result.reprinted)
        if label:
            return fact, Message("On the stick {label}, safe to pull out: {file}.", label=label, file=file)
        return fact, Message("In the folder {folder}: {file}.", folder=folder_name(result.path), file=file)


def words_of(layout: Layout) -> Message:
    """A layout in a few words."""
    if layout.ink == "black":
        return Message("{count} a page, black only", count=layout.per_page)
    return Message("{count} a page, in colour", count=layout.per_page)


def _all_out(count: int) -> Question:
    return Question(
        Message("Did all pages come out?"),
        Message("Count them before you give them out. Certificates: {count}.", count=count),
        ((NOT_ALL, Message("Not all"), "secondary"), (ALL_OUT, Message("All of them"), "primary")),
        safe=NOT_ALL,
    )


def _look(fact: Message) -> Notice:
    return Notice(light="look", fact=fact, remedy=_STAY)


def _printed(made: PrintableCertificates) -> Notice:
    fact = Message("Certificates printed: {count}.", count=made.count)
    if made.reprinted:
        fact = Message("New certificates printed: {count}. The old ones are revoked.", count=made.reprinted)
    return Notice(light="ok", fact=fact, remedy=Message("No file of them was saved."))
