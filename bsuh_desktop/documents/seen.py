"""Whether a certificate's page shows the name and the serial that were signed: both are drawn once more and compared.

A page can say one thing to a program and show another: its text may lie below a white box, or be white itself. So the
places of the large name and of the serial are held, pixel by pixel, against this program's own drawing of what was
signed.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from PIL import ImageChops
from PIL.Image import Image
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.certificate import add_operators, drawn_large_name, drawn_name, drawn_serial
from bsuh_desktop.documents.paper import A4_LONG, A4_SHORT, INK, MM, filled
from bsuh_desktop.documents.pdfium import Place, has_annotation_on, opened
from bsuh_desktop.documents.shaping import Typesetter

COMPARED_AT = 150
"""Dots an inch at which pages are compared."""

_FAINT = 48
"""Greys of 255 by which a pixel may differ: the mark of a practice sheet, which may lie behind, is 35 from white."""

_CELL, _MOST = 2, 40
"""Beyond that, each cell of 2 x 2 pixels (a third of a millimetre) may differ by 40 of 255, full black being some 170.
A page that was drawn here differs by 0; two letters of a serial in one place by 67 (5 and S), of a name by 168."""


class Signed(NamedTuple):
    """What was signed: the name, "" for an empty line; the serial's 10 characters."""

    name: str
    serial: str

    def __repr__(self) -> str:
        return f"Signed({self.serial})"


class _Place(NamedTuple):
    """Millimetres from the upper left corner of a page."""

    left: float
    top: float
    right: float
    bottom: float

    def cut(self, image: Image) -> Image:
        """This part of a page's picture at 150 dots an inch."""
        left, top, right, bottom = (round(length * MM / 72 * COMPARED_AT) for length in self)
        return image.crop((left, top, right, bottom))

    def points(self) -> Place:
        """Left, bottom, right and top in points from the page's lower left corner."""
        return self.left * MM, A4_SHORT - self.bottom * MM, self.right * MM, A4_SHORT - self.top * MM


# Across the sheet between the stitches, from below “given to” to above the class, or to the second name if there is
# one: that one is printed and not signed. Its highest letters reach up to 107 mm; of the large one's, the hook of ম্রু
# alone reaches below.
_ALONE = _Place(16, 87, 281, 120)
_ABOVE_ANOTHER = _Place(16, 87, 281, 106.8)
_SERIAL = _Place(16, 186.8, 66, 191)
_PLACES = (_ALONE.points(), _SERIAL.points())


class Drawing:
    """Our own drawing of what was signed for the pages of one PDF."""

    def __init__(self, document: Any, names: list[str]) -> None:
        self._document = document
        self._names = names

    def is_seen(self, number: int, page: Any, picture: Image) -> bool:
        """True if page `number`, from 1, shows what was signed for it. `page` is pypdfium2's, `picture` is in greys, at
        150 dots an inch. False also for what cannot be compared: a page of another size, one that nothing was signed
        for, and one where a note lies over these places, which each reader of PDFs draws in its own way."""
        if number > len(self._names):
            return False
        alone = self._picture(2 * number - 2)
        if picture.size != alone.size or page.get_rotation() or has_annotation_on(page, _PLACES):
            return False
        if not _same(picture, alone, _SERIAL):
            return False
        return _same(picture, alone, _ALONE) or (
            bool(self._names[number - 1]) and _same(picture, self._picture(2 * number - 1), _ABOVE_ANOTHER)
        )

    def _picture(self, index: int) -> Image:
        with closing(self._document[index]) as page:
            return picture_of(page, COMPARED_AT / 72)


@contextlib.contextmanager
def drawn_again(signed: Sequence[Signed]) -> Iterator[Drawing]:
    """The drawing of what was signed, page by page; of nothing, one that is seen on no page."""
    if not signed:
        yield Drawing(None, [])
        return
    with opened(_pdf_of(signed)) as document:
        yield Drawing(document, [one.name for one in signed])


def picture_of(page: Any, scale: float) -> Image:
    """pypdfium2's page in greys, `scale` pixels a point, with its annotations."""
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        # The picture outlives the bitmap, whose memory it would share.
        picture: Image = bitmap.to_pil().copy()
    return picture


def _pdf_of(signed: Sequence[Signed]) -> bytes:
    """Two pages for each: the name as it stands alone, and as it stands above another; the serial on both."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_LONG, A4_SHORT), pageCompression=0, invariant=1)
    typesetter = Typesetter(canvas._doc)  # type: ignore[attr-defined]
    for name, serial in signed:
        below = drawn_serial(typesetter, serial)
        for drawn in (drawn_name(typesetter, name), drawn_large_name(typesetter, name, above_another=True)):
            add_operators(canvas, f"{filled(INK)} {drawn} {below}")
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def _same(seen: Image, drawn: Image, place: _Place) -> bool:
    here, there = place.cut(seen), place.cut(drawn)
    return not _more_ink(there, here) and not _more_ink(here, there)


def _more_ink(one: Image, other: Image) -> bool:
    """True if `one` is darker than `other` anywhere."""
    darker = ImageChops.subtract(other, one, offset=-_FAINT).reduce(_CELL)
    return int(darker.getextrema()[1]) > _MOST  # type: ignore[arg-type]
