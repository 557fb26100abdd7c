"""The questions in letters to read aloud or hold up, and their answers on a page of the facilitator's own."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import KitOption, KitQuestion, LessonKit, QuestionForm
from bsuh_desktop.documents.lesson_kit.kit_pen import Drawing, KitPen, PlacedPicture
from bsuh_desktop.documents.lesson_kit.pages import (
    HEAD,
    LEFT,
    RIGHT,
    TOP,
    Column,
    FlowBlock,
    KitPage,
    column_width,
    draw_head,
    flow,
    two_columns,
)

SIZE = 16.0
_NUMBER, _MARK, _OPTION, _PICTURE, _AFTER = 11.0, 9.0, 13.0, 24.0, 2.4
_ANSWER, _LETTER, _SMALL = 9.5, 6.0, 4.4


def question_pages(pen: KitPen, kit: LessonKit) -> list[KitPage]:
    """The pages of each form, beginning with a new one each, and behind them the answers."""
    pages: list[KitPage] = []
    for form in kit.forms:
        blocks = [_question(pen, one) for one in form.questions]
        own = flow("questions", blocks, [Column(LEFT, TOP + HEAD)], [Column(LEFT, TOP)])
        name = pen.text_of(words.PARTS["questions"])
        own[0].items[:0] = draw_head(pen, kit, name, pen.text_of(words.FORMS[form.form]))
        pages += own
    if kit.forms:
        answers = flow("questions", list(_answers(pen, kit)), two_columns(TOP + HEAD), two_columns(TOP))
        for page in answers:
            page.name = pen.text_of(words.ANSWERS) + " · " + pen.text_of(words.ONLY_FACILITATOR)
        answers[0].items[:0] = draw_head(pen, kit, pen.text_of(words.ANSWERS), pen.text_of(words.ONLY_FACILITATOR))
        pages += answers
    return pages


def _question(pen: KitPen, one: KitQuestion) -> FlowBlock:
    text = pen.block(one.text, SIZE, RIGHT - LEFT - _NUMBER, bold=True)
    options = [(option, pen.block(option.text, SIZE, _option_width(option))) for option in one.options]
    heights = [max(block.height, _MARK, _PICTURE if option.picture else 0) + _AFTER for option, block in options]
    by_hands = 6.5 if one.by_hands else 0.0

    def draw(x: float, y: float) -> Iterator[Drawing]:
        yield from pen.disc(one.number, x + 4.2, y + 3.9, 4.0)
        yield from text.drawn(x + _NUMBER, y)
        y += text.height + 2
        if one.by_hands:
            yield from pen.tag("question", pen.text_of(words.BY_HANDS), x + _NUMBER, y, 9)
            y += by_hands
        for (option, block), height in zip(options, heights, strict=True):
            high = height - _AFTER
            yield from pen.mark(option.letter, x + _NUMBER, y + (high - _MARK) / 2, _MARK)
            left = x + _NUMBER + _OPTION
            if option.picture:
                yield PlacedPicture(option.picture, left, y, _PICTURE, _PICTURE)
                left += _PICTURE + 4
            yield from block.drawn(left, y + (high - block.height) / 2, widest=_option_width(option))
            y += height

    return FlowBlock(text.height + 2 + by_hands + sum(heights), draw, 8.0)


def _option_width(option: KitOption) -> float:
    return RIGHT - LEFT - _NUMBER - _OPTION - (_PICTURE + 4 if option.picture else 0)


def _answers(pen: KitPen, kit: LessonKit) -> Iterator[FlowBlock]:
    for form in kit.forms:
        yield _form_heading(pen, form)
        for one in form.questions:
            yield _answer(pen, one)


def _form_heading(pen: KitPen, form: QuestionForm) -> FlowBlock:
    block = pen.block(pen.text_of(words.FORMS[form.form]), 12, column_width(), bold=True, title=True)
    return FlowBlock(block.height + 0.5, lambda x, y: block.drawn(x, y), 5.0, with_next=True)


def _answer(pen: KitPen, one: KitQuestion) -> FlowBlock:
    """The key, why it is right, and what is said to whoever chose each letter."""
    room = column_width() - 2 * _LETTER - 1
    head = pen.block(one.explanation if one.key else f"{pen.text_of(words.NO_KEY)}. {one.explanation}", _ANSWER, room)
    said = [
        (option.letter, pen.block(option.feedback, _ANSWER, column_width() - 2 * _LETTER))
        for option in one.options
        if option.feedback
    ]

    def draw(x: float, y: float) -> Iterator[Drawing]:
        yield pen.words(pen.digits(one.number), x, y + 3.6, 10.5, bold=True)
        if one.key:
            yield from pen.mark(one.key, x + _LETTER - 1, y - 0.4, 5.6)
        yield from head.drawn(x + 2 * _LETTER, y)
        y += max(head.height, 5.6) + 0.6
        for letter, block in said:
            yield pen.words(letter, x + _LETTER + 2, y + 3.4, _ANSWER, bold=True, align="centre")
            yield from block.drawn(x + 2 * _LETTER, y)
            y += block.height

    height = max(head.height, 5.6) + 0.6 + sum(block.height for _, block in said)
    return FlowBlock(height, draw, 2.6)
