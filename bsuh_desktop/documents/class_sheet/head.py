"""The head of the class sheet: programme, number, class and module, time and headcount."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.documents.class_sheet import words
from bsuh_desktop.documents.class_sheet.content import ClassSheet
from bsuh_desktop.documents.class_sheet.layout import HEAD_END, HEAD_END_LATER, LEFT, RIGHT, TOP, RollPage
from bsuh_desktop.documents.class_sheet.sheet_pen import STRONG, SheetPen, box, rule, stitch
from bsuh_desktop.domain.local_text import LocalText

_NUMBER_SIZE, _TITLE_SIZE, _BODY, _NOTE = 26.0, 17.0, 10.0, 7.5
_NUMBER_BOX = 52.0
_FIELDS = (
    (words.DATE, 40.0),
    (words.START, 31.0),
    (words.END, 31.0),
    (words.GIRLS, 24.0),
    (words.BOYS, 24.0),
    (words.TOTAL, 30.0),
)


def draw_head(pen: SheetPen, sheet: ClassSheet, page: RollPage, place: int, pages: int) -> Iterator[str]:
    """Operators of the head of page `place` of `pages`, from 1. Only the main page has fields to fill in."""
    yield _spine()
    yield from _number(pen, sheet)
    yield pen.words(pen.text_of(sheet.programme), LEFT, TOP + 3.5, 8.5, soft=True, widest=120)
    yield from _title(pen, sheet)
    if pages > 1:
        said = pen.text_of(words.SHEET_OF).format(page=pen.digits(place), pages=pen.digits(pages))
        yield pen.words(said, RIGHT - _NUMBER_BOX - 4, TOP + 12, 9, align="right", bold=True)
    if page.main:
        yield from _what(pen, sheet)
        yield from _fields(pen)
    else:
        yield pen.words(_line(pen, sheet), LEFT, TOP + 17, _BODY, widest=RIGHT - LEFT - _NUMBER_BOX - 4)
    yield stitch(LEFT, (HEAD_END if page.main else HEAD_END_LATER) - 1.5, RIGHT - LEFT)


def _spine() -> str:
    """The margin where the sheet is sewn or punched."""
    return f"q 1 J [4 3] 0 d {STRONG} w 0.086 0.188 0.169 RG 22.7 28 m 22.7 814 l S Q"


def _number(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    left, middle = RIGHT - _NUMBER_BOX, RIGHT - _NUMBER_BOX / 2
    yield box(left, TOP, _NUMBER_BOX, 17, STRONG)
    yield pen.words(pen.text_of(words.NUMBER), middle, TOP + 4.2, _NOTE, align="centre", soft=True)
    yield pen.words(sheet.number, middle, TOP + 13.8, _NUMBER_SIZE, bold=True, align="centre")


def _title(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    title = pen.text_of(words.TITLE)
    yield pen.words(title, LEFT, TOP + 12, _TITLE_SIZE, bold=True)
    if sheet.practice:
        after = LEFT + pen.width(title, _TITLE_SIZE, bold=True) + 5
        said = pen.text_of(words.PRACTICE)
        width = pen.width(said, 10, bold=True) + 5
        yield box(after, TOP + 6.6, width, 6.6)
        yield pen.words(said, after + width / 2, TOP + 11.3, 10, bold=True, align="centre")


def _line(pen: SheetPen, sheet: ClassSheet) -> str:
    parts = (pen.text_of(sheet.title), pen.text_of(sheet.school), pen.text_of(sheet.module))
    return " · ".join(part for part in parts if part)


def _what(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    """Known values are printed; unknown ones get a line to write on."""
    yield from _printed(pen, words.SCHOOL, sheet.school, LEFT, TOP + 23.5, 108)
    yield from _printed(pen, words.CLASS, sheet.title, 126, TOP + 23.5, RIGHT - 126)
    yield from _printed(pen, words.MODULE, sheet.module, LEFT, TOP + 30.5, RIGHT - LEFT)


def _printed(pen: SheetPen, label: LocalText, text: LocalText, x: float, y: float, width: float) -> Iterator[str]:
    said, value = f"{pen.text_of(label)}:", pen.text_of(text)
    begin = pen.width(said, 9) + 2
    yield pen.words(said, x, y, 9, soft=True)
    if value:
        yield pen.words(value, x + begin, y, _BODY + 1, bold=True, widest=width - begin)
    else:
        yield rule(x + begin, y + 0.8, width - begin)


def _fields(pen: SheetPen) -> Iterator[str]:
    """Six boxes to write in."""
    x, gap = LEFT, (RIGHT - LEFT - sum(width for _, width in _FIELDS)) / (len(_FIELDS) - 1)
    for label, width in _FIELDS:
        yield pen.words(pen.text_of(label), x + 1.2, TOP + 36.4, _NOTE, widest=width - 2)
        yield box(x, TOP + 33.3, width, 9.2)
        x += width + gap
