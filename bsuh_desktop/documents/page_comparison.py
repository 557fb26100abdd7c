"""Compares a certificate's page with what was signed: the whole sheet is drawn again, in colour, and compared.

A page can contain one text for programs and show another: its text may be below a white box, or be white itself. So
every pixel is compared with this program's own drawing of what was signed. Programs that rewrite a PDF round positions,
and so shift letters slightly, which must be accepted; anything painted must not be:

- Where both pictures are equal up to _FAINT, nothing was painted. An unchanged page does not differ at all.
- Where they differ, at 300 dots an inch each pixel must be between the lightest and the darkest of the 3 x 3 around it
  in the other drawing, up to _FAINT; if one is not, the same is checked at 600 dots. Ghostscript, which rounds most, is
  off by 8 at most there (by 16 at 300 dots).

A certificate of the earlier form has lines that nobody signed. They are taken from the page's text by their positions
and drawn with everything else, so that the visible text is compared with them; the verdict names the unsigned lines."""

from __future__ import annotations

import ctypes
import functools
import io
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import ImageChops
from PIL.Image import Image

from bsuh_desktop.documents.certificate_content import AFTER_TITLE, PRACTICE, PrintedSheet, both, english_reason
from bsuh_desktop.documents.certificate_layout import Page, SheetLayout, Spot
from bsuh_desktop.documents.paper_protocol import Signed, UnsignedLine
from bsuh_desktop.documents.paper_style import MM
from bsuh_desktop.domain.certificates import AwardWording, Ink, Layout, PerPage, PrintedWords
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.local_text import LocalText

_MOST_LETTERS = 20_000
"""Maximum letters of a page. One of four certificates has 2,400."""
_NEAR = 1.0
"""Points by which a line may be displaced: programs that rewrite PDFs round positions."""


class PrintedLine(NamedTuple):
    """A text drawn from one position, `x` and `y` points from a lower left corner, in NFC."""

    x: float
    y: float
    text: str

    def __repr__(self) -> str:
        return f"PrintedLine({self.x:.1f}, {self.y:.1f})"


def printed_lines(text: Any) -> list[PrintedLine] | None:
    """The lines of a page's text (pypdfium2's PdfTextPage) in drawing order; None if there is more text than any
    certificate has. PDFium reports one position for a whole line that is copied as another text than its glyphs, and
    one position for each letter otherwise. The practice mark is left out: it begins where other lines may be, and where
    it is drawn twice, as an outline, Ghostscript reports another position."""
    count = text.count_chars()
    if count > _MOST_LETTERS:
        return None
    found: list[tuple[float, float, list[str]]] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if not found or found[-1][:2] != (x.value, y.value):
            found.append((x.value, y.value, []))
        found[-1][2].append(letter)
    lines = [PrintedLine(left, low, unicodedata.normalize("NFC", "".join(letters))) for left, low, letters in found]
    return [line for line in lines if line.text != both(PRACTICE)]


def on_sheet(lines: Iterable[PrintedLine], left: float, low: float, width: float, height: float) -> list[PrintedLine]:
    """The lines of a page that begin on the sheet whose lower left corner is at `left`, `low` (points)."""
    moved = (line._replace(x=line.x - left, y=line.y - low) for line in lines)
    return [line for line in moved if 0 <= line.x < width and 0 <= line.y < height]


def same_lines(some: Sequence[PrintedLine], others: Sequence[PrintedLine]) -> bool:
    """True if both are the same texts at the same positions, in any order."""
    rest = list(others)
    for line in some:
        match = next((one for one in rest if one.text == line.text and _near(one, line)), None)
        if match is None:
            return False
        rest.remove(match)
    return not rest


def words_in(lines: Sequence[PrintedLine], plan: SheetLayout, signed: Signed) -> PrintedWords | None:
    """The words of a sheet of the earlier form, from its lines; None if it contains something else than was signed, or
    than our drawings do."""
    try:
        module, award = _reason(lines, plan, signed)
        facilitator, coordinator = (
            _text_at(lines, plan, plan.signers.name._replace(base=y + plan.signers.name.base), x * MM)
            for x, y in plan.signers.places
        )
        return PrintedWords(
            programme=_text_at(lines, plan, plan.programme),
            second_name=_text_at(lines, plan, plan.second) if signed.name else "",
            group=_text_at(lines, plan, plan.group),
            module=module,
            award=award,
            facilitator=facilitator,
            coordinator=coordinator,
            practice=signed.practice,
            drawing=1,
        )
    except ValueError:
        return None


