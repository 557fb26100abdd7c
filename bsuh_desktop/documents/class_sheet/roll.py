"""The roll of the class sheet: a register in columns, with four boxes to tick for each learner."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.class_sheet import words
from bsuh_desktop.documents.class_sheet.content import ClassSheet, SheetLearner
from bsuh_desktop.documents.class_sheet.drawing import Hand, box, hairline, rule
from bsuh_desktop.documents.class_sheet.layout import (
    COLUMNS,
    LEFT,
    RIGHT,
    ROLL_HEAD,
    Page,
    column_left,
    column_width,
    in_columns,
)

_BOX, _BOX_PITCH, _NUMBER = 3.7, 5.1, 8.0
_BOXES = 4
_NAME_SIZE = 8.6
_GOES_ON = 34.0


def draw_roll(hand: Hand, sheet: ClassSheet, page: Page) -> Iterator[str]:
    """The operators of the learners of `page`, and of the free lines after the last one."""
    top = page.top - ROLL_HEAD
    yield hand.words(hand.text_of(words.ROLL), LEFT, top + 4, 10.5, bold=True)
    begin = LEFT + hand.width(hand.text_of(words.ROLL), 10.5, bold=True) + 4
    yield hand.words(hand.text_of(words.ROLL_HINT), begin, top + 4, 8, soft=True, widest=RIGHT - begin - _GOES_ON)
    lines: list[SheetLearner | None] = [*sheet.learners[page.first : page.last], *[None] * page.free]
    for column, part in enumerate(in_columns(lines, page.rows)):
        yield from _column(hand, part, page, column_left(column, COLUMNS))
    if page.last < len(sheet.learners):
        yield hand.words(hand.text_of(words.GOES_ON), RIGHT, top + 4, 8, align="right", bold=True)


def _column(hand: Hand, lines: list[SheetLearner | None], page: Page, left: float) -> Iterator[str]:
    width = column_width(COLUMNS)
    for place, letter in enumerate(hand.text_of(words.BOXES).split()):
        middle = _box_left(left, width, place) + _BOX / 2
        yield hand.words(letter, middle, page.top - 1.2, 7.5, bold=True, align="centre")
    yield rule(left, page.top, width)
    for row, learner in enumerate(lines):
        yield from _line(hand, learner, left, page.top + row * page.row, page.row)


def _line(hand: Hand, learner: SheetLearner | None, left: float, top: float, height: float) -> Iterator[str]:
    width = column_width(COLUMNS)
    base = top + height / 2 + 1.15
    name_width = width - _NUMBER - _BOXES * _BOX_PITCH - 1
    if learner is None:
        yield hand.words("+", left + _NUMBER - 2, base, 8, align="right", soft=True)
    else:
        number = hand.digits(learner.number)
        yield hand.words(number, left + _NUMBER - 2, base, 9, bold=True, align="right", widest=_NUMBER - 2)
        if learner.name:
            yield hand.words(learner.name, left + _NUMBER, base, _NAME_SIZE, widest=name_width)
    for place in range(_BOXES):
        yield box(_box_left(left, width, place), top + (height - _BOX) / 2, _BOX, _BOX)
    yield hairline(left, top + height, width)


def _box_left(left: float, width: float, place: int) -> float:
    return left + width - (_BOXES - place) * _BOX_PITCH + (_BOX_PITCH - _BOX)
