"""Reading certificates back: the codes as a scanner sees them, the text, and whether what is seen was signed."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import msgspec
from PIL.Image import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from bsuh_desktop.documents.certificate_plans import PAGES, Page
from bsuh_desktop.documents.found_codes import find_codes
from bsuh_desktop.documents.paper import MM
from bsuh_desktop.documents.pdfium import has_layers, opened
from bsuh_desktop.documents.seen import Drawing, Signed, drawn_again, picture_of
from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.layout import PerPage
from bsuh_desktop.domain.messages import Message

MOST_PAGES = 5_000
_MOST_PIXELS = 40_000_000
_CODES_EXPECTED = 2
_LARGEST_PHOTOGRAPH = (4096, 4096)
_SERIAL = re.compile(r"(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z-])")


class PageReading(msgspec.Struct, frozen=True):
    """What was found at one place of a page, or on a picture: the QR codes' texts as they are read, and the one serial
    printed there.

    `page` and `place` count from 1. `printed_serial` is 10 characters without hyphen, None where there is none or more
    than one. A picture has no text of its own: its `text` is empty and its serial None. `shows_signed` is True if the
    name and the serial that were signed for the place are what is seen there, or if it is empty and nothing was signed
    for it (documents/seen.py).
    """

    page: int
    codes: tuple[str, ...]
    printed_serial: str | None = None
    text: str = ""
    shows_signed: bool = False
    place: int = 1


def read_certificate_pages(
    pdf: bytes,
    progress: Callable[[int, int], None] | None = None,
    signed: Sequence[Signed] = (),
    per_page: PerPage = 1,
) -> list[PageReading]:
    """Every place of every page of `pdf`, read from its rendering at 150 dots an inch, finer for smaller sheets (again
    at twice that where a code is missing).

    `signed` is what they are to show, `per_page` on each. `progress` hears (pages done, pages). Raises KnownError
    `unreadable_pdf`, or `pdf_too_long` beyond 5,000 pages.
    """
    readings: list[PageReading] = []
    with opened(pdf) as document:
        pages = len(document)
        if pages > MOST_PAGES:
            raise KnownError(
                "pdf_too_long",
                Message(
                    "This PDF has {pages} pages; at most {most} can be checked at once.", pages=pages, most=MOST_PAGES
                ),
                Message("Split it into smaller files and check each of them."),
            )
        comparable = math.ceil(len(signed) / per_page) == pages and not has_layers(document)
        with drawn_again(signed if comparable else (), per_page) as drawing:
            for number in range(1, pages + 1):
                readings += _read_page(document[number - 1], number, drawing, PAGES[per_page])
                if progress:
                    progress(number, pages)
    return readings


def read_picture(picture: bytes) -> PageReading:
    """A photograph or scan as PNG or JPEG. Raises KnownError `unreadable_picture`, also for one of monstrous size."""
    kind = PngImageFile if picture.startswith(b"\x89PNG") else JpegImageFile
    try:
        with kind(io.BytesIO(picture)) as image:
            image.draft("L", _LARGEST_PHOTOGRAPH)
            if image.width * image.height > _MOST_PIXELS:
                raise _unreadable_picture()
            return PageReading(1, tuple(code.text for code in find_codes(image.convert("L"))))
    except (OSError, SyntaxError, ValueError) as trouble:
        raise _unreadable_picture() from trouble


def _read_page(page: Any, number: int, drawing: Drawing, plan: Page) -> list[PageReading]:
    """The readings of its places."""
    with closing(page), closing(page.get_textpage()) as words:
        texts = [_text(words, page, plan, place) for place in range(len(plan.places))]
        dots = plan.sheet.seen.dots
        picture = picture_of(page, _scale(page, dots))
        shown = drawing.seen(number, page, picture)
        codes = _codes_by_place(picture, plan)
        written = [found for found, text in zip(codes, texts, strict=True) if text or len(texts) == 1]
        if any(len(found) < _CODES_EXPECTED for found in written):
            closer = _codes_by_place(picture_of(page, _scale(page, 2 * dots)), plan)
            codes = [max(pair, key=len) for pair in zip(codes, closer, strict=True)]
    return [
        PageReading(number, codes[place], _serial(text), text, shown[place], place + 1)
        for place, text in enumerate(texts)
    ]


def _text(words: Any, page: Any, plan: Page, place: int) -> str:
    """What can be copied from a place; of a page with one place from all of it."""
    if len(plan.places) == 1:
        text = words.get_text_bounded()
    else:
        left, low, _, _ = page.get_bbox()
        x, y = plan.places[place]
        right, bottom = x + plan.sheet.width, plan.height - y - plan.sheet.height
        text = words.get_text_bounded(
            left + x * MM, low + bottom * MM, left + right * MM, low + (bottom + plan.sheet.height) * MM
        )
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n")


def _codes_by_place(picture: Image, plan: Page) -> list[tuple[str, ...]]:
    """The codes' texts, by the place in which their middles lie."""
    codes: list[list[str]] = [[] for _ in plan.places]
    found = find_codes(picture)
    for code in found:
        x, y = code.x / picture.width * plan.width, code.y / picture.height * plan.height
        columns, row = round(plan.width / plan.sheet.width), int(y / plan.sheet.height)
        place = row * columns + int(x / plan.sheet.width)
        codes[min(place, len(codes) - 1)].append(code.text)
    return [tuple(texts) for texts in codes]


def _scale(page: Any, dots: int) -> float:
    """Pixels for a point at `dots` an inch; fewer on a monstrous page, so that no file can fill the memory."""
    width, height = page.get_size()
    return min(dots / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1)))


def _serial(text: str) -> str | None:
    printed = {match.replace("-", "") for match in _SERIAL.findall(text)}
    whole = {serial for serial in printed if _holds(serial)}
    return whole.pop() if len(whole) == 1 else None


def _holds(serial: str) -> bool:
    try:
        read_serial(serial)
    except ValueError:
        return False
    return True


def _unreadable_picture() -> KnownError:
    return KnownError(
        "unreadable_picture",
        Message("This picture cannot be opened: it is broken, too large, or no PNG or JPEG."),
        Message("Take the picture again, with the whole certificate on it, in good light."),
    )