def unsigned_lines(words: PrintedWords, signed: Signed) -> tuple[UnsignedLine, ...]:
    """The lines of an earlier sheet that nobody signed."""
    found: dict[UnsignedLine, bool] = {
        "programme": words.programme != signed.programme,
        "second_name": bool(words.second_name),
        "group": bool(words.group),
        "module": not signed.titles,
        "award": True,
        "facilitator": bool(words.facilitator),
        "coordinator": bool(words.coordinator),
    }
    return tuple(line for line, stands in found.items() if stands)


def _reason(lines: Sequence[PrintedLine], plan: SheetLayout, signed: Signed) -> tuple[LocalText, AwardWording]:
    """The module's title and why the certificate was given, in both languages. Raises ValueError."""
    bangla, english = _text_at(lines, plan, plan.reason), " ".join(_text_at(lines, plan, spot) for spot in plan.english)
    for award, after in AFTER_TITLE.items():
        before, behind = " ".join(english_reason(award, "\0", date_words(signed.day, "en"))).split("\0")
        if bangla.startswith("“") and bangla.endswith(f"”{after}") and _is_between(english, before, behind):
            module = LocalText(bangla[1 : -len(after) - 1], english[len(before) : -len(behind)])
            if signed.titles and module not in signed.titles:
                break
            return module, award
    raise ValueError("no reason that a certificate gives")


def _is_between(text: str, before: str, behind: str) -> bool:
    return text.startswith(before) and text.endswith(behind) and len(text) >= len(before) + len(behind)


def _text_at(lines: Sequence[PrintedLine], plan: SheetLayout, spot: Spot, middle: float | None = None) -> str:
    """The text at a spot, "" if there is none. Raises ValueError if there are two lines."""
    x = plan.middle + spot.right * MM if middle is None else middle
    half = spot.widest * MM / 2 + _NEAR
    found = [line.text for line in lines if abs(line.y - plan.y(spot.base)) <= _NEAR and abs(line.x - x) <= half]
    if len(found) > 1:
        raise ValueError("two lines in one place")
    return found[0] if found else ""


def _near(one: PrintedLine, other: PrintedLine) -> bool:
    return abs(one.x - other.x) <= _NEAR and abs(one.y - other.y) <= _NEAR


_FAINT = 11
"""Of 255, in each colour: smaller differences are invisible."""
_CLOSE, _CLOSEST = 300, 600
_TILE = 96
"""Side of a square, in pixels of the first picture, that is examined more closely as a whole."""
_EDGE = 2
"""Extra pixels drawn around such a square, as neighbours of those at its edge."""

_Box = tuple[int, int, int, int]
"""Left, upper, right and lower edge in pixels."""


def drawn_pdf(pages: Sequence[Sequence[PrintedSheet | None]], per_page: PerPage, ink: Ink) -> bytes:
    """Our own drawing of these pages."""
    # Nothing need be drawn for a photograph, or for a PDF without credentials: there is nothing to compare.
    from bsuh_desktop.documents.certificate import SheetDrawing

    target = io.BytesIO()
    drawing = SheetDrawing(target, Layout(per_page, ink))
    for sheets in pages:
        drawing.put(sheets)
    drawing.canvas.save()
    return target.getvalue()


def ink_of(picture: Image, page: Page) -> Ink:
    """The ink in which a page was printed, recognised by the heart on its first sheet."""
    x, top, width = page.sheet.heart
    scale = picture.width / page.width
    box = tuple(round(length * scale) for length in (x - width / 2, top, x + width / 2, top + width))
    red, green, blue = picture.crop(box).split()  # type: ignore[arg-type]
    high = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    low = ImageChops.darker(ImageChops.darker(red, green), blue)
    return "colour" if _highest(ImageChops.subtract(high, low)) > _FAINT else "black"


