"""The roll of the class sheet: a register in columns, with four boxes to tick for each learner."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.class_sheet import words
from bsuh_desktop.documents.class_sheet.content import ClassSheet, SheetLearner
from bsuh_desktop.documents.class_sheet.layout import (
    COLUMNS,
    LEFT,
    RIGHT,
    ROLL_HEAD,
    RollPage,
    column_left,
    column_width,
    in_columns,
)
from bsuh_desktop.documents.class_sheet.sheet_pen import SheetPen, box, hairline, rule

_BOX, _BOX_PITCH, _NUMBER = 3.7, 5.1, 8.0
_BOXES = 4
_NAME_SIZE = 8.6
_GOES_ON = 34.0


def draw_roll(pen: SheetPen, sheet: ClassSheet, page: RollPage) -> Iterator[str]:
    """The operators of the learners of `page`, and of the free lines after the last one."""
    top = page.top - ROLL_HEAD
    yield pen.words(pen.text_of(words.ROLL), LEFT, top + 4, 10.5, bold=True)
    begin = LEFT + pen.width(pen.text_of(words.ROLL), 10.5, bold=True) + 4
    yield pen.words(pen.text_of(words.ROLL_HINT), begin, top + 4, 8, soft=True, widest=RIGHT - begin - _GOES_ON)
    lines: list[SheetLearner | None] = [*sheet.learners[page.first : page.last], *[None] * page.free]
    for column, part in enumerate(in_columns(lines, page.rows)):
        yield from _column(pen, part, page, column_left(column, COLUMNS))
    if page.last < len(sheet.learners):
        yield pen.words(pen.text_of(words.GOES_ON), RIGHT, top + 4, 8, align="right", bold=True)


def _column(pen: SheetPen, lines: list[SheetLearner | None], page: RollPage, left: float) -> Iterator[str]:
    width = column_width(COLUMNS)
    for place, letter in enumerate(pen.text_of(words.BOXES).split()):
        middle = _box_left(left, width, place) + _BOX / 2
        yield pen.words(letter, middle, page.top - 1.2, 7.5, bold=True, align="centre")
    yield rule(left, page.top, width)
    for row, learner in enumerate(lines):
        yield from _line(pen, learner, left, page.top + row * page.row, page.row)


def _line(pen: SheetPen, learner: SheetLearner | None, left: float, top: float, height: float) -> Iterator[str]:
    width = column_width(COLUMNS)
    base = top + height / 2 + 1.15
    name_width = width - _NUMBER - _BOXES * _BOX_PITCH - 1
    if learner is None:
        yield pen.words("+", left + _NUMBER - 2, base, 8, align="right", soft=True)
    else:
        number = pen.digits(learner.number)
        yield pen.words(number, left + _NUMBER - 2, base, 9, bold=True, align="right", widest=_NUMBER - 2)
        if learner.name:
            yield pen.words(learner.name, left + _NUMBER, base, _NAME_SIZE, widest=name_width)
    for place in range(_BOXES):
        yield box(_box_left(left, width, place), top + (height - _BOX) / 2, _BOX, _BOX)
    yield hairline(left, top + height, width)


def _box_left(left: float, width: float, place: int) -> float:
    return left + width - (_BOXES - place) * _BOX_PITCH + (_BOX_PITCH - _BOX)
