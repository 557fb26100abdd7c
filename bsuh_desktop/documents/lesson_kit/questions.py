"""The questions in letters to read aloud or hold up, with their answers on a page of their own; and the trial sheet.

On the trial sheet a partner notes how six children in two schools understood the questions."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import KitOption, KitQuestion, LessonKit, QuestionForm
from bsuh_desktop.documents.lesson_kit.kit_pen import (
    BOTTOM,
    HAIR,
    HEAD,
    LEFT,
    RIGHT,
    TOP,
    Column,
    Drawing,
    FlowBlock,
    KitPage,
    KitPen,
    PlacedPicture,
    column_width,
    draw_head,
    flow,
    two_columns,
)
from bsuh_desktop.domain.quiz import Form

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


CHILDREN, _A_SCHOOL = 6, 3
_TAKEN: tuple[Form, Form] = ("A", "B")
"""By turns, so that both forms are tried in both schools and no child is asked for longer than a quarter of an hour."""
_TEXT, _LABEL = 10.0, 8.5
_CHILD, _GRADE, _FORM = 15.0, 15.0, 17.0
_TABLE_HEAD, _ROW, _FIELD = 6.5, 19.0, 5.7
_TICK = 3.0
_LINES = 2
"""So many to write on below each of the questions at the end."""
_LINE = 7.5


def trial_pages(pen: KitPen, kit: LessonKit) -> list[KitPage]:
    """The page; none for a module without forms."""
    questions = max((len(form.questions) for form in kit.forms if form.form in _TAKEN), default=0)
    if not questions:
        return []
    page = KitPage("trial", list(draw_head(pen, kit, pen.text_of(words.PARTS["trial"]))))
    y = TOP + HEAD
    for text in words.TRIAL_STEPS:
        block = pen.block(pen.text_of(text), _TEXT, RIGHT - LEFT)
        page.items += block.drawn(LEFT, y)
        y += block.height + 1.6
    y += 1.5
    page.items += _table(pen, questions, y)
    y += _TABLE_HEAD + CHILDREN * _ROW + 3
    for text in words.TRIAL_REMARKS:
        page.items += _remark(pen, pen.text_of(text), y)
        y += _LINES * _LINE + 3
    block = pen.block(pen.text_of(words.TRIAL_CHANGE), _TEXT, RIGHT - LEFT)
    page.items += block.drawn(LEFT, min(y, BOTTOM - block.height))
    return [page]


def _table(pen: KitPen, questions: int, top: float) -> Iterator[Drawing]:
    """A row for each child, with a cell for each of so many questions."""
    first = LEFT + _CHILD + _GRADE + _FORM
    cell = (RIGHT - first) / questions
    heads = [(LEFT, _CHILD, words.TRIAL_CHILD), (LEFT + _CHILD, _GRADE, words.TRIAL_GRADE)]
    heads.append((LEFT + _CHILD + _GRADE, _FORM, words.TRIAL_FORM))
    for x, width, text in heads:
        yield pen.words(pen.text_of(text), x, top + 4.4, _LABEL, bold=True, widest=width - 1)
    for place in range(questions):
        x = first + place * cell
        yield pen.words(
            pen.text_of(words.TRIAL_QUESTION, number=place + 1), x + 1.5, top + 4.4, _LABEL, bold=True, widest=cell - 2
        )
    for child in range(CHILDREN):
        y = top + _TABLE_HEAD + child * _ROW
        yield pen.rule(LEFT, y, RIGHT - LEFT, 1.1 if child % _A_SCHOOL == 0 else HAIR)
        yield from _child(pen, child, y)
        for place in range(questions):
            yield from _cell(pen, first + place * cell, y, cell)
    yield pen.rule(LEFT, top + _TABLE_HEAD + CHILDREN * _ROW, RIGHT - LEFT, 1.1)


def _child(pen: KitPen, child: int, y: float) -> Iterator[Drawing]:
    yield pen.words(pen.digits(child + 1), LEFT, y + 6.5, 14, bold=True)
    school = pen.text_of(words.TRIAL_SCHOOL, number=child // _A_SCHOOL + 1)
    yield pen.words(school, LEFT, y + 12, _LABEL, widest=_CHILD - 1)
    yield pen.rule(LEFT + _CHILD, y + 12, _GRADE - 4, HAIR)
    form = words.FORMS[_TAKEN[child % 2]]
    yield pen.words(pen.text_of(form), LEFT + _CHILD + _GRADE, y + 6.5, 10, widest=_FORM - 2)


def _cell(pen: KitPen, x: float, y: float, width: float) -> Iterator[Drawing]:
    """Where the letter is written, whether the story was told right, and which other answer was defended."""
    yield pen.stitch(x, y, 0, _ROW)
    for row, text in enumerate(words.TRIAL_CELL):
        base = y + (row + 0.8) * _FIELD
        label = pen.text_of(text)
        yield pen.words(label, x + 1.5, base, _LABEL, widest=width - 9)
        if row == 1:
            yield pen.box(x + width - 5.5, base - _TICK + 0.3, _TICK, _TICK, stroke=HAIR)
        else:
            yield pen.rule(x + width - 7, base + 0.6, 5.5, HAIR)


def _remark(pen: KitPen, text: str, y: float) -> Iterator[Drawing]:
    yield pen.words(text, LEFT, y + 3.5, _TEXT, bold=True, widest=RIGHT - LEFT)
    begin = pen.width(text, _TEXT, bold=True) + 3
    for place in range(_LINES):
        left = begin if place == 0 else 0
        yield pen.hairline(LEFT + left, y + 4.5 + place * _LINE, RIGHT - LEFT - left)
