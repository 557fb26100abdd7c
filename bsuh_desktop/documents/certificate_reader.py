"""Reads certificates back: the codes as a scanner sees them, the text, and whether the page shows what was signed.

Codes are found in the order in which a person reads the certificates on a picture, whatever its rotation."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import zxingcpp
from PIL.Image import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from bsuh_desktop.documents import page_comparison
from bsuh_desktop.documents.certificate_content import CODE2_MODULES, PrintedSheet, QrPayload, code1_payload
from bsuh_desktop.documents.certificate_layout import PAGES, Page, SheetLayout
from bsuh_desktop.documents.page_contents import PageContents
from bsuh_desktop.documents.paper_protocol import LONGEST_TEXT, AskPages, PagePortion, PageReading, Signed
from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.documents.pdf_file import opened
from bsuh_desktop.domain.certificates import Ink, PrintedWords
from bsuh_desktop.domain.codes import read_serial
from bsuh_desktop.domain.messages import KnownError, Message

_QR = zxingcpp.barcode_formats_from_str("QRCode")
_ROW = 0.6
"""In units of a code's side: codes further below than that are in another row."""


class FoundCode(NamedTuple):
    """Its text, and its middle in pixels from the picture's upper left corner."""

    text: str
    x: float
    y: float


def find_codes(image: Image) -> list[FoundCode]:
    """Every code in `image` (in greys), row by row and from left to right, with the picture turned like the first code
    found."""
    found = zxingcpp.read_barcodes(image, formats=_QR)
    if not found:
        return []
    across, down, side = _upper_edge(found[0])
    middles = [_middle(code) for code in found]
    placed = sorted((one.y * across - one.x * down, one.x * across + one.y * down, one) for one in middles)
    row, before, ordered = 0, placed[0][0], []
    for low, along, one in placed:
        row, before = row + (low - before > _ROW * side), low
        ordered.append((row, along, one))
    return [one for _, _, one in sorted(ordered)]


def _upper_edge(code: zxingcpp.Barcode) -> tuple[float, float, float]:
    """The direction of a code's upper edge, to the right and down, and its length in pixels."""
    start, end = code.position.top_left, code.position.top_right
    across, down = end.x - start.x, end.y - start.y
    side = math.hypot(across, down) or 1.0
    return across / side, down / side, side


def _middle(code: zxingcpp.Barcode) -> FoundCode:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return FoundCode(code.text, sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4)


MOST_PAGES = 5_000
_MOST_PIXELS = 40_000_000
_CODES_EXPECTED = 2
_LONGEST_PREFIX = 64
_AT_ONCE = 16
"""Pages drawn as one document for comparing, so that its fonts are only written once."""
_LARGEST_PHOTOGRAPH = (4096, 4096)
_SERIAL = re.compile(r"(?<![0-9A-Z-])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z-])")


