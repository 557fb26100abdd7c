"""The certificates of a finished class: their number, and a file with names for the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.app.task_queue import Failed
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.print_layout import Ink, Layout, PerPage
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.dialogs.names_leave import ask_before_names
from bsuh_desktop.qt.dialogs.papers_card import PapersCard, PapersCardParts, folder_name
from bsuh_desktop.qt.dialogs.printer import PrintResult, print_paper
from bsuh_desktop.qt.forms.print_layout import Ui_PrintLayout
from bsuh_desktop.qt.widgets.dialog import Dialog, ask
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.services.certificates.page_layout import choose_layout
from bsuh_desktop.services.hand_over.class_files import ClassFiles, SavedCertificates, save_certificates
from bsuh_desktop.services.printing.certificates import PrintableCertificates, certificates_to_print, note_all_printed

YES, NO = "all_out", "not_all"
OnResult = Callable[[str, Message, Message], object]
"""Called with the result: a state (ok, look), what happened, and what to do."""


def print_certificates(
    parent: QWidget, bridge: Bridge, made: PrintableCertificates, on_result: OnResult, failed: Failed
) -> None:
    """Prints over the window of `parent`. Certificates are marked as printed after a person confirms that all came out;
    `on_result` is not called if printing was cancelled before it started."""

    def sent(how: PrintResult) -> None:
        if how.outcome == "all":
            _ask(parent, bridge, made, on_result, failed)
        elif how.outcome == "some":
            on_result("look", Message("Pages sent to the printer: {count}.", count=how.pages), _STAY)
        elif how.outcome == "stopped":
            on_result(
                "look", Message("Printing was stopped. Pages that may still come out: {count}.", count=how.pages), _STAY
            )

    print_paper(parent, bridge, made.paper, sent, failed)


_STAY = Message("Print or save the certificates of this class.")


def _ask(parent: QWidget, bridge: Bridge, made: PrintableCertificates, on_result: OnResult, failed: Failed) -> None:
    def answered(key: str) -> None:
        if key == YES:
            bridge.change(
                lambda desk: note_all_printed(desk, made.session), lambda _: on_result("ok", *_done(made)), failed
            )
        else:
            on_result("look", Message("Not all certificates came out."), _STAY)

    ask(
        parent.window(),
        Message("Did all pages come out?"),
        Message("Count them before you give them out. Certificates: {count}.", count=made.count),
        [(NO, Message("Not all"), "secondary"), (YES, Message("All of them"), "primary")],
        answered,
        safe=NO,
    )


def _done(made: PrintableCertificates) -> tuple[Message, Message]:
    fact = Message("Certificates printed: {count}.", count=made.count)
    if made.reprinted:
        fact = Message("New certificates printed: {count}. The old ones are revoked.", count=made.reprinted)
    return fact, Message("No file of them was saved.")


CLOSE = "close"


class PrintLayout(LocalizedWidget):
    """Two rows of toggles; `chosen` carries the new layout."""

    chosen = Signal(object)

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.form = form = Ui_PrintLayout()
        form.setupUi(self)
        self._pages: dict[PerPage, QPushButton] = {1: form.one_a_page, 2: form.two_a_page, 4: form.four_a_page}
        self._inks: dict[Ink, QPushButton] = {"colour": form.in_colour, "black": form.black_only}
        self._pages[layout.per_page].setChecked(True)
        self._inks[layout.ink].setChecked(True)
        for button in (*self._pages.values(), *self._inks.values()):
            button.clicked.connect(lambda: self.chosen.emit(self.layout_chosen()))
        self.retranslate()

    def layout_chosen(self) -> Layout:
        """The layout of the toggles."""
        per_page = next(number for number, button in self._pages.items() if button.isChecked())
        ink = next(ink for ink, button in self._inks.items() if button.isChecked())
        return Layout(per_page, ink)

    def take_focus(self) -> None:
        """Focuses the chosen toggle of the first row."""
        self._pages[self.layout_chosen().per_page].setFocus()

    def retranslate(self) -> None:
        """Accessible names: each toggle with its question."""
        form = self.form
        rows = ((form.per_page_title, self._pages.values()), (form.ink_title, self._inks.values()))
        for title, buttons in rows:
            for button in buttons:
                button.setAccessibleName(f"{title.text()}: {button.text()}")


def ask_for_layout(parent: QWidget, layout: Layout, chosen: Callable[[Layout], object]) -> Dialog:
    """Opens the dialog over `parent`; `chosen` is called at every change, so that closing it in any way keeps the
    choice."""
    dialog = Dialog(words_of_question(), "", [(CLOSE, Message("Done"), "primary")], parent)
    asked = PrintLayout(layout)
    dialog.add(ScrollFrame(asked, parent))
    asked.chosen.connect(chosen)
    dialog.open()
    asked.take_focus()
    return dialog


def words_of_question() -> Message:
    """The dialog's question."""
    return Message("How should the certificates be printed?")


