"""A class sheet for the printer, a stick or a folder: with rolls only, or with names after a warning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.paper_output import PrintJob, PrintOutcome, folder_name
from bsuh_desktop.services.class_sheets.class_sheet import SavedSheet, save_sheet
from bsuh_desktop.services.class_sheets.class_sheet import SheetWish as SheetWish
from bsuh_desktop.services.printing.paper import PrintableSheet, class_sheet_to_print


class PrintSheetView(Protocol):
    """The dialog."""

    def end(self) -> None:
        """The choice is made."""

    def ask_before_names(self, on_stick: bool, then: Callable[[], object]) -> None:
        """Warns that names leave the app, and calls `then` if a person wants that."""

    def print_paper(self, job: PrintJob) -> None:
        """Asks for a printer, and prints."""


class PrintSheetPresenter:
    """One sheet. The dialog is closed before it is made; where it is, the window says."""

    def __init__(self, session: DeskSession, view: PrintSheetView, wish: SheetWish) -> None:
        self._session = session
        self._view = view
        self._wish = wish

    def save(self, folder: Path, label: str, names: bool) -> None:
        """Writes it into `folder`: on the stick `label`, or with "" on this computer."""
        wish = self._complete(names)
        if names:
            self._view.ask_before_names(bool(label), lambda: self._write(wish, folder, label))
        else:
            self._write(wish, folder, label)

    def print(self, names: bool) -> None:
        """Sends it to the printer without writing a file."""
        wish = self._complete(names)
        self._view.end()
        self._session.change(lambda desk: class_sheet_to_print(desk, wish), self._on_made)

    def _complete(self, names: bool) -> SheetWish:
        return msgspec.structs.replace(self._wish, names=names, language=self._session.language)

    def _on_made(self, sheet: PrintableSheet) -> None:
        def sent(outcome: PrintOutcome, _: int) -> None:
            if outcome == "all":
                fact = Message(
                    "Class sheet {number} was sent to the printer. Pages: {pages}.",
                    number=sheet.number,
                    pages=sheet.pages,
                )
                self._session.inform("ok", fact)

        self._view.print_paper(PrintJob(sheet.paper, sent, self._session.error_reported.emit))

    def _write(self, wish: SheetWish, folder: Path, label: str) -> None:
        def saved(sheet: SavedSheet) -> None:
            what = {"number": sheet.number, "pages": sheet.pages}
            where = Message(
                "Class sheet {number} is in the folder {folder}. Pages: {pages}.",
                folder=folder_name(sheet.path),
                **what,
            )
            if label:
                where = Message("Class sheet {number} is on the stick {label}. Pages: {pages}.", label=label, **what)
            self._session.inform("ok", where)

        self._view.end()
        self._session.change(lambda desk: save_sheet(desk, wish, folder), saved)
