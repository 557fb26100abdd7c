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
import zxingcpp
from PIL.Image import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from bsuh_desktop.documents.pdfium import has_layers, opened
from bsuh_desktop.documents.seen import COMPARED_AT, Drawing, Signed, drawn_again, picture_of
from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

MOST_PAGES = 5_000
_CLOSER_DOTS = 300
_MOST_PIXELS = 40_000_000
_CODES_EXPECTED = 2
_LARGEST_PHOTOGRAPH = (4096, 4096)
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_SERIAL = re.compile(r"(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z-])")


class PageReading(msgspec.Struct, frozen=True):
    """What was found on a page or picture: the QR codes' texts from left to right, and the one serial printed there.

    `page` counts from 1. `printed_serial` is 10 characters without hyphen, None where there is none or more than one.
    A picture has no text of its own: its `text` is empty and its serial None. `shows_signed` is True if the name and
    the serial that were signed for the page are what is seen on it (documents/seen.py).
    """

    page: int
    codes: tuple[str, ...]
    printed_serial: str | None = None
    text: str = ""
    shows_signed: bool = False


def read_certificate_pages(
    pdf: bytes, progress: Callable[[int, int], None] | None = None, signed: Sequence[Signed] = ()
) -> list[PageReading]:
    """Every page of `pdf`, read from its rendering at 150 dots an inch (again at 300 where a code is missing).

    `signed` is what each page is to show. `progress` hears (pages done, pages). Raises KnownError `unreadable_pdf`, or
    `pdf_too_long` beyond 5,000 pages.
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
        comparable = len(signed) == pages and not has_layers(document)
        with drawn_again(signed if comparable else ()) as drawing:
            for number in range(1, pages + 1):
                readings.append(_read_page(document[number - 1], number, drawing))
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
            return PageReading(1, _codes(image.convert("L")))
    except (OSError, SyntaxError, ValueError) as trouble:
        raise _unreadable_picture() from trouble


def _read_page(page: Any, number: int, drawing: Drawing) -> PageReading:
    with closing(page), closing(page.get_textpage()) as words:
        text = unicodedata.normalize("NFC", words.get_text_bounded()).replace("\r\n", "\n")
        picture = picture_of(page, _scale(page, COMPARED_AT))
        shows_signed = drawing.is_seen(number, page, picture)
        codes = _codes(picture)
        if len(codes) < _CODES_EXPECTED:
            codes = max(codes, _codes(picture_of(page, _scale(page, _CLOSER_DOTS))), key=len)
    return PageReading(number, codes, _serial(text), text, shows_signed)


def _scale(page: Any, dots: int) -> float:
    """Pixels for a point at `dots` an inch; fewer on a monstrous page, so that no file can fill the memory."""
    width, height = page.get_size()
    return min(dots / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1)))


def _codes(image: Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(image, formats=_QR)
    return tuple(code.text for code in sorted(found, key=lambda code: code.position.top_left.x))


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
