"""Paints a paper page by page onto a printer, away from the window: in strips, so that no other thread waits long."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, qRgb

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from bsuh_desktop.documents.printing import PageSize, Strip
    from bsuh_desktop.domain.ports import Progress
    from bsuh_desktop.services.printing.paper import Paper

_BLACK_AND_WHITE = [qRgb(0, 0, 0), qRgb(255, 255, 255)]
_FORMATS = {
    "black": QImage.Format.Format_Mono,
    "grey": QImage.Format.Format_Grayscale8,
    "colour": QImage.Format.Format_RGB32,
}
_AS_LARGE = 0.99
"""A paper that is smaller by less than this share is meant to be the same: sizes are rounded."""


@dataclasses.dataclass(frozen=True)
class Wish:
    """Which pages, from 1, in their order, as often as they are wanted; `whole` says that all of them are."""

    pages: tuple[int, ...]
    whole: bool


def wish_of(printer: QPrinter, total: int) -> Wish:
    """What a person chose in the dialog, of a paper of `total` pages."""
    some = printer.printRange() == printer.PrintRange.PageRange
    first, last = (max(1, printer.fromPage()), min(total, printer.toPage())) if some else (1, total)
    pages = range(first, last + 1)
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    wanted = list(pages) * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        wanted.reverse()
    # Ranges such as 1-3,7 are the printer's own affair: it gets all pages and leaves some out.
    ranges = printer.pageRanges()
    printed = [page for page in pages if ranges.isEmpty() or ranges.contains(page)]
    return Wish(tuple(wanted), len(printed) == total)


def paint(
    printer: QPrinter, paper: Paper, pages: Sequence[int], stopped: Callable[[], bool], progress: Progress
) -> int:
    """Sends `pages` to the printer until they are through, or `stopped` says True between two of them; returns how many
    were sent. Takes as long as the printer's driver takes. Raises KnownError: not_printed, unreadable_pdf."""
    sizes = paper.sizes()
    painter = QPainter()
    done = 0
    if stopped():
        return 0
    printer.setFullPage(True)
    if not painter.begin(printer):
        raise not_printed()
    try:
        # Codes must not be made smaller at the cost of their edges.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for number in pages:
            if done and (stopped() or not _next_page(printer)):
                break
            _paint_page(painter, printer, paper, number, sizes[number - 1])
            done += 1
            progress(done, len(pages))
        if done < len(pages):
            # What the driver has not taken yet it need not take any more; some take every page at once.
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
    """As large as it was drawn, since codes have their size; smaller only where the paper is."""
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


def not_printed() -> KnownError:
    """The driver refused."""
    return KnownError(
        "not_printed",
        Message("The printer did not take the pages."),
        Message("See that it is switched on and has paper, then print again."),
    )
