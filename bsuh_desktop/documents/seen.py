"""Whether a certificate's page shows the name and the serial that were signed: both are drawn once more and compared.

A page can say one thing to a program and show another: its text may lie below a white box, or be white itself. So the
places of the large name and of the serial are held, pixel by pixel, against this program's own drawing of what was
signed, in every ink in which it may have been printed; and a place for which nothing was signed must be white.
"""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from PIL import ImageChops
from PIL.Image import Image
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.certificate import add_operators, drawn_large_name, drawn_name, drawn_serial
from bsuh_desktop.documents.certificate_ground import drawn_mark
from bsuh_desktop.documents.certificate_inks import INKS, Inks
from bsuh_desktop.documents.certificate_plan import Box
from bsuh_desktop.documents.certificate_plans import PAGES, Page
from bsuh_desktop.documents.paper import MM, filled
from bsuh_desktop.documents.pdfium import Place, has_annotation_on, opened
from bsuh_desktop.documents.shaping import Typesetter
from bsuh_desktop.documents.signed_lines import Signed
from bsuh_desktop.domain.layout import PerPage

_FAINT = 48
"""Greys of 255 by which a pixel may differ: the mark of a practice sheet, which may lie behind, is 35 from white."""

_CELL, _MOST = 2, 40
"""Beyond that, each cell of 2 x 2 pixels (on A4 a third of a millimetre) may differ by 40 of 255, full black being some
170. A page that was drawn here differs by 0; two letters of a serial in one place by 67 (5 and S), of a name by 168."""

_WHITE = 250
"""What is at least so light is empty paper."""

_CUT = 0.5
"""Millimetres from its edges in which a place that is empty may show the line along which it is cut."""


class _Look(NamedTuple):
    """How a sheet may have been printed: its inks, and whether the mark of practice lies behind the name where it
    cannot be told from it by being pale."""

    inks: Inks
    marked: bool


_LOOKS = (_Look(INKS["colour"], False), _Look(INKS["black"], False), _Look(INKS["black"], True))


class Drawing:
    """Our own drawing of what was signed for the pages of one PDF, `per_page` on each."""

    def __init__(self, signed: Sequence[Signed], per_page: PerPage, stack: contextlib.ExitStack) -> None:
        self._signed = signed
        self._page = PAGES[per_page]
        self._stack = stack
        self._looks = list(_LOOKS)
        self._documents: dict[_Look, Any] = {}
        self._pictures: dict[_Look, tuple[int, _Pictures]] = {}

    def seen(self, number: int, page: Any, picture: Image) -> tuple[bool, ...]:
        """Whether each place of page `number`, from 1, shows what was signed for it, or is white where nothing was.
        `page` is pypdfium2's, `picture` is in greys, at the dots an inch of its plan. False also for what cannot be
        compared: a page of another size, one that nothing was signed for, and a place where a note lies over the name
        or the serial, which each reader of PDFs draws in its own way."""
        places = self._page.places
        sheets = self._signed[(number - 1) * len(places) : number * len(places)]
        if not sheets or page.get_rotation() or picture.size != self._drawn(self._looks[0], number).alone.size:
            return (False,) * len(places)
        free = [not has_annotation_on(page, self._watched(place, place < len(sheets))) for place in range(len(places))]
        shown = self._compared(number, picture, [place for place in range(len(sheets)) if free[place]])
        empty = [free[place] and self._is_empty(picture, place) for place in range(len(sheets), len(places))]
        return (*(place in shown for place in range(len(sheets))), *empty)

    @property
    def _scale(self) -> float:
        return self._page.sheet.seen.dots / 72

    def _compared(self, number: int, picture: Image, places: list[int]) -> set[int]:
        """Those of `places` that show what was signed, in any look. A batch has one: it is tried first from then on."""
        shown: set[int] = set()
        for look in list(self._looks):
            drawn = self._drawn(look, number)
            found = {place for place in places if place not in shown and self._same(number, place, picture, drawn)}
            if found:
                self._looks.remove(look)
                self._looks.insert(0, look)
            shown |= found
            if len(shown) == len(places):
                break
        return shown

    def _drawn(self, look: _Look, number: int) -> _Pictures:
        if look not in self._documents:
            self._documents[look] = self._stack.enter_context(opened(_pdf_of(self._signed, self._page, look)))
        if self._pictures.get(look, (0,))[0] != number:
            self._pictures[look] = number, _Pictures(self._documents[look], number, self._scale)
        return self._pictures[look][1]

    def _same(self, number: int, place: int, picture: Image, drawn: _Pictures) -> bool:
        seen = self._page.sheet.seen
        name = self._signed[(number - 1) * len(self._page.places) + place].name
        if not _same(picture, drawn.alone, self._pixels(seen.serial, place)):
            return False
        return _same(picture, drawn.alone, self._pixels(seen.alone, place)) or (
            bool(name) and _same(picture, drawn.above, self._pixels(seen.above, place))
        )

    def _is_empty(self, picture: Image, place: int) -> bool:
        sheet = self._page.sheet
        inside = Box(_CUT, _CUT, sheet.width - _CUT, sheet.height - _CUT)
        return int(picture.crop(self._pixels(inside, place)).getextrema()[0]) >= _WHITE  # type: ignore[arg-type]

    def _pixels(self, box: Box, place: int) -> tuple[int, int, int, int]:
        """A part of a place's sheet in the page's picture: left, upper, right and lower edge."""
        left, top, right, bottom = (round(length * MM * self._scale) for length in self._on_page(box, place))
        return left, top, right, bottom

    def _on_page(self, box: Box, place: int) -> Box:
        x, y = self._page.places[place]
        return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)

    def _watched(self, place: int, signed: bool) -> list[Place]:
        """Where no note may lie: on name and serial; where nothing was signed, anywhere."""
        sheet = self._page.sheet
        boxes = (sheet.seen.alone, sheet.seen.serial) if signed else (Box(0, 0, sheet.width, sheet.height),)
        on_page, height = [self._on_page(box, place) for box in boxes], self._page.height
        return [(box.left * MM, (height - box.bottom) * MM, box.right * MM, (height - box.top) * MM) for box in on_page]


