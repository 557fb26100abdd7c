"""A page of a PDF as a printer draws it: in strips, as sharp as its ink deserves, and never in a file.

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

from bsuh_desktop.documents.pdfium import opened

Ink = Literal["black", "grey", "colour"]

POINTS_AN_INCH = 72
FINEST: dict[Ink, int] = {"black": 600, "grey": 300, "colour": 300}
"""The most dots an inch that a page is drawn with, by its ink."""

_STRIP: dict[Ink, int] = {"black": 512, "grey": 128, "colour": 128}
"""Rows of a strip: whoever paints it holds other threads up for some 8 ms at most."""
_SHARED_ROWS = 2
"""So many rows of a strip stand on the next one, too: no printer leaves a hair of white between them."""
_WHITE = 255


class PageSize(msgspec.Struct, frozen=True):
    """In points (1/72 inch), as the page is read."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """True if it is wider than high."""
        return self.width > self.height


class Strip(msgspec.Struct, frozen=True):
    """Some rows of a page from row `top` on, `width` x `height` dots. `pixels` are, row by row of `stride` bytes: one
    bit a dot, 1 for white, the first in the highest (black); one byte a dot (grey); blue, green, red and a byte of
    nothing (colour)."""

    ink: Ink
    top: int
    width: int
    height: int
    stride: int
    pixels: Any

    def __repr__(self) -> str:
        # Names stand in it.
        return f"Strip({self.ink}, {self.width}x{self.height} at {self.top})"


class PrintedPage(msgspec.Struct, frozen=True):
    """A page drawn for a printer; each dot of it is `zoom` x `zoom` dots of the printer."""

    ink: Ink
    zoom: int
    width: int
    height: int
    bitmap: Any

    def __repr__(self) -> str:
        # Names stand in it.
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
            # Its memory is Python's own: the document may be closed while strips of it are painted.
            bitmap_maker=PdfBitmap.new_foreign,
            **hard,
        )
        return PrintedPage(ink, zoom, bitmap.width, bitmap.height, bitmap)


def _ink_of(page: Any) -> Ink:
    """By a small picture without smooth edges, which would be grey."""
    with closing(page.render(scale=1, no_smoothtext=True, no_smoothimage=True, no_smoothpath=True)) as small:
        colours = small.to_pil().convert("RGB").getcolors(1 << 16) or [(0, (0, 1, 2))]
    if any(len(set(colour)) > 1 for _, colour in colours):
        return "colour"
    return "black" if all(colour[0] in (0, _WHITE) for _, colour in colours) else "grey"
