"""The printers of this laptop and Qt's print dialog for them; a test replaces them with other printers.

Nothing that printing needs is loaded before somebody prints.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QWidget

from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bsuh_desktop.documents.print_pages import PageSize

QT_WORDS = (
    Message("Print"),
    Message("&Print"),
    Message("Cancel"),
    Message("Printer"),
    Message("&Name:"),
    Message("P&roperties"),
    Message("Location:"),
    Message("Type:"),
    Message("Output &file:"),
    Message("Print to File (PDF)"),
    Message("Local file"),
    Message("Write PDF file"),
    Message("&Options >>"),
    Message("&Options <<"),
    Message("Copies"),
    Message("Options"),
    Message("Print range"),
    Message("Print all"),
    Message("Pages from"),
    Message("to"),
    Message("Pages"),
    Message("Page &Set:"),
    Message("All Pages"),
    Message("Odd Pages"),
    Message("Even Pages"),
    Message("Output Settings"),
    Message("Copies:"),
    Message("Collate"),
    Message("Reverse"),
    Message("Double Sided Printing"),
    Message("Off"),
    Message("Long side binding"),
    Message("Short side binding"),
    Message("Color Mode"),
    Message("Color"),
    Message("Grayscale"),
    Message("Printer Properties"),
    Message("Page"),
    Message("Page size:"),
    Message("Width:"),
    Message("Height:"),
    Message("Orientation"),
    Message("Portrait"),
    Message("Landscape"),
    Message("Margins"),
    Message("Paper"),
)
"""The texts of Qt's print dialog: Qt looks them up in the desk's catalogue, so they must be in it."""


def keep_jobs_in_memory(environment: MutableMapping[str, str]) -> None:
    """Redirects CUPS spool files to memory. With CUPS, Qt writes each job to a file in TMPDIR and deletes it
    afterwards; names in clear must not remain on the disk even if the app is killed meanwhile. So TMPDIR becomes the
    session's in-memory folder, if there is one. Call it before another thread is started."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if "TMPDIR" not in environment and os.path.isabs(runtime) and os.access(runtime, os.W_OK | os.X_OK):
        environment["TMPDIR"] = runtime


class Printers:
    """The printers of the system's settings. `to_file`: whether the dialog also offers a file. By default it does
    not: a file with names is saved elsewhere, after a warning."""

    to_file = False

    def names(self) -> Sequence[str]:
        """Names of the printers; may take a while for network printers."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return QPrinterInfo.availablePrinterNames()

    def printer(self, title: str, size: PageSize) -> QPrinter:
        """The default printer, set to A4 in the orientation of `size`; `title` is shown in its list of jobs."""
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setCreator("Be Smart Use Heart")
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        orientation = QPageLayout.Orientation.Landscape if size.landscape else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(orientation)
        return printer

    def dialog(self, printer: QPrinter, pages: int, parent: QWidget) -> QDialog:
        """Returns Qt's dialog for `printer`, not opened; the person can choose among `pages`."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        option = QAbstractPrintDialog.PrintDialogOption
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
        for one, wanted in ((option.PrintPageRange, True), (option.PrintToFile, self.to_file)):
            dialog.setOption(one, wanted)
        return dialog