class PageComparison:
    """One page of an untrusted document, and our drawing of it (both pypdfium2's)."""

    def __init__(self, page: Any, drawn: Any, plan: Page) -> None:
        self._plan = plan
        self._dots = plan.sheet.dots
        self._pair = (page, drawn)
        self._pictures: dict[int, tuple[Image, Image]] = {}

    def shows(self, place: int) -> bool:
        """True if the sheet at `place`, from 0, shows what was drawn for it; an empty one shows nothing."""
        page, drawn = self._whole(self._dots)
        if page.size != drawn.size:
            return False
        return self._differences is None or all(map(self._is_same, self._differing(self._differences, place)))

    @functools.cached_property
    def _differences(self) -> Image | None:
        """Where the whole page differs by more than _FAINT; None if both pictures are identical."""
        page, drawn = self._whole(self._dots)
        differences = ImageChops.difference(page, drawn)
        if differences.getbbox() is None:
            return None
        faint = [0] * (_FAINT + 1) + [255] * (255 - _FAINT)
        return differences.point(faint * len(page.getbands()))

    def _differing(self, differences: Image, place: int) -> Iterator[_Box]:
        """The squares of a sheet that differ."""
        left, top, right, bottom = self._sheet(place, differences)
        for upper in range(top, bottom, _TILE):
            lower = min(upper + _TILE, bottom)
            if differences.crop((left, upper, right, lower)).getbbox() is None:
                continue
            for near in range(left, right, _TILE):
                tile = (near, upper, min(near + _TILE, right), lower)
                if differences.crop(tile).getbbox() is not None:
                    yield tile

    def _sheet(self, place: int, picture: Image) -> _Box:
        x, y = self._plan.slots[place]
        width, height = picture.width / self._plan.width, picture.height / self._plan.height
        right, bottom = x + self._plan.sheet.width, y + self._plan.sheet.height
        return math.floor(x * width), math.floor(y * height), math.ceil(right * width), math.ceil(bottom * height)

    def _is_same(self, tile: _Box) -> bool:
        if self._is_close(*(picture.crop(self._around(tile, _CLOSE)) for picture in self._whole(_CLOSE))):
            return True
        closest = self._around(tile, _CLOSEST)
        return self._is_close(*(picture_of(page, _CLOSEST / 72, closest) for page in self._pair))

    def _is_close(self, page: Image, drawn: Image) -> bool:
        """True if no pixel is outside the range of its neighbourhood in the other drawing."""
        return page.size == drawn.size and max(_outside(page, drawn), _outside(drawn, page)) <= _FAINT

    def _around(self, tile: _Box, dots: int) -> _Box:
        """A square of the first picture with its margin, in the picture at `dots` an inch."""
        larger = dots / self._dots
        right, bottom = (math.ceil(length * MM * dots / 72) for length in (self._plan.width, self._plan.height))
        return (
            max(0, math.floor(tile[0] * larger) - _EDGE),
            max(0, math.floor(tile[1] * larger) - _EDGE),
            min(right, math.ceil(tile[2] * larger) + _EDGE),
            min(bottom, math.ceil(tile[3] * larger) + _EDGE),
        )

    def _whole(self, dots: int) -> tuple[Image, Image]:
        if dots not in self._pictures:
            page, drawn = (picture_of(one, dots / 72) for one in self._pair)
            self._pictures[dots] = page, drawn
        return self._pictures[dots]


def picture_of(page: Any, scale: float, box: _Box | None = None) -> Image:
    """pypdfium2's page in colours, `scale` pixels a point, with its annotations; or a part of that picture."""
    crop = (0.0, 0.0, 0.0, 0.0)
    if box is not None:
        width, height = (math.ceil(length * scale) for length in page.get_size())
        left, top, right, bottom = box
        cut = (left, height - bottom, width - right, top)
        # Half a pixel less, because the size that is cut off is rounded up.
        crop = tuple(max(0, pixels - 0.5) / scale for pixels in cut)  # type: ignore[assignment]
    with closing(page.render(scale=scale, crop=crop)) as bitmap:
        picture: Image = bitmap.to_pil()
        # Pillow stores three bytes a pixel in four, and so makes a copy; in other modes it shares the memory of the
        # bitmap, which is freed here.
        return picture if picture.mode == "RGB" else picture.convert("RGB")


def grey_picture_of(page: Any, scale: float) -> Image:
    """pypdfium2's page in greys, `scale` pixels a point, with its annotations."""
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        picture: Image = bitmap.to_pil().copy()
    return picture


def _outside(one: Image, other: Image) -> int:
    """The largest difference by which a pixel of `one` is lighter or darker than all of the 3 x 3 around it in `other`.
    Pixels at the edge also get neighbours from the opposite edge, which makes the result for them smaller, never
    larger."""
    lightest, darkest = (_around(other, choose) for choose in (ImageChops.lighter, ImageChops.darker))
    over = ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))
    return _highest(over)


def _around(picture: Image, choose: Callable[[Image, Image], Image]) -> Image:
    for across, down in ((1, 0), (0, 1)):
        before, after = ImageChops.offset(picture, across, down), ImageChops.offset(picture, -across, -down)
        picture = choose(choose(picture, before), after)
    return picture


def _highest(picture: Image) -> int:
    extrema = picture.getextrema()
    bands = extrema if isinstance(extrema[0], tuple) else (extrema,)
    return max(int(high) for _, high in bands)
