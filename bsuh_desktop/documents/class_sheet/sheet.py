"""The class sheet: one A4 page on which a class is held by hand, to be typed in afterwards.

It is in one ink, so that any printer and any copier reproduces it: a roll with boxes for exceptions, tallies for each
question, signatures and seal. Its number identifies the class and module for which it was printed. A class too long for
one page continues on others with the same number. The words stand together, for a native reader to check."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.class_sheet.sheet_pen import (
    BOTTOM,
    COLUMNS,
    FOOT_HEIGHT,
    HEAD_END,
    HEAD_END_LATER,
    LEFT,
    RIGHT,
    ROLL_HEAD,
    STRONG,
    TALLY_COLUMNS,
    TALLY_HEAD,
    TALLY_ROW,
    TOP,
    RollPage,
    SheetPen,
    box,
    column_left,
    column_width,
    hairline,
    in_columns,
    pages_of,
    rule,
    stamp_place,
    stitch,
    tally_height,
)
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT
from bsuh_desktop.documents.typesetter import Typesetter
from bsuh_desktop.domain.local_text import Language, LocalText


class SheetLearner(msgspec.Struct, frozen=True):
    """A line of the roll."""

    number: str
    """The number that is typed in afterwards, as text."""
    name: str = ""
    """"" if no names are wanted."""

    def __repr__(self) -> str:
        return f"SheetLearner({self.number})"


class SheetQuestion(msgspec.Struct, frozen=True):
    """A question's number, text and answer letters."""

    number: int
    text: LocalText
    letters: str


class ClassSheet(msgspec.Struct, frozen=True):
    """What the sheet contains."""

    number: str
    """Printed large."""
    language: Language
    programme: LocalText
    """Heads the page."""
    school: LocalText
    title: LocalText
    module: LocalText
    facilitator: str
    practice: bool
    learners: tuple[SheetLearner, ...]
    questions: tuple[SheetQuestion, ...]


TITLE = LocalText("ক্লাস শিট", "Class sheet")
NUMBER = LocalText("শিট নম্বর", "Sheet number")
PRACTICE = LocalText("অনুশীলন", "PRACTICE")
SHEET_OF = LocalText("পাতা {page} / {pages}", "Page {page} of {pages}")
GOES_ON = LocalText("হাজিরা পরের পাতায়ও আছে", "The roll goes on")

SCHOOL = LocalText("প্রতিষ্ঠান", "School")
CLASS = LocalText("শ্রেণি", "Class")
MODULE = LocalText("মডিউল", "Module")
DATE = LocalText("তারিখ", "Date")
START = LocalText("শুরু", "Start")
END = LocalText("শেষ", "End")
GIRLS = LocalText("মেয়ে", "Girls")
BOYS = LocalText("ছেলে", "Boys")
TOTAL = LocalText("মোট উপস্থিত", "Headcount")

ROLL = LocalText("হাজিরা", "Roll")
ROLL_HINT = LocalText(
    "যে পুরো সময় উপস্থিত ছিল না, শুধু তার ঘরে টিক দিন। উ উপস্থিত · দে দেরিতে · আ আগে গেছে · অ অনুপস্থিত",
    "Tick only who was not there all the time. P present · L late · E left early · A absent",
)
BOXES = LocalText("উ দে আ অ", "P L E A")

TALLIES = LocalText("হাত তোলার সংখ্যা", "Hands raised")
TALLY_HINT = LocalText(
    "প্রতিটি উত্তরের ঘরে কয়টি হাত উঠল লিখুন। গোনার সময় না থাকলে: বে বেশির ভাগ · ক কয়েকজন · অ অল্প কজন",
    "Write how many hands went up for each answer. No time to count: M most · S some · F few",
)
REMARKS = LocalText("মন্তব্য", "Remarks")
FACILITATOR = LocalText("সহায়কের স্বাক্ষর", "Facilitator’s signature")
HEAD_TEACHER = LocalText("প্রধান শিক্ষকের স্বাক্ষর", "Head teacher’s signature")
SEAL = LocalText("সিল", "Seal")


_NUMBER_SIZE, _TITLE_SIZE, _BODY, _NOTE = 26.0, 17.0, 10.0, 7.5
_NUMBER_BOX = 52.0
_FIELDS = (
    (DATE, 40.0),
    (START, 31.0),
    (END, 31.0),
    (GIRLS, 24.0),
    (BOYS, 24.0),
    (TOTAL, 30.0),
)


