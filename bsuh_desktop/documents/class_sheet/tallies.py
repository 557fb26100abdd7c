"""The foot of the class sheet: hands counted for each answer, remarks, signatures and the school's seal."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.class_sheet import words
from bsuh_desktop.documents.class_sheet.content import ClassSheet, SheetQuestion
from bsuh_desktop.documents.class_sheet.layout import (
    BOTTOM,
    FOOT_HEIGHT,
    LEFT,
    RIGHT,
    TALLY_COLUMNS,
    TALLY_HEAD,
    TALLY_ROW,
    column_left,
    column_width,
    in_columns,
    tally_height,
)
from bsuh_desktop.documents.class_sheet.sheet_pen import SheetPen, box, hairline, rule, stamp_place, stitch

_LETTER_BOX, _NUMBER = 8.0, 6.5
_SIGNATURE = 46.0


def draw_tallies(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    """The operators of the questions; nothing if the module has none."""
    if not sheet.questions:
        return
    top = BOTTOM - FOOT_HEIGHT - tally_height(len(sheet.questions))
    yield stitch(LEFT, top + 0.4, RIGHT - LEFT)
    yield pen.words(pen.text_of(words.TALLIES), LEFT, top + 5, 10.5, bold=True)
    begin = LEFT + pen.width(pen.text_of(words.TALLIES), 10.5, bold=True) + 4
    yield pen.words(pen.text_of(words.TALLY_HINT), begin, top + 5, 8, soft=True)
    rows = -(-len(sheet.questions) // TALLY_COLUMNS)
    for column, part in enumerate(in_columns(sheet.questions, rows)):
        left = column_left(column, TALLY_COLUMNS)
        yield from _letters(pen, part, left, top + TALLY_HEAD - 0.9)
        yield rule(left, top + TALLY_HEAD, column_width(TALLY_COLUMNS))
        for row, question in enumerate(part):
            yield from _question(pen, question, left, top + TALLY_HEAD + row * TALLY_ROW)


def _letters(pen: SheetPen, part: list[SheetQuestion], left: float, base: float) -> Iterator[str]:
    most = max((question.letters for question in part), key=len)
    for place, letter in enumerate(most):
        middle = _letter_left(left, len(most), place) + _LETTER_BOX / 2
        yield pen.words(letter, middle, base, 9, bold=True, align="centre")


def _question(pen: SheetPen, question: SheetQuestion, left: float, top: float) -> Iterator[str]:
    width = column_width(TALLY_COLUMNS)
    base = top + TALLY_ROW / 2 + 1.1
    room = width - _NUMBER - len(question.letters) * _LETTER_BOX - 1.5
    yield pen.words(pen.digits(question.number), left + _NUMBER - 2, base, 9, bold=True, align="right")
    yield pen.short_words(pen.text_of(question.text), left + _NUMBER, base, 7.6, room)
    for place in range(len(question.letters)):
        yield box(_letter_left(left, len(question.letters), place), top + 0.4, _LETTER_BOX - 0.8, TALLY_ROW - 0.8)
    yield hairline(left, top + TALLY_ROW, width)


def _letter_left(left: float, letters: int, place: int) -> float:
    return left + column_width(TALLY_COLUMNS) - (letters - place) * _LETTER_BOX + 0.8


def draw_foot(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    """The operators of remarks, signatures and the place of the seal."""
    top = BOTTOM - FOOT_HEIGHT
    yield stitch(LEFT, top + 0.4, RIGHT - LEFT)
    label = f"{pen.text_of(words.REMARKS)}:"
    yield pen.words(label, LEFT, top + 5.8, 9, soft=True)
    begin = pen.width(label, 9) + 2
    yield hairline(LEFT + begin, top + 6.8, RIGHT - LEFT - begin)
    yield hairline(LEFT, top + 13, RIGHT - LEFT - 38)
    for x, text in ((LEFT, words.FACILITATOR), (LEFT + _SIGNATURE + 22, words.HEAD_TEACHER)):
        yield rule(x, BOTTOM - 6, _SIGNATURE + 8)
        yield pen.words(pen.text_of(text), x, BOTTOM - 1.8, 8.5, soft=True)
    if sheet.facilitator:
        yield pen.words(sheet.facilitator, LEFT, BOTTOM - 7.4, 8.5, widest=_SIGNATURE)
    yield stamp_place(RIGHT - 15, BOTTOM - 12, 11.5)
    yield pen.words(pen.text_of(words.SEAL), RIGHT - 15, BOTTOM - 11, 8.5, align="centre", soft=True)
