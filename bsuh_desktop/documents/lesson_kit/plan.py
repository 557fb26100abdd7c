"""The facilitator's own pages: the plan, all slides in a table on two pages, and the notes by slide.

Above the table stands what to take along and who does what; the notes are what the facilitator should know, what to do
without power, and the answers of the pieces."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from functools import partial

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import LessonKit, NoteLine, PieceSet, PlanRow, SlideNotes
from bsuh_desktop.documents.lesson_kit.kit_pen import (
    ASCENT,
    HEAD,
    LEFT,
    RIGHT,
    STRONG,
    TOP,
    Column,
    Drawing,
    FlowBlock,
    KitPage,
    KitPen,
    TextBlock,
    column_width,
    draw_head,
    flow,
    tag_height,
    two_columns,
)
from bsuh_desktop.documents.paper_style import INK, MM

SIZES = (10.5, 10.0, 9.5, 9.0)
"""The table is set in the largest in which it stands on `MOST_PAGES`, in points; a longer one has more pages."""
MOST_PAGES = 2
_PAD, _TABLE_HEAD, _SMALL = 1.2, 6.0, 8.5
_NUMBER, _MINUTES, _TITLE, _BOARD, _BETWEEN = 8.0, 9.5, 31.0, 38.0, 3.0
_CELL = 12.5
_LINES = 36
"""A row with more lines may be divided between pages."""
_NONE = TextBlock((), 1, INK)


@dataclasses.dataclass(frozen=True)
class _Columns:
    """Where the table's columns begin, in millimetres; of minutes, where they end."""

    minutes: float
    short: float
    title: float
    say: float
    say_width: float
    board: float


def _columns(kit: LessonKit) -> _Columns:
    minutes = LEFT + _NUMBER + _MINUTES
    short = minutes + (_MINUTES if kit.short_minutes else 0)
    title = short + _BETWEEN
    say, board = title + _TITLE + _BETWEEN, RIGHT - _BOARD
    return _Columns(minutes, short, title, say, board - _BETWEEN - say, board)


def plan_pages(pen: KitPen, kit: LessonKit) -> list[KitPage]:
    """The pages of the plan."""
    top, before = _opening(pen, kit)
    pages: list[KitPage] = []
    for size in SIZES:
        blocks = [block for row in kit.rows for block in _row(pen, row, _columns(kit), size)]
        begin = partial(_table_head, pen, kit, TOP)
        pages = flow("plan", blocks, [Column(LEFT, top + _TABLE_HEAD)], [Column(LEFT, TOP + _TABLE_HEAD)], begin)
        if len(pages) <= MOST_PAGES:
            break
    pages[0].items[:0] = [*before, *_table_head(pen, kit, top)]
    return pages


def _opening(pen: KitPen, kit: LessonKit) -> tuple[float, list[Drawing]]:
    """Where the table begins, and what stands above it."""
    items: list[Drawing] = list(draw_head(pen, kit, pen.text_of(words.PARTS["plan"])))
    y = TOP + HEAD
    facts = [pen.text_of(words.VERSION, number=kit.version), pen.text_of(words.MINUTES, number=kit.minutes)]
    if kit.short_minutes:
        facts.append(pen.text_of(words.SHORT, number=kit.short_minutes))
    items.append(pen.words(" · ".join(facts), LEFT, y + 2.5, 10, widest=RIGHT - LEFT))
    y += 5.5
    if kit.chant:
        chant = pen.block(f"**{pen.text_of(words.CHANT)}:** {kit.chant}", 10, RIGHT - LEFT)
        items += chant.drawn(LEFT, y)
        y += chant.height + 1
    left, right = list(_take_along(pen, kit)), [one for one in kit.sets if one.deals]
    wide = (RIGHT - LEFT) if not right else (RIGHT - LEFT) - _table_width(right) - 6
    low = y + 2
    items.append(pen.words(pen.text_of(words.TAKE_ALONG), LEFT, low + 3.4, 10.5, bold=True))
    line_top = low + 5.5
    for text in left:
        block = pen.block(text, 9.5, wide - 4)
        items += (pen.words("•", LEFT + 0.5, line_top + 3.5, 9.5), *block.drawn(LEFT + 4, line_top))
        line_top += block.height
    table_top = low
    for one in right:
        x = RIGHT - _table_width(right)
        items += _deals(pen, one, x, table_top)
        table_top += _deals_height(one) + 3
    return max(line_top, table_top) + 2, items


def _take_along(pen: KitPen, kit: LessonKit) -> Iterator[str]:
    for one in kit.sets:
        which = words.SETS if one.copies > 1 else words.ONE_SET
        yield pen.text_of(which, title=one.title, copies=one.copies, count=len(one.pieces))
    if kit.forms:
        yield pen.text_of(words.QUESTIONS_ALONG)
    yield pen.text_of(words.CARDS_ALONG, count=kit.learners)
    if kit.notes and kit.notes[0].number == 1:
        yield pen.text_of(words.SEE_NOTES)