def draw_head(pen: SheetPen, sheet: ClassSheet, page: RollPage, place: int, pages: int) -> Iterator[str]:
    """Operators of the head of page `place` of `pages`, from 1. Only the main page has fields to fill in."""
    yield _spine()
    yield from _number(pen, sheet)
    yield pen.words(pen.text_of(sheet.programme), LEFT, TOP + 3.5, 8.5, soft=True, widest=120)
    yield from _title(pen, sheet)
    if pages > 1:
        said = pen.text_of(SHEET_OF).format(page=pen.digits(place), pages=pen.digits(pages))
        yield pen.words(said, RIGHT - _NUMBER_BOX - 4, TOP + 12, 9, align="right", bold=True)
    if page.main:
        yield from _what(pen, sheet)
        yield from _fields(pen)
    else:
        yield pen.words(_class_line(pen, sheet), LEFT, TOP + 17, _BODY, widest=RIGHT - LEFT - _NUMBER_BOX - 4)
    yield stitch(LEFT, (HEAD_END if page.main else HEAD_END_LATER) - 1.5, RIGHT - LEFT)


def _spine() -> str:
    """The margin where the sheet is sewn or punched."""
    return f"q 1 J [4 3] 0 d {STRONG} w 0.086 0.188 0.169 RG 22.7 28 m 22.7 814 l S Q"


