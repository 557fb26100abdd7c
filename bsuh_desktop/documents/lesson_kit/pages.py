"""The pages of the lesson kit: margins, heads and feet, and how blocks flow from column to column and page to page."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from bsuh_desktop.documents.class_sheet.layout import x_of, y_of
from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import KitPart, LessonKit
from bsuh_desktop.documents.lesson_kit.kit_pen import Drawing, KitPen
from bsuh_desktop.documents.paper_style import MM, heart

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
