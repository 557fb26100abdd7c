"""Drawing primitives and pages of the lesson kit: wrapped text, marks of answers, tags, pictures, margins, heads, feet.

Blocks flow from column to column and page to page. Positions are millimetres from the upper left corner of the page."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from bsuh_desktop.documents.class_sheet.sheet_pen import x_of, y_of
from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import KitPart, LessonKit, SlideTag
from bsuh_desktop.documents.paper_style import CORAL, GREEN, INK, INK_SOFT, MM, WHITE, filled, heart, line, stroked
from bsuh_desktop.documents.typesetter import Align, Line, Typesetter
from bsuh_desktop.domain.certificates import Ink
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.text import digits_in

BLACK = "#000000"
INDIGO, AMBER, GREY = "#3D5AFE", "#F2A541", "#8A8A8A"
HAIR, THIN, STRONG = 0.3, 0.6, 1.1
LEADINGS: dict[Language, float] = {"bn": 1.34, "en": 1.27}
"""From one base line to the next, in ems: Bangla has signs above and below."""
ASCENT = 1.02
"""From the upper edge of a line to its base line, in ems."""
_TINTS: dict[SlideTag, str] = {"activity": "#FDEBCB", "question": "#E9ECFF", "pre": "#E2F0E6", "post": "#E2F0E6"}
_MARKS = {
    "A": (CORAL, WHITE, 22, 31.5),
    "B": (INDIGO, WHITE, 19, 38),
    "C": (GREEN, WHITE, 22, 31.5),
    "D": (AMBER, INK, 22, 31.5),
}
"""As on the stage, in a square of 48 units: fill, letter colour, letter size, baseline."""
_FIELD = 48.0
_ROUND = 4 / 3 * math.tan(math.pi / 8)
Word = list[tuple[str, bool]]
"""Parts without blanks between them, and whether each is bold."""


@dataclasses.dataclass(frozen=True)
class PlacedPicture:
    """A picture (PNG) in the middle of a box, as large as it fits."""

    png: bytes
    x: float
    y: float
    width: float
    height: float


Drawing = str | PlacedPicture
"""What stands on a page: PDF operators, or a picture."""


@dataclasses.dataclass(frozen=True)
class TextBlock:
    """Lines of one size, `height` millimetres high."""

    lines: tuple[Line, ...]
    size: float
    colour: str
    leading: float = 1.0

    @property
    def height(self) -> float:
        """In millimetres."""
        return len(self.lines) * self.size * self.leading / MM

    @property
    def width(self) -> float:
        """Of the longest line, in millimetres."""
        return max((each.width(self.size) for each in self.lines), default=0.0) / MM

    def parts(self, most: int) -> tuple[TextBlock, ...]:
        """Blocks of at most `most` lines each."""
        return tuple(
            dataclasses.replace(self, lines=self.lines[first : first + most])
            for first in range(0, len(self.lines), most)
        )

    def drawn(self, x: float, y: float, align: Align = "left", widest: float | None = None) -> Iterator[str]:
        """Operators of the lines, the first one below `y`; a word that is wider than `widest` is set smaller."""
        for place, each in enumerate(self.lines):
            base = y + (place * self.leading + ASCENT) * self.size / MM
            size = each.fitted(self.size, widest * MM) if widest else self.size
            yield f"{filled(self.colour)} {each.drawn(x_of(x), y_of(base), size, align)}"


class KitPen:
    """Draws for one PDF, in one language and ink; each method gives PDF operators."""

    def __init__(self, typesetter: Typesetter, language: Language, ink: Ink) -> None:
        self._typesetter = typesetter
        self._cache: dict[tuple[str, bool], Line] = {}
        self.language = language
        black = ink == "black"
        self.black = black
        self.text, self.soft = (BLACK, BLACK) if black else (INK, INK_SOFT)
        self.title, self.hair = (BLACK, BLACK) if black else (GREEN, GREY)
        self.heart = BLACK if black else CORAL

    def text_of(self, text: LocalText, **places: object) -> str:
        """The text in the kit's language; numbers in its places are written in its digits."""
        digits = {name: self.digits(place) if isinstance(place, int) else place for name, place in places.items()}
        return text.text_in(self.language).format(**digits)

    def digits(self, text: str | int) -> str:
        """A number in the digits of the kit's language."""
        return digits_in(self.language, text)

    def block(
        self, text: str, size: float, width: float, *, bold: bool = False, soft: bool = False, title: bool = False
    ) -> TextBlock:
        """`text` in lines of at most `width` millimetres. In it ** encloses what is bold; breaks are kept."""
        room = width * MM / size
        rows = [row for part in text.split("\n") for row in self._wrapped(_words(part, bold), room)]
        colour = self.title if title else self.soft if soft else self.text
        return TextBlock(tuple(self._joined(row) for row in rows), size, colour, LEADINGS[self.language])

    def largest(self, text: str, sizes: Iterable[float], width: float, height: float, bold: bool = True) -> TextBlock:
        """`text` in the first of `sizes` in which it fits whole, with no word broken or squeezed; else in the last."""
        block = TextBlock((), 1, self.text)
        for size in sizes:
            block = self.block(text, size, width, bold=bold)
            if block.height <= height and block.width <= width:
                break
        return block

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        widest: float | None = None,
        colour: str = "",
    ) -> str:
        """One line on the base line `y`, set smaller if it would be wider than `widest`."""
        laid_out = self._lay_out(text, bold)
        fitted = laid_out.fitted(size, widest * MM) if widest else size
        return f"{filled(colour or self.text)} {laid_out.drawn(x_of(x), y_of(y), fitted, align)}"

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a line in millimetres."""
        return self._lay_out(text, bold).width(size) / MM

    def _lay_out(self, text: str, bold: bool) -> Line:
        key = (text, bold)
        if key not in self._cache:
            self._cache[key] = self._typesetter.lay_out(text, bold)
        return self._cache[key]

    def _wrapped(self, words: list[Word], room: float) -> Iterator[list[Word]]:
        row: list[Word] = []
        used, blank = 0.0, self._lay_out(" ", False).ems
        for word in words:
            ems = sum(self._lay_out(part, bold).ems for part, bold in word)
            if row and used + blank + ems > room:
                yield row
                row, used = [], 0.0
            used += (blank if row else 0.0) + ems
            row.append(word)
        if row:
            yield row

    def _joined(self, row: list[Word]) -> Line:
        """One line; a blank belongs to the word before it."""
        parts = [
            (part + (" " if last and place < len(row) - 1 else ""), bold)
            for place, word in enumerate(row)
            for last, (part, bold) in ((index == len(word) - 1, one) for index, one in enumerate(word))
        ]
        runs = [
            self._typesetter.lay_out("".join(part for part, _ in group), bold)
            for bold, group in itertools.groupby(parts, key=lambda pair: pair[1])
        ]
        whole = runs[0]
        for run in runs[1:]:
            whole = whole.then(run)
        return whole

    def rule(self, x: float, y: float, length: float, width: float = THIN) -> str:
        """A horizontal line."""
        return f"{stroked(self.text, width)} {line(x_of(x), y_of(y), length * MM)}"

    def hairline(self, x: float, y: float, length: float) -> str:
        """A pale horizontal line that a copier still reproduces."""
        return f"{stroked(self.hair, HAIR)} {line(x_of(x), y_of(y), length * MM)}"

    def box(self, x: float, y: float, width: float, height: float, fill: str = "", stroke: float = THIN) -> str:
        """A box with its upper left corner at `x`, `y`; in colour filled with `fill` and without an outline if that is
        given."""
        corner = f"{x_of(x):.2f} {y_of(y + height):.2f} {width * MM:.2f} {height * MM:.2f} re"
        if fill and not self.black:
            return f"{filled(fill)} {corner} f"
        return f"{stroked(self.text, stroke)} {corner} S"

    def stitch(self, x: float, y: float, width: float, height: float = 0.0) -> str:
        """The dashed line between two parts of a page, or along which it is cut."""
        end = f"{x_of(x + width):.2f} {y_of(y + height):.2f}"
        return f"q 1 J [3 2.6] 0 d {stroked(self.text, STRONG)} {x_of(x):.2f} {y_of(y):.2f} m {end} l S Q"

    def tag(self, kind: SlideTag, text: str, x: float, y: float, size: float) -> Iterator[str]:
        """A word in a box whose upper left corner is at `x`, `y`; `tag_height` high."""
        yield self.box(x, y, self.tag_width(text, size), tag_height(size), _TINTS[kind])
        yield self.words(text, x + 1.2, y + tag_height(size) * 0.72, size, bold=True)

    def tag_width(self, text: str, size: float) -> float:
        """In millimetres."""
        return self.width(text, size, bold=True) + 2.4

    def disc(self, number: int, x: float, y: float, radius: float) -> Iterator[str]:
        """A number in a circle around `x`, `y`."""
        size = radius * 1.15 * MM
        look = stroked(self.text, STRONG) + ("" if self.black else f" {filled(AMBER)}")
        yield f"{look} {_circle(x_of(x), y_of(y), radius * MM)} {'S' if self.black else 'B'}"
        yield self.words(
            self.digits(number), x, y + size * 0.36 / MM, size, bold=True, align="centre", widest=1.5 * radius
        )

    def mark(self, letter: str, x: float, y: float, side: float) -> Iterator[str]:
        """The mark of an answer as on the stage, in a square with its upper left corner at `x`, `y`: in black an
        outline."""
        fill, ink, size, baseline = _MARKS[letter]
        unit = side / _FIELD
        shape = {
            "A": _circle(24, 24, 20),
            "B": "24 44 m 45 6 l 3 6 l h",
            "C": "5 5 38 38 re",
            "D": "24 46.5 m 46.5 24 l 24 1.5 l 1.5 24 l h",
        }[letter]
        scale = unit * MM
        place = f"q {scale:.4f} 0 0 {scale:.4f} {x_of(x):.2f} {y_of(y + side):.2f} cm 1 j"
        look = f"{stroked(self.text, 2)} {'' if self.black else filled(fill)}"
        yield f"{place} {look} {shape} {'S' if self.black else 'B'} Q"
        colour = BLACK if self.black else ink
        yield self.words(
            letter, x + side / 2, y + baseline * unit, size * unit * MM, bold=True, align="centre", colour=colour
        )


def tag_height(size: float) -> float:
    """The height of a tag in millimetres."""
    return size * 1.45 / MM


def _words(text: str, bold: bool) -> list[Word]:
    words: list[Word] = [[]]
    for place, part in enumerate(text.split("**")):
        for piece in re.split(r"(\s+)", part):
            if piece.isspace():
                words.append([])
            elif piece:
                words[-1].append((piece, bold or place % 2 == 1))
    return [word for word in words if word]


def _circle(x: float, y: float, radius: float) -> str:
    near = radius * _ROUND
    around = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = [f"{x + radius:.2f} {y:.2f} m"]
    for (x0, y0), (x1, y1) in itertools.pairwise(around):
        bend = (
            x + radius * x0 + near * x1,
            y + radius * y0 + near * y1,
            x + radius * x1 + near * x0,
            y + radius * y1 + near * y0,
            x + radius * x1,
            y + radius * y1,
        )
        path.append(f"{' '.join(f'{each:.2f}' for each in bend)} c")
    return f"{' '.join(path)} h"


LEFT, RIGHT, TOP, BOTTOM = 15.0, 197.0, 12.0, 280.0
FOOT = 287.0
"""The base line of the foot."""
GAP = 7.0
"""Between two columns."""


@dataclasses.dataclass
class KitPage:
    """One page of a part."""

    part: KitPart
    items: list[Drawing] = dataclasses.field(default_factory=list)
    foot: bool = True
    """At its foot stands whose page it is."""
    name: str = ""
    """What the foot calls it; "" for the name of its part."""


@dataclasses.dataclass(frozen=True)
class FlowBlock:
    """Something that is not divided: `draw` gets its upper left corner. It is `height` high, after a `gap` that is left
    out where a column begins."""

    height: float
    draw: Callable[[float, float], Iterable[Drawing]]
    gap: float = 0.0
    with_next: bool = False
    """It stands on the page of the next one, as a heading does."""


@dataclasses.dataclass(frozen=True)
class Column:
    """Where blocks flow: from `top` down to `BOTTOM`."""

    x: float
    top: float


def two_columns(top: float) -> tuple[Column, Column]:
    """Both columns of a page whose head ends at `top`."""
    return Column(LEFT, top), Column(LEFT + column_width() + GAP, top)


def column_width() -> float:
    """The width of one of two columns."""
    return (RIGHT - LEFT - GAP) / 2


def flow(
    part: KitPart,
    blocks: Sequence[FlowBlock],
    first: Sequence[Column],
    later: Sequence[Column],
    begin: Callable[[], Iterable[Drawing]] = tuple,
) -> list[KitPage]:
    """Atoms on as many pages as they need, down the columns of the `first` page and of the `later` ones, each of
    which begins with what `begin` draws. An block that is higher than a column has one for itself."""
    pages: list[KitPage] = []
    columns: list[Column] = []
    y, fresh = 0.0, True
    for place, block in enumerate(blocks):
        needed = _together(blocks[place:])
        gap = 0.0 if fresh else block.gap
        if not columns or (not fresh and y + gap + needed > BOTTOM):
            columns = columns[1:]
            if not columns:
                columns = list(later if pages else first)
                pages.append(KitPage(part, list(begin()) if pages else []))
            y, gap = columns[0].top, 0.0
        pages[-1].items += block.draw(columns[0].x, y + gap)
        y, fresh = y + gap + block.height, False
    return pages or [KitPage(part)]


def _together(blocks: Sequence[FlowBlock]) -> float:
    """The height of the first block and of those that must stand with it."""
    height = blocks[0].height
    for before, block in itertools.pairwise(blocks):
        if not before.with_next:
            break
        height += block.gap + block.height
    return height


def draw_head(pen: KitPen, kit: LessonKit, name: str, tag: str = "") -> Iterator[str]:
    """The head of a page, `HEAD` high, that is called `name`; `tag` stands in a box behind that."""
    yield pen.words(kit.programme, LEFT, TOP + 3, 8.5, colour=pen.soft, widest=RIGHT - LEFT - 20)
    yield pen.words(name, LEFT, TOP + 12, 18, bold=True)
    begin = LEFT + pen.width(name, 18, bold=True) + 5
    if tag:
        width = pen.tag_width(tag, 10)
        yield pen.box(begin, TOP + 6.6, width, 6.6, stroke=1.1)
        yield pen.words(tag, begin + 1.2, TOP + 11.3, 10, bold=True)
        begin += width + 5
    yield pen.words(
        kit.title, RIGHT - 13, TOP + 12, 13, bold=True, align="right", colour=pen.title, widest=RIGHT - 13 - begin
    )
    yield heart(x_of(RIGHT - 5), y_of(TOP + 3.5), 9.5 * MM, pen.heart)
    yield pen.stitch(LEFT, TOP + 16, RIGHT - LEFT)


HEAD = 20.0
"""The height of a head."""


def draw_foot(pen: KitPen, kit: LessonKit, page: KitPage, number: int, pages: int) -> Iterator[str]:
    """The foot of `page`, which is number `number` of the `pages` of its part, from 1."""
    version = pen.text_of(words.VERSION, number=kit.version)
    whose = f"{kit.title} · {version} · {page.name or pen.text_of(words.PARTS[page.part])}"
    yield pen.hairline(LEFT, FOOT - 4.4, RIGHT - LEFT)
    yield pen.words(whose, LEFT, FOOT, 8.5, colour=pen.soft, widest=130)
    counted = pen.text_of(words.PAGE_OF, page=number, pages=pages)
    yield pen.words(counted, RIGHT, FOOT, 8.5, colour=pen.soft, align="right")
