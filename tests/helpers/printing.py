"""A printer whose paper is a PDF file: behind Qt's own dialog, and without one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox

from bsuh_desktop.qt.bridge.printers import Printers
from tests.helpers.hands import front, press, until
from tests.helpers.visit import Visit

if TYPE_CHECKING:
    from bsuh_desktop.documents.print_pages import PageSize


class FilePrinters(Printers):
    """One printer; what it is given stands in the file `out`. Without a printer Qt's dialog offers nothing else."""

    to_file = True

    def __init__(self, out: Path) -> None:
        self.out = out

    def names(self) -> Sequence[str]:
        return ["On paper"]

    def printer(self, title: str, size: PageSize) -> QPrinter:
        printer = super().printer(title, size)
        printer.setOutputFileName(str(self.out))
        return printer


class NoPrinters(Printers):
    """Nobody has set one up."""

    def names(self) -> Sequence[str]:
        return []


def asked_for_printer(visit: Visit) -> QDialog:
    """Qt's dialog, once it is open."""
    until(lambda: QApplication.activeModalWidget() is not None, "it is asked for the printer")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert dialog.objectName() == "print_dialog"
    visit.quiet()
    return dialog


def press_print(dialog: QDialog) -> None:
    """Its own verb."""
    verbs = dialog.findChild(QDialogButtonBox)
    assert isinstance(verbs, QDialogButtonBox)
    press(verbs.button(QDialogButtonBox.StandardButton.Ok))


def printed(visit: Visit) -> None:
    """Until the pages are out and the window that asked has the keys again."""
    until(lambda: _of_printing() is None, "the pages are sent")
    visit.quiet()
    front(visit.seen())


def _of_printing() -> QDialog | None:
    dialog = QApplication.activeModalWidget()
    of_printing = isinstance(dialog, QDialog) and dialog.objectName() in ("print_dialog", "printing_dialog")
    return dialog if of_printing else None  # type: ignore[return-value]
