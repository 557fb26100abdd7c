"""Prints a paper without a PDF viewer: which printer, how far it is, and a way to stop. No file is made of it."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.bridge.tasks import Failed
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.progress import ProgressRow
from bsuh_desktop.services.printing.paper import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bsuh_desktop.documents.printing import PageSize
    from bsuh_desktop.qt.dialogs.print_job import Wish

STOP, _DONE = "stop", "done"


@dataclasses.dataclass(frozen=True)
class Sent:
    """How it ended: `all` pages were sent, `some` because only those were wanted, or it was `stopped`; `none` where a
    person thought better of it."""

    outcome: Literal["all", "some", "stopped", "none"]
    pages: int = 0
    total: int = 0


def print_paper(
    parent: QWidget, bridge: Bridge, paper: Paper, then: Callable[[Sent], object], failed: Failed | None = None
) -> None:
    """Asks for the printer over the window of `parent`, and prints. `failed` gets KnownError: no_printer, not_printed,
    unreadable_pdf."""
    _Job(parent.window(), bridge, paper, then, failed or bridge.told.emit).begin()


class _Job(QObject):
    """One paper on its way. It ends with `then` or `failed`, whichever window is closed or locked meanwhile."""

    def __init__(
        self, window: QWidget, bridge: Bridge, paper: Paper, then: Callable[[Sent], object], failed: Failed
    ) -> None:
        super().__init__(bridge)
        self._window, self._bridge, self._paper = window, bridge, paper
        self._then, self._failed = then, failed
        self._sizes: tuple[PageSize, ...] = ()
        self._stopped = threading.Event()
        self._shown: Dialog | None = None

    def begin(self) -> None:
        """Are there printers, and what do the pages ask of them?"""
        paper, printers = self._paper, self._bridge.printers
        self._bridge.ask(lambda: (printers.names(), paper.sizes()), self._on_found, self._fail)

    def _on_found(self, found: tuple[Sequence[str], tuple[PageSize, ...]]) -> None:
        names, self._sizes = found
        if names:
            self._ask()
        else:
            self._fail(no_printer())

    def _ask(self) -> None:
        printers = self._bridge.printers
        printer = printers.printer(self._paper.title, self._sizes[0])
        dialog = printers.dialog(printer, len(self._sizes), self._window)
        dialog.setObjectName("print_dialog")
        dialog.finished.connect(lambda result: self._on_answered(result, printer))
        dialog.finished.connect(dialog.deleteLater)
        # Qt's printing dialog hides the `open` that all others have.
        QDialog.open(dialog)

    def _on_answered(self, result: int, printer: QPrinter) -> None:
        if result != QDialog.DialogCode.Accepted.value:
            self._end(Sent("none"))
            return
        from bsuh_desktop.qt.dialogs.print_job import paint, wish_of

        wish, paper, stopped = wish_of(printer, len(self._sizes)), self._paper, self._stopped.is_set
        self._show(len(wish.pages))
        progress = self._bridge.progress(self._tell)
        self._bridge.ask(
            lambda: paint(printer, paper, wish.pages, stopped, progress),
            lambda done: self._on_sent(wish, done),
            self._fail,
        )

    def _show(self, total: int) -> None:
        verbs = [(STOP, Message("Stop"), "secondary")]
        self._shown = dialog = Dialog(Message("Printing"), "", verbs, self._window, safe=STOP)
        dialog.setObjectName("printing_dialog")
        self._row = ProgressRow()
        dialog.add(self._row)
        self._tell(0, total)
        dialog.answered.connect(self._on_closed)
        dialog.open()

    def _tell(self, done: int, total: int) -> None:
        if self._shown is not None:
            self._row.tell(self._bridge.say(Message("Pages sent to the printer")), done, total)

    def _on_closed(self, key: str) -> None:
        """Stopped by a person, or because the desk is locked or closed: either way before it was done."""
        self._shown = None
        if key != _DONE:
            self._stopped.set()

    def _on_sent(self, wish: Wish, done: int) -> None:
        total = len(wish.pages)
        outcome: Literal["all", "some", "stopped"] = "all" if wish.whole else "some"
        self._end(Sent("stopped" if done < total else outcome, done, total))

    def _end(self, sent: Sent) -> None:
        self._close()
        self._then(sent)

    def _fail(self, error: KnownError) -> None:
        self._close()
        self._failed(error)

    def _close(self) -> None:
        if self._shown is not None:
            self._shown.answer(_DONE)
        self.deleteLater()


def no_printer() -> KnownError:
    """Nothing to print on."""
    return KnownError(
        "no_printer",
        Message("No printer is set up on this laptop."),
        Message("Set one up in the system's settings, or go on without printing."),
    )
