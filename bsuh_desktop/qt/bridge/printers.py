"""The printers of this laptop and Qt's own dialog for them; a test puts other printers in their place.

Nothing of printing is loaded before somebody prints.
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
"""What Qt's dialog says of itself: Qt asks the desk's catalogue for these, so they must stand in it."""


def keep_jobs_in_memory(environment: MutableMapping[str, str]) -> None:
    """Where this system prints through CUPS, Qt hands it each job as a file of its own in the folder for temporary
    files, and deletes it then. Names in clear must not lie on the disk even if the app is killed meanwhile: so this
    folder is the session's own in memory, where there is one. To be called before there is another thread."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if "TMPDIR" not in environment and os.path.isabs(runtime) and os.access(runtime, os.W_OK | os.X_OK):
        environment["TMPDIR"] = runtime


class Printers:
    """What is set up in the system's settings. `to_file`: whether the dialog offers a file, too. It does not: a file
    with names is saved elsewhere, after a warning."""

    to_file = False

    def names(self) -> Sequence[str]:
        """What they are called; may take a while where one is in the network."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return QPrinterInfo.availablePrinterNames()

    def printer(self, title: str, size: PageSize) -> QPrinter:
        """The usual printer, set to the paper that pages of `size` want; `title` stands in its list of jobs."""
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setCreator("Be Smart Use Heart")
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        orientation = QPageLayout.Orientation.Landscape if size.landscape else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(orientation)
        return printer

    def dialog(self, printer: QPrinter, pages: int, parent: QWidget) -> QDialog:
        """Qt's dialog for `printer`, not open yet; some of the `pages` can be chosen."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        option = QAbstractPrintDialog.PrintDialogOption
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
        for one, wanted in ((option.PrintPageRange, True), (option.PrintToFile, self.to_file)):
            dialog.setOption(one, wanted)
        return dialog
