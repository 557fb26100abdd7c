"""Prints a paper without a PDF viewer: choice of printer, progress, and a way to stop. It saves no file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRectF
from PySide6.QtGui import QImage, QPainter, qRgb
from PySide6.QtWidgets import QDialog, QWidget

from bsuh_desktop.app.face import Failed
from bsuh_desktop.app.job import Job
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.paper_output import PrintOutcome, no_printer, not_printed, print_outcome
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.progress import ProgressRow

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bsuh_desktop.documents.print_pages import PageSize, Strip
    from bsuh_desktop.domain.ports import Progress
    from bsuh_desktop.presenters.paper_output import Paper


_BLACK_AND_WHITE = [qRgb(0, 0, 0), qRgb(255, 255, 255)]
_FORMATS = {
    "black": QImage.Format.Format_Mono,
    "grey": QImage.Format.Format_Grayscale8,
    "colour": QImage.Format.Format_RGB32,
}
_AS_LARGE = 0.99
"""A paper size that is smaller by less than this share counts as the same, because sizes are rounded."""


@dataclasses.dataclass(frozen=True)
class PrintRequest:
    """What to print."""

    pages: tuple[int, ...]
    """Page numbers from 1, in printing order, repeated for copies that the app makes itself."""
    whole: bool
    """True if all pages are printed."""


def request_of(printer: QPrinter, total: int) -> PrintRequest:
    """What a person chose in the dialog, of a paper of `total` pages."""
    some = printer.printRange() == printer.PrintRange.PageRange
    first, last = (max(1, printer.fromPage()), min(total, printer.toPage())) if some else (1, total)
    pages = range(first, last + 1)
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    wanted = list(pages) * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        wanted.reverse()
    # Ranges such as 1-3,7 are left to the printer: it gets all pages and skips some.
    ranges = printer.pageRanges()
    printed = [page for page in pages if ranges.isEmpty() or ranges.contains(page)]
    return PrintRequest(tuple(wanted), len(printed) == total)


def paint(
    printer: QPrinter, paper: Paper, pages: Sequence[int], stopped: Callable[[], bool], progress: Progress
) -> int:
    """Sends `pages` to the printer, and checks `stopped` between two pages; returns how many were sent. Takes as
    long as the printer's driver takes. Raises KnownError: not_printed, unreadable_pdf."""
    sizes = paper.sizes()
    painter = QPainter()
    done = 0
    if stopped():
        return 0
    printer.setFullPage(True)
    if not painter.begin(printer):
        raise not_printed()
    try:
        # Codes must keep sharp edges: no lossy compression of images for a smaller job.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for number in pages:
            if done and (stopped() or not _next_page(printer)):
                break
            _paint_page(painter, printer, paper, number, sizes[number - 1])
            done += 1
            progress(done, len(pages))
        if done < len(pages):
            # What the driver has not accepted yet can still be dropped; some accept every page at once.
            printer.abort()
    finally:
        painter.end()
    if printer.printerState() == printer.PrinterState.Error:
        raise not_printed()
    return done


def _next_page(printer: QPrinter) -> bool:
    if not printer.newPage():
        raise not_printed()
    return True


def _paint_page(painter: QPainter, printer: QPrinter, paper: Paper, number: int, size: PageSize) -> None:
    """Paints the page at its own size, since codes need theirs; smaller only if the paper is smaller."""
    resolution = printer.resolution()
    page = paper.page(number, resolution)
    room = printer.pageLayout().fullRectPixels(resolution)
    width, height = page.width * page.zoom, page.height * page.zoom
    turned = size.landscape != (room.width() > room.height())
    wide, high = (height, width) if turned else (width, height)
    scale = min(1.0, room.width() / wide, room.height() / high)
    if scale > _AS_LARGE:
        scale = 1.0
    painter.save()
    painter.translate(round((room.width() - wide * scale) / 2), round((room.height() - high * scale) / 2))
    if turned:
        painter.translate(round(wide * scale), 0)
        painter.rotate(90)
    painter.scale(scale, scale)
    for strip in page.strips():
        place = QRectF(0, strip.top * page.zoom, strip.width * page.zoom, strip.height * page.zoom)
        painter.drawImage(place, _image(strip))
    painter.restore()


def _image(strip: Strip) -> QImage:
    image = QImage(strip.pixels, strip.width, strip.height, strip.stride, _FORMATS[strip.ink])
    if strip.ink == "black":
        image.setColorTable(_BLACK_AND_WHITE)
    return image


STOP, _DONE = "stop", "done"


@dataclasses.dataclass(frozen=True)
class PrintResult:
    """How printing ended, and how many pages were sent."""

    outcome: PrintOutcome
    pages: int = 0


def print_paper(
    parent: QWidget, bridge: Bridge, paper: Paper, then: Callable[[PrintResult], object], failed: Failed | None = None
) -> None:
    """Asks for the printer over the window of `parent`, and prints. `failed` gets KnownError: no_printer,
    not_printed, unreadable_pdf."""
    _Printing(parent.window(), bridge, paper, then, failed or bridge.error_reported.emit).begin()


class _Printing(QObject):
    """One paper. It always ends with `then` or `failed`, even if its window is closed or locked meanwhile."""

    def __init__(
        self, window: QWidget, bridge: Bridge, paper: Paper, then: Callable[[PrintResult], object], failed: Failed
    ) -> None:
        super().__init__(QCoreApplication.instance())
        self._window, self._bridge, self._paper = window, bridge, paper
        self._then, self._failed = then, failed
        self._sizes: tuple[PageSize, ...] = ()
        self._job = Job(bridge)
        self._job.moved.connect(self._tell)
        self._shown: Dialog | None = None

    def begin(self) -> None:
        """Checks that there is a printer, and which page size the paper needs."""
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
        # Qt's print dialog hides the `open` that other dialogs have.
        QDialog.open(dialog)

    def _on_answered(self, result: int, printer: QPrinter) -> None:
        if result != QDialog.DialogCode.Accepted.value:
            self._end(PrintResult("none"))
            return
        wish, paper = request_of(printer, len(self._sizes)), self._paper
        total = len(wish.pages)
        run = self._job.begin(total)
        self._show()
        self._bridge.ask(
            lambda: paint(printer, paper, wish.pages, run.stopped, run.progress),
            run.ending(lambda done: self._end(PrintResult(print_outcome(wish.whole, done, total), done))),
            run.ending(self._fail),
        )

    def _show(self) -> None:
        verbs = [(STOP, Message("Stop"), "secondary")]
        self._shown = dialog = Dialog(Message("Printing"), "", verbs, self._window, safe=STOP)
        dialog.setObjectName("printing_dialog")
        self._row = ProgressRow()
        dialog.add(self._row)
        self._tell()
        dialog.answered.connect(self._on_closed)
        dialog.open()

    def _tell(self) -> None:
        if self._shown is not None:
            job = self._job
            self._row.tell(self._bridge.say(Message("Pages sent to the printer")), job.done, job.total)

    def _on_closed(self, _: str) -> None:
        """Closed by the person, or because the desk is locked or closed: before the end, unless the pages were sent."""
        self._shown = None
        self._job.stop()

    def _end(self, sent: PrintResult) -> None:
        self._close()
        self._then(sent)

    def _fail(self, error: KnownError) -> None:
        self._close()
        self._failed(error)

    def _close(self) -> None:
        if self._shown is not None:
            self._shown.answer(_DONE)
        self.deleteLater()