def _number(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    left, middle = RIGHT - _NUMBER_BOX, RIGHT - _NUMBER_BOX / 2
    yield box(left, TOP, _NUMBER_BOX, 17, STRONG)
    yield pen.words(pen.text_of(NUMBER), middle, TOP + 4.2, _NOTE, align="centre", soft=True)
    yield pen.words(sheet.number, middle, TOP + 13.8, _NUMBER_SIZE, bold=True, align="centre")


def _title(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    title = pen.text_of(TITLE)
    yield pen.words(title, LEFT, TOP + 12, _TITLE_SIZE, bold=True)
    if sheet.practice:
        after = LEFT + pen.width(title, _TITLE_SIZE, bold=True) + 5
        said = pen.text_of(PRACTICE)
        width = pen.width(said, 10, bold=True) + 5
        yield box(after, TOP + 6.6, width, 6.6)
        yield pen.words(said, after + width / 2, TOP + 11.3, 10, bold=True, align="centre")


def _class_line(pen: SheetPen, sheet: ClassSheet) -> str:
    parts = (pen.text_of(sheet.title), pen.text_of(sheet.school), pen.text_of(sheet.module))
    return " · ".join(part for part in parts if part)


def _what(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    """Known values are printed; unknown ones get a line to write on."""
    yield from _printed(pen, SCHOOL, sheet.school, LEFT, TOP + 23.5, 108)
    yield from _printed(pen, CLASS, sheet.title, 126, TOP + 23.5, RIGHT - 126)
    yield from _printed(pen, MODULE, sheet.module, LEFT, TOP + 30.5, RIGHT - LEFT)


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


_BOX, _BOX_PITCH, _ROLL_NUMBER = 3.7, 5.1, 8.0
_BOXES = 4
_NAME_SIZE = 8.6
_GOES_ON = 34.0


def draw_roll(pen: SheetPen, sheet: ClassSheet, page: RollPage) -> Iterator[str]:
    """The operators of the learners of `page`, and of the free lines after the last one."""
    top = page.top - ROLL_HEAD
    yield pen.words(pen.text_of(ROLL), LEFT, top + 4, 10.5, bold=True)
    begin = LEFT + pen.width(pen.text_of(ROLL), 10.5, bold=True) + 4
    yield pen.words(pen.text_of(ROLL_HINT), begin, top + 4, 8, soft=True, widest=RIGHT - begin - _GOES_ON)
    lines: list[SheetLearner | None] = [*sheet.learners[page.first : page.last], *[None] * page.free]
    for column, part in enumerate(in_columns(lines, page.rows)):
        yield from _column(pen, part, page, column_left(column, COLUMNS))
    if page.last < len(sheet.learners):
        yield pen.words(pen.text_of(GOES_ON), RIGHT, top + 4, 8, align="right", bold=True)


def _column(pen: SheetPen, lines: list[SheetLearner | None], page: RollPage, left: float) -> Iterator[str]:
    width = column_width(COLUMNS)
    for place, letter in enumerate(pen.text_of(BOXES).split()):
        middle = _box_left(left, width, place) + _BOX / 2
        yield pen.words(letter, middle, page.top - 1.2, 7.5, bold=True, align="centre")
    yield rule(left, page.top, width)
    for row, learner in enumerate(lines):
        yield from _roll_line(pen, learner, left, page.top + row * page.row, page.row)


def _roll_line(pen: SheetPen, learner: SheetLearner | None, left: float, top: float, height: float) -> Iterator[str]:
    width = column_width(COLUMNS)
    base = top + height / 2 + 1.15
    name_width = width - _ROLL_NUMBER - _BOXES * _BOX_PITCH - 1
    if learner is None:
        yield pen.words("+", left + _ROLL_NUMBER - 2, base, 8, align="right", soft=True)
    else:
        number = pen.digits(learner.number)
        yield pen.words(number, left + _ROLL_NUMBER - 2, base, 9, bold=True, align="right", widest=_ROLL_NUMBER - 2)
        if learner.name:
            yield pen.words(learner.name, left + _ROLL_NUMBER, base, _NAME_SIZE, widest=name_width)
    for place in range(_BOXES):
        yield box(_box_left(left, width, place), top + (height - _BOX) / 2, _BOX, _BOX)
    yield hairline(left, top + height, width)


def _box_left(left: float, width: float, place: int) -> float:
    return left + width - (_BOXES - place) * _BOX_PITCH + (_BOX_PITCH - _BOX)


_LETTER_BOX, _NUMBER = 8.0, 6.5
_SIGNATURE = 46.0


def draw_tallies(pen: SheetPen, sheet: ClassSheet) -> Iterator[str]:
    """The operators of the questions; nothing if the module has none."""
    if not sheet.questions:
        return
    top = BOTTOM - FOOT_HEIGHT - tally_height(len(sheet.questions))
    yield stitch(LEFT, top + 0.4, RIGHT - LEFT)
    yield pen.words(pen.text_of(TALLIES), LEFT, top + 5, 10.5, bold=True)
    begin = LEFT + pen.width(pen.text_of(TALLIES), 10.5, bold=True) + 4
    yield pen.words(pen.text_of(TALLY_HINT), begin, top + 5, 8, soft=True)
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
    label = f"{pen.text_of(REMARKS)}:"
    yield pen.words(label, LEFT, top + 5.8, 9, soft=True)
    begin = pen.width(label, 9) + 2
    yield hairline(LEFT + begin, top + 6.8, RIGHT - LEFT - begin)
    yield hairline(LEFT, top + 13, RIGHT - LEFT - 38)
    for x, text in ((LEFT, FACILITATOR), (LEFT + _SIGNATURE + 22, HEAD_TEACHER)):
        yield rule(x, BOTTOM - 6, _SIGNATURE + 8)
        yield pen.words(pen.text_of(text), x, BOTTOM - 1.8, 8.5, soft=True)
    if sheet.facilitator:
        yield pen.words(sheet.facilitator, LEFT, BOTTOM - 7.4, 8.5, widest=_SIGNATURE)
    yield stamp_place(RIGHT - 15, BOTTOM - 12, 11.5)
    yield pen.words(pen.text_of(SEAL), RIGHT - 15, BOTTOM - 11, 8.5, align="centre", soft=True)


def class_sheet_pdf(sheet: ClassSheet) -> tuple[bytes, int]:
    """The sheet as a PDF, and its number of pages. The same sheet gives the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang=sheet.language)
    canvas.setTitle(f"{TITLE.text_in(sheet.language)} {sheet.number}")
    canvas.setAuthor(sheet.programme.text_in("en"))
    canvas.setCreator("Be Smart Use Heart Desktop")
    hand = SheetPen(Typesetter(canvas._doc), sheet.language)  # type: ignore[attr-defined]
    pages = pages_of(len(sheet.learners), len(sheet.questions))
    for place, page in enumerate(pages, start=1):
        operators = [*draw_head(hand, sheet, page, place, len(pages)), *draw_roll(hand, sheet, page)]
        if page.main:
            operators += [*draw_tallies(hand, sheet), *draw_foot(hand, sheet)]
        # ReportLab has no public way to add marked content, which /ActualText is.
        canvas._code.append("\n".join(operators))  # type: ignore[attr-defined]
        canvas.showPage()
    canvas.save()
    return target.getvalue(), len(pages)