def words_of(layout: Layout) -> Message:
    """A layout in a few words."""
    if layout.ink == "black":
        return Message("{count} a page, black only", count=layout.per_page)
    return Message("{count} a page, in colour", count=layout.per_page)


class CertificatesCard(PapersCard[SavedCertificates]):
    """The certificates, in one PDF."""

    def __init__(self, bridge: Bridge, parts: PapersCardParts, whole: QPushButton, layout: QPushButton) -> None:
        super().__init__(bridge, parts)
        self._whole_verb, self._layout_verb = whole, layout
        layout.clicked.connect(self._ask_for_layout)
        self._whole = self._wanted_whole = False
        whole.clicked.connect(self._ask_for_whole)
        parts.places.offer_print()
        parts.places.print_wanted.connect(self._print)

    def retranslate(self) -> None:
        """If some have to be reissued, the whole class can still be printed."""
        super().retranslate()
        files, say = self._files, self._bridge.say
        self._whole_verb.setVisible(files is not None and files.to_reprint > 0)
        self._layout_verb.setVisible(files is not None and self._can_be_written(files))
        if files is not None:
            how = say(words_of(files.layout))
            self._layout_verb.setText(how)
            self._layout_verb.setAccessibleName(f"{say(words_of_question())} {how}")

    def _ask_for_layout(self) -> None:
        if self._files is not None:
            ask_for_layout(self._layout_verb.window(), self._files.layout, self._take_layout)

    def _take_layout(self, layout: Layout) -> None:
        """Stores the layout on this laptop for later prints."""
        if self._files is not None:
            self.show(msgspec.structs.replace(self._files, layout=layout))
        self._bridge.change(lambda desk: choose_layout(desk, layout))

    def _ask_for_whole(self) -> None:
        where = Message("Where should it go?")
        ask_for_folder(self._whole_verb.window(), where, lambda folder: self._warned(folder, "", whole=True))

    def _on_chosen(self, folder: Path, label: str) -> None:
        self._warned(folder, label, whole=False)

    def _warned(self, folder: Path, label: str, whole: bool) -> None:
        """Writes the file after a person has confirmed the warning about names."""
        session = self._session

        def write() -> None:
            if self._session == session:
                self._wanted_whole = whole
                self._write(folder, label)

        if not self._running:
            ask_before_names(self._layout_verb.window(), bool(label), write)

    def _print(self) -> None:
        if not self._running:
            self._place, self._whole, self._wanted_whole = None, False, False
            session, progress = self._session, self._begin(self._print)
            self._bridge.change(
                lambda desk: certificates_to_print(desk, session, progress), self._on_made, self._on_failed
            )

    def _on_made(self, made: PrintableCertificates) -> None:
        self._end(None)
        places = self.parts.places
        print_certificates(places, self._bridge, made, self._on_printed, self._on_failed)

    def _on_printed(self, state: str, fact: Message, remedy: Message) -> None:
        self._end((state, fact, remedy))
        self.written.emit()

    def _can_be_written(self, files: ClassFiles) -> bool:
        barred = files.waits_for_grant or files.needs_date or files.names_over
        return files.certificates > 0 and not barred

    def _on_answered(self, key: str) -> None:
        # A failed write is repeated with the same options.
        self._wanted_whole = self._whole
        super()._on_answered(key)

    def _total(self) -> int:
        files = self._files
        if files is None:
            return 1
        return files.certificates if self._wanted_whole else files.to_reprint or files.certificates

    def _hand(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        session, whole = self._session, self._wanted_whole
        self._whole, self._wanted_whole = whole, False
        self._bridge.change(
            lambda desk: save_certificates(desk, session, folder, progress, whole), self._on_done, self._on_failed
        )

    def _tag(self, files: ClassFiles) -> tuple[str, Message]:
        if files.names_over:
            return "plain", Message("Names deleted")
        if files.saved:
            return "ok", Message("Printed or saved")
        if files.to_reprint:
            return "look", Message("To print again: {count}", count=files.to_reprint)
        return ("look", Message("Not saved yet")) if self._can_be_written(files) else ("plain", Message("None yet"))

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
            return Message("The programme's time for keeping names is over.")
        if files.to_reprint:
            return Message("The old ones are then revoked. The file has names.")
        return Message("The file has names. Save it only where nobody else can open it.")

    def _doing(self) -> Message:
        return Message("Writing certificates")

    def _done(self, result: SavedCertificates, label: str) -> tuple[Message, Message]:
        fact = Message("Certificates saved: {count}.", count=result.count)
        if result.reprinted:
            fact = Message("New certificates saved: {count}. The old ones are revoked.", count=result.reprinted)
        if label:
            return fact, Message("They are on the stick {label}, safe to pull out.", label=label)
        return fact, Message("They are in the folder {folder}.", folder=folder_name(result.path))