class _Pictures:
    """Page `number` of our own drawing: with the names as they stand alone, and as they stand above others."""

    def __init__(self, document: Any, number: int, scale: float) -> None:
        self._document = document
        self._first = 2 * number - 2
        self._scale = scale

    @functools.cached_property
    def alone(self) -> Image:
        return self._picture(self._first)

    @functools.cached_property
    def above(self) -> Image:
        return self._picture(self._first + 1)

    def _picture(self, index: int) -> Image:
        with closing(self._document[index]) as page:
            return picture_of(page, self._scale)


@contextlib.contextmanager
def drawn_again(signed: Sequence[Signed], per_page: PerPage = 1) -> Iterator[Drawing]:
    """The drawing of what was signed, page by page; of nothing, one that is seen on no page."""
    with contextlib.ExitStack() as stack:
        yield Drawing(signed, per_page, stack)


def picture_of(page: Any, scale: float) -> Image:
    """pypdfium2's page in greys, `scale` pixels a point, with its annotations."""
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        # The picture outlives the bitmap, whose memory it would share.
        picture: Image = bitmap.to_pil().copy()
    return picture


def _pdf_of(signed: Sequence[Signed], page: Page, look: _Look) -> bytes:
    """Two pages for each: the names as they stand alone, and as they stand above others; the serials on both."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(page.width * MM, page.height * MM), pageCompression=0, invariant=1)
    typesetter, plan = Typesetter(canvas._doc), page.sheet  # type: ignore[attr-defined]
    mark = drawn_mark(plan, look.inks, typesetter) if look.marked else ""
    for first in range(0, len(signed), len(page.places)):
        for above in (False, True):
            for moved, (name, serial) in zip(page.moves(), signed[first:], strict=False):
                drawn = (
                    drawn_large_name(typesetter, plan, name, above_another=True)
                    if above
                    else drawn_name(typesetter, plan, look.inks, name)
                )
                below = drawn_serial(typesetter, plan, serial)
                add_operators(canvas, f"{moved} {mark} {filled(look.inks.text)} {drawn} {below} Q")
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def _same(seen: Image, drawn: Image, place: tuple[int, int, int, int]) -> bool:
    here, there = seen.crop(place), drawn.crop(place)
    return not _more_ink(there, here) and not _more_ink(here, there)


def _more_ink(one: Image, other: Image) -> bool:
    """True if `one` is darker than `other` anywhere."""
    darker = ImageChops.subtract(other, one, offset=-_FAINT).reduce(_CELL)
    return int(darker.getextrema()[1]) > _MOST  # type: ignore[arg-type]
