"""The trial sheet: one page on which a partner notes how six children in two schools understood the questions."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import LessonKit
from bsuh_desktop.documents.lesson_kit.kit_pen import HAIR, Drawing, KitPen
from bsuh_desktop.documents.lesson_kit.pages import BOTTOM, HEAD, LEFT, RIGHT, TOP, KitPage, draw_head
from bsuh_desktop.domain.quiz import Form

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
