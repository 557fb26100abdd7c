"""Reading certificates back: the codes as a scanner sees them, the text, and whether what is seen was signed."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Callable
from contextlib import closing
from typing import Any

from PIL.Image import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from bsuh_desktop.documents.certificate_plans import PAGES, Page
from bsuh_desktop.documents.found_codes import find_codes
from bsuh_desktop.documents.paper import MM
from bsuh_desktop.documents.paper_questions import LONGEST_TEXT, AskPages, PagePortion, PageReading
from bsuh_desktop.documents.pdfium import has_layers, opened
from bsuh_desktop.documents.seen import Drawing, drawn_again, picture_of
from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

MOST_PAGES = 5_000
_MOST_PIXELS = 40_000_000
_CODES_EXPECTED = 2
_LARGEST_PHOTOGRAPH = (4096, 4096)
_SERIAL = re.compile(r"(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z-])")


def read_pages(pdf: bytes, asked: AskPages, enough: Callable[[], bool]) -> PagePortion:
    """The pages that are asked for, read from their rendering at 150 dots an inch, finer for smaller sheets (again at
    twice that where a code is missing): one at least, and no more once it is `enough`; none of a PDF with another
    number of pages than `asked.pages`.

    Raises KnownError `unreadable_pdf`, or `pdf_too_long` beyond 5,000 pages.
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
        if asked.pages not in (0, pages):
            return PagePortion(pages, 0, ())
        read = 0
        with drawn_again(() if has_layers(document) else asked.signed, asked.per_page) as drawing:
            for number in range(asked.first, min(pages, asked.first - 1 + asked.most) + 1):
                readings += _read_page(document[number - 1], number, read + 1, drawing, PAGES[asked.per_page])
                read += 1
                if enough():
                    break
    return PagePortion(pages, read, tuple(readings))


def read_picture(picture: bytes) -> PageReading:
    """A photograph or scan as PNG or JPEG. Raises KnownError `unreadable_picture`, also for one of monstrous size."""
    try:
        return PageReading(1, tuple(code.text for code in find_codes(_in_greys(picture))))
    except (OSError, SyntaxError, ValueError) as trouble:
        raise _unreadable_picture() from trouble


def _in_greys(picture: bytes) -> Image:
    """The picture in colours is gone when this returns: beside a scanner's copies it would be too much."""
    kind = PngImageFile if picture.startswith(b"\x89PNG") else JpegImageFile
    with kind(io.BytesIO(picture)) as image:
        image.draft("L", _LARGEST_PHOTOGRAPH)
        if image.width * image.height > _MOST_PIXELS:
            raise _unreadable_picture()
        return image.convert("L")


def _read_page(page: Any, number: int, drawn: int, drawing: Drawing, plan: Page) -> list[PageReading]:
    """The readings of its places. It is page `number` of the PDF and page `drawn` of the drawing."""
    with closing(page), closing(page.get_textpage()) as words:
        texts = [_text(words, page, plan, place) for place in range(len(plan.places))]
        dots = plan.sheet.seen.dots
        picture = picture_of(page, _scale(page, dots))
        shown = drawing.seen(drawn, page, picture)
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
    return unicodedata.normalize("NFC", text[:LONGEST_TEXT]).replace("\r\n", "\n")


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
