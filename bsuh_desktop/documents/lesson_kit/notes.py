"""Notes by slide: what the facilitator should know, what to do without power, and the answers of the pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import LessonKit, NoteLine, SlideNotes
from bsuh_desktop.documents.lesson_kit.kit_pen import ASCENT, Drawing, KitPen, TextBlock
from bsuh_desktop.documents.lesson_kit.pages import (
    HEAD,
    TOP,
    FlowBlock,
    KitPage,
    column_width,
    draw_head,
    flow,
    two_columns,
)
from bsuh_desktop.documents.paper_style import MM

_SIZE, _HEADING = 10.0, 11.5
_INDENT, _BAR, _LINES = 5.5, 3.0, 12


def notes_pages(pen: KitPen, kit: LessonKit) -> list[KitPage]:
    """The pages of the notes, in two columns."""
    blocks = [block for one in kit.notes for block in _slide(pen, one)]
    for one in kit.sets:
        lines = [NoteLine(f"{piece.text} **{piece.answer}**", pen.digits(piece.number) + ".") for piece in one.pieces]
        if any(piece.answer for piece in one.pieces):
            blocks.append(_heading(pen, pen.text_of(words.PIECE_ANSWERS, title=one.title)))
            blocks += _lines(pen, lines, bar=False)
    if not blocks:
        blocks = list(_lines(pen, [NoteLine(pen.text_of(words.NO_NOTES))], bar=False))
    pages = flow("notes", blocks, two_columns(TOP + HEAD), two_columns(TOP))
    pages[0].items[:0] = draw_head(pen, kit, pen.text_of(words.PARTS["notes"]))
    return pages


def _slide(pen: KitPen, one: SlideNotes) -> Iterator[FlowBlock]:
    yield _heading(pen, one.title, one.number)
    yield from _lines(pen, one.note, bar=False)
    if one.nopower:
        yield _label(pen, pen.text_of(words.NO_POWER), after=bool(one.note))
        yield from _lines(pen, one.nopower, bar=True)


def _heading(pen: KitPen, text: str, number: int = 0) -> FlowBlock:
    indent = 8.0 if number else 0.0
    block = pen.block(text, _HEADING, column_width() - indent, bold=True, title=True)

    def draw(x: float, y: float) -> Iterator[Drawing]:
        yield pen.rule(x, y, column_width(), 0.8)
        if number:
            yield from pen.disc(number, x + 3.2, y + 4.2, 2.9)
        yield from block.drawn(x + indent, y + 1.4)

    return FlowBlock(max(block.height, 6.2 if number else 0) + 2.2, draw, 4.5, with_next=True)


def _label(pen: KitPen, text: str, after: bool) -> FlowBlock:
    block = pen.block(text, _SIZE, column_width() - _BAR, bold=True)

    def draw(x: float, y: float) -> Iterator[Drawing]:
        yield pen.stitch(x + 0.6, y, 0, block.height)
        yield from block.drawn(x + _BAR, y)

    return FlowBlock(block.height, draw, 2.5 if after else 0.5, with_next=True)


def _lines(pen: KitPen, lines: Iterable[NoteLine], bar: bool) -> Iterator[FlowBlock]:
    """Each line as a block; with a `bar` beside them."""
    before = _BAR if bar else 0.0
    for line in lines:
        indent = before + (_INDENT if line.sign else 0.0)
        block = pen.block(line.words, _SIZE, column_width() - indent)
        for place, part in enumerate(block.parts(_LINES)):
            sign = line.sign if place == 0 else ""
            yield _part(pen, part, sign, before, indent, 1.0 if place == 0 else 0.0)


def _part(pen: KitPen, block: TextBlock, sign: str, before: float, indent: float, gap: float) -> FlowBlock:
    bar = before > 0

    def draw(x: float, y: float) -> Iterator[Drawing]:
        if bar:
            yield pen.stitch(x + 0.6, y, 0, block.height + gap)
            y += gap
        if sign:
            base = y + ASCENT * _SIZE / MM
            yield pen.words(pen.digits(sign), x + before, base, _SIZE, bold=sign != "•")
        yield from block.drawn(x + indent, y, widest=column_width() - indent)

    return FlowBlock(block.height + (gap if bar else 0), draw, 0 if bar else gap)
