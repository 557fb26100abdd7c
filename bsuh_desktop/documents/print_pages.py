"""Draws a page of a PDF for a printer: in strips, at a resolution that depends on its ink, and never into a file.

A page in black alone is drawn in black and white at up to 600 dots an inch, so that codes and letters keep their edges;
one with colours or greys at up to 300.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Literal

import msgspec
from PIL import Image
from pypdfium2 import PdfBitmap  # type: ignore[import-untyped]

from bsuh_desktop.documents.pdf_file import opened

PrinterInk = Literal["black", "grey", "colour"]

POINTS_AN_INCH = 72
FINEST: dict[PrinterInk, int] = {"black": 600, "grey": 300, "colour": 300}
"""The highest resolution in dots an inch, by ink."""

_STRIP: dict[PrinterInk, int] = {"black": 512, "grey": 128, "colour": 128}
"""Rows of a strip, chosen so that painting one blocks other threads for some 8 ms at most."""
_SHARED_ROWS = 2
"""Rows that a strip shares with the next one, so that no printer leaves a white line between them."""
_WHITE = 255


class PageSize(msgspec.Struct, frozen=True):
    """In points (1/72 inch), after rotation."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """True if it is wider than high."""
        return self.width > self.height


class Strip(msgspec.Struct, frozen=True):
    """Some rows of a page."""

    ink: PrinterInk
    top: int
    """The first row."""
    width: int
    """In dots, like `height`."""
    height: int
    stride: int
    """Bytes of a row."""
    pixels: Any
    """Row by row. Black: one bit a dot, 1 for white, the first in the highest bit. Grey: one byte a dot. Colour: blue,
    green, red and an unused byte."""

    def __repr__(self) -> str:
        # The pixels show names.
        return f"Strip({self.ink}, {self.width}x{self.height} at {self.top})"


class PrintedPage(msgspec.Struct, frozen=True):
    """A page drawn for a printer; each dot of it is `zoom` x `zoom` dots of the printer."""

    ink: PrinterInk
    zoom: int
    width: int
    height: int
    bitmap: Any

    def __repr__(self) -> str:
        # The page shows names.
        return f"PrintedPage({self.ink}, {self.width}x{self.height})"

    def strips(self) -> Iterator[Strip]:
        """The page from top to bottom."""
        rows, stride = _STRIP[self.ink], self.bitmap.stride
        whole = memoryview(self.bitmap.buffer).cast("B")
        for top in range(0, self.height, rows):
            height = min(rows + _SHARED_ROWS, self.height - top)
            part = whole[top * stride : (top + height) * stride]
            if self.ink == "black":
                grey = Image.frombuffer("L", (self.width, height), bytes(part), "raw", "L", stride, 1)
                bits = grey.convert("1", dither=Image.Dither.NONE).tobytes()
                yield Strip(self.ink, top, self.width, height, (self.width + 7) // 8, bits)
            else:
                yield Strip(self.ink, top, self.width, height, stride, part)


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of each page. Raises KnownError `unreadable_pdf`."""
    with opened(pdf) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


def page_for_printer(pdf: bytes, number: int, resolution: int) -> PrintedPage:
    """Page `number`, counted from 1, for a printer of `resolution` dots an inch. Raises KnownError `unreadable_pdf`."""
    with opened(pdf) as document, closing(document[number - 1]) as page:
        ink = _ink_of(page)
        zoom = math.ceil(resolution / FINEST[ink])
        hard = {"no_smoothtext": True, "no_smoothimage": True, "no_smoothpath": True} if ink == "black" else {}
        bitmap = page.render(
            scale=resolution / zoom / POINTS_AN_INCH,
            grayscale=ink != "colour",
            prefer_bgrx=True,
            # The bitmap is in Python's own memory, so that the document may be closed while strips are painted.
            bitmap_maker=PdfBitmap.new_foreign,
            **hard,
        )
        return PrintedPage(ink, zoom, bitmap.width, bitmap.height, bitmap)


def _ink_of(page: Any) -> PrinterInk:
    """The ink of a page, found with a small picture without antialiasing, which would be grey."""
    with closing(page.render(scale=1, no_smoothtext=True, no_smoothimage=True, no_smoothpath=True)) as small:
        colours = small.to_pil().convert("RGB").getcolors(1 << 16) or [(0, (0, 1, 2))]
    if any(len(set(colour)) > 1 for _, colour in colours):
        return "colour"
    return "black" if all(colour[0] in (0, _WHITE) for _, colour in colours) else "grey"