def _table_width(sets: list[PieceSet]) -> float:
    return max(18 + _CELL * max(len(deal) for deal in one.deals) for one in sets)


def _deals_height(one: PieceSet) -> float:
    return 5.5 + 4.6 * (len(one.deals) + 1)


def _deals(pen: KitPen, one: PieceSet, x: float, y: float) -> Iterator[Drawing]:
    """For each number of groups, which piece is whose."""
    most = max(len(deal) for deal in one.deals)
    width = 18 + _CELL * most
    yield pen.words(pen.text_of(words.WHO_DOES_WHAT, title=one.title), x, y + 3.4, 10.5, bold=True, widest=width)
    y += 5.5
    yield pen.words(pen.text_of(words.GROUPS), x, y + 3.2, _SMALL, colour=pen.soft, widest=17)
    for group in range(most):
        said = pen.text_of(words.GROUP, number=group + 1)
        yield pen.words(
            said, x + 18 + _CELL * (group + 0.5), y + 3.2, 7.5, align="centre", colour=pen.soft, widest=_CELL - 1
        )
    for deal in one.deals:
        yield pen.hairline(x, y + 4.6, width)
        y += 4.6
        yield pen.words(pen.digits(len(deal)), x + 5, y + 3.4, 9.5, bold=True)
        for group, numbers in enumerate(deal):
            said = ", ".join(map(pen.digits, numbers))
            yield pen.words(said, x + 18 + _CELL * (group + 0.5), y + 3.4, 9.5, align="centre", widest=_CELL - 1)


def _table_head(pen: KitPen, kit: LessonKit, top: float) -> Iterator[Drawing]:
    at, base = _columns(kit), top + 3.6
    for x, text in ((LEFT, words.SLIDE), (at.say, words.SAY), (at.board, words.BOARD)):
        yield pen.words(pen.text_of(text), x, base, _SMALL, bold=True, widest=_NUMBER - 0.8 if x == LEFT else None)
    lengths = [(at.minutes, kit.minutes)] + ([(at.short, kit.short_minutes)] if kit.short_minutes else [])
    for x, minutes in lengths:
        said = pen.text_of(words.SHORT_MINUTES, number=minutes)
        yield pen.words(said, x, base, _SMALL, bold=True, align="right", widest=_MINUTES - 1.6)
    yield pen.rule(LEFT, top + _TABLE_HEAD - 0.6, RIGHT - LEFT, STRONG)


def _row(pen: KitPen, row: PlanRow, at: _Columns, size: float) -> Iterator[FlowBlock]:
    """The blocks of a row: one, or several if it is so long that it may be divided between pages."""
    title = pen.block(row.title, size, _TITLE, bold=True)
    says = pen.block("\n".join(row.say), size, at.say_width).parts(_LINES) or (_NONE,)
    boards = pen.block(row.board, size, _BOARD).parts(_LINES) or (_NONE,)
    tag = tag_height(_SMALL) + 0.8 if row.tag else 0.0
    cells = list(itertools.zip_longest(says, boards, fillvalue=_NONE))
    for place, (say, board) in enumerate(cells):
        high = max(title.height + tag if place == 0 else 0.0, say.height, board.height) + 2 * _PAD
        last = place == len(cells) - 1
        yield FlowBlock(high, partial(_draw_row, pen, row if place == 0 else None, at, (title, say, board), high, last))


def _draw_row(
    pen: KitPen,
    row: PlanRow | None,
    at: _Columns,
    blocks: tuple[TextBlock, TextBlock, TextBlock],
    height: float,
    last: bool,
    _: float,
    y: float,
) -> Iterator[Drawing]:
    """One part of a row; only the first one has a `row` with number, minutes and title."""
    title, say, board = blocks
    y, low = y + _PAD, y + height
    if row is not None:
        yield from _numbers(pen, row, at, y + ASCENT * title.size / MM, title.size)
        under = tag_height(_SMALL) + 0.8 if row.tag else 0.0
        if row.tag:
            yield from pen.tag(row.tag, pen.text_of(words.TAGS[row.tag]), at.title, y + 0.2, _SMALL)
        yield from title.drawn(at.title, y + under, widest=_TITLE)
    yield from say.drawn(at.say, y, widest=at.say_width)
    yield from board.drawn(at.board, y, widest=_BOARD)
    if last:
        yield pen.hairline(LEFT, low, RIGHT - LEFT)


def _numbers(pen: KitPen, row: PlanRow, at: _Columns, base: float, size: float) -> Iterator[Drawing]:
    yield pen.words(pen.digits(row.number), LEFT + 4, base, size, bold=True, align="right", widest=5)
    yield pen.words(pen.digits(row.minutes), at.minutes - 1, base, size, align="right")
    if row.short is not None:
        said = pen.digits(row.short) if row.short else words.LEFT_OUT
        yield pen.words(said, at.short - 1, base, size, align="right")


_SIZE, _HEADING = 10.0, 11.5
_INDENT, _BAR, _LINES_TOGETHER = 5.5, 3.0, 12


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
        for place, part in enumerate(block.parts(_LINES_TOGETHER)):
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