def read_pages(pdf: bytes, asked: AskPages, enough: Callable[[], bool]) -> PagePortion:
    """The requested pages, read from their rendering at 150 dots an inch, finer for smaller sheets (and again at twice
    that if a code is missing). Reads at least one, and stops once `enough` returns True; reads none of a PDF whose
    number of pages differs from `asked.pages`.

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
                Message("Split it into smaller files and check each one."),
            )
        if asked.pages not in (0, pages):
            return PagePortion(pages, 0, ())
        last = min(pages, asked.first - 1 + asked.most)
        reader = _PageReader(document, asked)
        for first in range(asked.first, last + 1, _AT_ONCE):
            several = range(first, min(first + _AT_ONCE, last + 1))
            readings += reader.read(several)
            if enough():
                break
    return PagePortion(pages, len(readings) // asked.per_page, tuple(readings))


def read_picture(picture: bytes) -> PageReading:
    """Reads a photograph or scan as PNG or JPEG. Raises KnownError `unreadable_picture`, also for one of excessive
    size."""
    try:
        return PageReading(1, tuple(code.text for code in find_codes(_in_greys(picture))))
    except (OSError, SyntaxError, ValueError) as trouble:
        raise _unreadable_picture() from trouble


def _in_greys(picture: bytes) -> Image:
    """The picture in greys. The coloured one is freed on return: together with the scanner's copies it would take too
    much memory."""
    kind = PngImageFile if picture.startswith(b"\x89PNG") else JpegImageFile
    with kind(io.BytesIO(picture)) as image:
        image.draft("L", _LARGEST_PHOTOGRAPH)
        if image.width * image.height > _MOST_PIXELS:
            raise _unreadable_picture()
        return image.convert("L")


class _Found(NamedTuple):
    """What was read from one page. `texts` and `codes` are by place."""

    texts: list[str]
    codes: list[tuple[str, ...]]
    lines: list[page_comparison.PrintedLine] | None
    """Its lines of text; None if they are more than any certificate has."""
    plain: bool
    """True if the page is plain enough to be compared."""
    ink: Ink


class _PageReader:
    """Reads pages of an open document, and compares them with what was signed."""

    def __init__(self, document: Any, asked: AskPages) -> None:
        self._document = document
        self._asked = asked
        self._plan = PAGES[asked.per_page]
        self._contents = PageContents(document, self._plan) if asked.signed else None

    def read(self, numbers: Sequence[int]) -> list[PageReading]:
        """The readings of every place of these pages, which count from 1."""
        found = [self._found(number) for number in numbers]
        signed = [self._signed(number) for number in numbers]
        words = [self._words(*each) for each in zip(found, signed, strict=True)]
        shown = self._shown(numbers, found, signed, words)
        readings = []
        for number, page, ours, told, seen in zip(numbers, found, signed, words, shown, strict=True):
            for place, text in enumerate(page.texts):
                one, said = ours[place], told[place]
                lines = (
                    page_comparison.unsigned_lines(said, one)
                    if one and said and one.words is None and seen[place]
                    else ()
                )
                readings.append(
                    PageReading(number, page.codes[place], _serial(text), text, seen[place], place + 1, lines)
                )
        return readings

    def _found(self, number: int) -> _Found:
        plan = self._plan
        with closing(self._document[number - 1]) as page, closing(page.get_textpage()) as words:
            texts = [_text(words, page, plan, place) for place in range(len(plan.slots))]
            lines = page_comparison.printed_lines(words)
            dots = plan.sheet.dots
            picture = page_comparison.grey_picture_of(page, _scale(page, dots))
            codes = _codes_by_place(picture, plan)
            written = [found for found, text in zip(codes, texts, strict=True) if text or len(texts) == 1]
            if any(len(found) < _CODES_EXPECTED for found in written):
                closer = _codes_by_place(page_comparison.grey_picture_of(page, _scale(page, 2 * dots)), plan)
                codes = [max(pair, key=len) for pair in zip(codes, closer, strict=True)]
            plain = self._contents is not None and self._contents.is_plain(number) and lines is not None
            ink: Ink = page_comparison.ink_of(page_comparison.picture_of(page, 1), plan) if plain else "black"
        return _Found(texts, codes, lines, plain, ink)

    def _signed(self, number: int) -> list[Signed | None]:
        """What was signed for each place of a page; None where nothing was."""
        each = self._asked.per_page
        first = (number - self._asked.first) * each
        signed = list[Signed | None](self._asked.signed[first : first + each])
        return signed + [None] * (each - len(signed))

    def _words(self, found: _Found, signed: Sequence[Signed | None]) -> list[PrintedWords | None]:
        """The words of each place: those that were signed, or those printed on a certificate of an earlier form."""
        lines = self._by_place(found.lines or [])
        sheet = self._plan.sheet
        return [None if one is None else _words(one, lines[place], sheet) for place, one in enumerate(signed)]

    def _by_place(self, lines: Sequence[page_comparison.PrintedLine]) -> list[list[page_comparison.PrintedLine]]:
        width, height = self._plan.sheet.width * MM, self._plan.sheet.height * MM
        corners = [(x * MM, self._plan.height * MM - y * MM - height) for x, y in self._plan.slots]
        return [page_comparison.on_sheet(lines, left, low, width, height) for left, low in corners]

    def _shown(
        self,
        numbers: Sequence[int],
        found: Sequence[_Found],
        signed: Sequence[Sequence[Signed | None]],
        words: Sequence[Sequence[PrintedWords | None]],
    ) -> list[list[bool]]:
        """True for each place of each page that shows what was signed for it."""
        plain = [page.ink for page in found if page.plain]
        if not plain:
            return [[False] * len(page) for page in signed]
        sheets = [
            [_sheet(*each) for each in zip(page.codes, ours, told, strict=True)]
            for page, ours, told in zip(found, signed, words, strict=True)
        ]
        shown = []
        with opened(page_comparison.drawn_pdf(sheets, self._asked.per_page, plain[0])) as drawing:
            for index, number in enumerate(numbers):
                if not found[index].plain:
                    shown.append([False] * self._asked.per_page)
                    continue
                with closing(self._document[number - 1]) as page, closing(drawing[index]) as drawn:
                    said = self._has_our_text(found[index], drawn)
                    comparison = page_comparison.PageComparison(page, drawn, self._plan)
                    shown.append(
                        [
                            same and (sheet is None) == (one is None) and comparison.shows(place)
                            for place, (sheet, one, same) in enumerate(
                                zip(sheets[index], signed[index], said, strict=True)
                            )
                        ]
                    )
        return shown

    def _has_our_text(self, found: _Found, drawn: Any) -> list[bool]:
        """True for each place whose text is that of our drawing; False for all if there is text outside of the
        places."""
        with closing(drawn.get_textpage()) as text:
            ours = self._by_place(page_comparison.printed_lines(text) or [])
        theirs = self._by_place(found.lines or [])
        beside = sum(map(len, theirs)) != len(found.lines or [])
        return [not beside and page_comparison.same_lines(one, other) for one, other in zip(ours, theirs, strict=True)]


def _words(signed: Signed, lines: Sequence[page_comparison.PrintedLine], plan: SheetLayout) -> PrintedWords | None:
    """The words of a sheet; None if it contains text that was not signed, or if a practice sheet is signed under real
    grants or a real one under practice grants."""
    if signed.words is None:
        return page_comparison.words_in(lines, plan, signed)
    return signed.words if signed.words.practice == signed.practice else None


def _sheet(codes: Sequence[str], signed: Signed | None, words: PrintedWords | None) -> PrintedSheet | None:
    """What a place should show; None if that is nothing, or if its codes do not contain what was signed."""
    if signed is None or words is None:
        return None
    first, second = (_prefix(codes, digits) for digits in (signed.code1, signed.code2))
    if first is None or second is None:
        return None
    return PrintedSheet(
        signed.serial,
        signed.day,
        signed.name,
        code1_payload(first, signed.code1),
        QrPayload(second, signed.code2, CODE2_MODULES),
        words,
    )


def _prefix(codes: Sequence[str], digits: str) -> bytes | None:
    """What precedes the signed digits in the code that contains them; which prefixes are valid is checked in
    `trust`."""
    found = [text.removesuffix(digits) for text in codes if text.endswith(digits)]
    usable = len(found) == 1 and found[0].isascii() and len(found[0]) <= _LONGEST_PREFIX
    return found[0].encode("ascii") if usable else None


def _text(words: Any, page: Any, plan: Page, place: int) -> str:
    """The text that can be copied from a place; on a page with one place, all of the page's text."""
    if len(plan.slots) == 1:
        text = words.get_text_bounded()
    else:
        left, low, _, _ = page.get_bbox()
        x, y = plan.slots[place]
        right, bottom = x + plan.sheet.width, plan.height - y - plan.sheet.height
        text = words.get_text_bounded(
            left + x * MM, low + bottom * MM, left + right * MM, low + (bottom + plan.sheet.height) * MM
        )
    return unicodedata.normalize("NFC", text[:LONGEST_TEXT]).replace("\r\n", "\n")


def _codes_by_place(picture: Image, plan: Page) -> list[tuple[str, ...]]:
    """The texts of the codes by place, according to the middle of each code."""
    codes: list[list[str]] = [[] for _ in plan.slots]
    found = find_codes(picture)
    for code in found:
        x, y = code.x / picture.width * plan.width, code.y / picture.height * plan.height
        columns, row = round(plan.width / plan.sheet.width), int(y / plan.sheet.height)
        place = row * columns + int(x / plan.sheet.width)
        codes[min(place, len(codes) - 1)].append(code.text)
    return [tuple(texts) for texts in codes]


def _scale(page: Any, dots: int) -> float:
    """Pixels a point at `dots` an inch; fewer on an excessively large page, so that no file can fill the memory."""
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
        Message("This picture cannot be opened: it is broken, too large, or not PNG or JPEG."),
        Message("Take the picture again, with the whole certificate on it, in good light."),
    )
