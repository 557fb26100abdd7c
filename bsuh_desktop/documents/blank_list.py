"""The blank list: A4 pages on which a class is written by hand, to be typed into any spreadsheet.

Its headings are those that the app reads without a question, in either language or both. Nothing else is asked for: no
parent, no telephone, no date of birth.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.class_sheet import sheet
from bsuh_desktop.documents.class_sheet.sheet_pen import LEFT, RIGHT, TOP, SheetPen, box, hairline, rule, stitch
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT
from bsuh_desktop.documents.typesetter import Typesetter
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import bangla_digits

TITLE = LocalText("ক্লাসের তালিকা", "Class list")
PAGES, ROWS = 2, 30
COLUMNS = (
    (LocalText("রোল", "Roll"), 15.0),
    (LocalText("নাম (বাংলা)", "Name (Bangla)"), 53.0),
    (LocalText("নাম (ইংরেজি)", "Name (English)"), 53.0),
    (LocalText("মেয়ে/ছেলে", "Girl/Boy"), 17.0),
    (LocalText("বয়স", "Age"), 12.0),
    (LocalText("অভিভাবকের সম্মতি", "Guardian's consent"), 29.0),
)
"""The headings as they are typed, and how wide the columns are, in millimetres."""
FIELDS = (
    ((LocalText("স্কুল বা ক্লাব", "School or club"), 132.0), (LocalText("বছর", "Year"), 50.0)),
    ((LocalText("শ্রেণি", "Class"), 90.0), (LocalText("শাখা", "Section"), 92.0)),
)
"""What is written above the table, line by line."""
HOW = (
    LocalText(
        "যেকোনো স্প্রেডশিটে লিখুন: প্রথম সারিতে এই শিরোনাম (এক বা দুই ভাষায়), তারপর এক সারিতে একজন। XLSX বা CSV UTF-8-এ সেভ করুন।",
        "In any spreadsheet: these headings in the first row (one language or both), then one row a learner. Save it "
        "as XLSX or CSV UTF-8.",
    ),
    LocalText(
        "রোল আর একটি নাম লাগবে, বাকি ঘর খালি থাকতে পারে। অভিভাবক জানালে তবেই সম্মতির ঘরে হ্যাঁ বা না লিখুন।",
        "The roll and one name are needed, all other boxes may stay empty. Write yes or no only where the guardian has "
        "answered.",
    ),
    LocalText(
        "মা-বাবার নাম, ফোন নম্বর বা জন্মতারিখ লিখবেন না। তালিকাটি ল্যাপটপে নেওয়া হলে এই কাগজ ছিঁড়ে ফেলুন।",
        "Write no parents' names, telephone numbers or dates of birth. Tear this paper up once the list is on the "
        "laptop.",
    ),
)
_NUMBER, _HEAD, _ROW, _GAP = 7.0, 11.0, 6.9, 4.0
_FIELDS, _FIELD_LINE, _TABLE, _FOOT, _SENTENCE = TOP + 17.0, 9.0, TOP + 30.0, TOP + 253.5, 8.8


def blank_list_pdf() -> bytes:
    """The pages as a PDF: always the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(f"{TITLE.bn} · {TITLE.en}")
    canvas.setCreator("Be Smart Use Heart Desktop")
    hand = SheetPen(Typesetter(canvas._doc), "bn")  # type: ignore[attr-defined]
    for page in range(PAGES):
        operators = [*_head(hand, page), *_table(hand, page * ROWS), *_foot(hand)]
        # ReportLab has no public way to add marked content, which /ActualText is.
        canvas._code.append("\n".join(operators))  # type: ignore[attr-defined]
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _head(pen: SheetPen, page: int) -> Iterator[str]:
    yield pen.words(TITLE.bn, LEFT, TOP + 6, 17, bold=True)
    yield pen.words(TITLE.en, LEFT + pen.width(TITLE.bn, 17, bold=True) + 4, TOP + 6, 13, bold=True, soft=True)
    said = sheet.SHEET_OF.bn.format(page=bangla_digits(page + 1), pages=bangla_digits(PAGES))
    said += " · " + sheet.SHEET_OF.en.format(page=page + 1, pages=PAGES)
    yield pen.words(said, RIGHT, TOP + 6, 9, align="right", soft=True)
    yield stitch(LEFT, TOP + 9.5, RIGHT - LEFT)
    for line, fields in enumerate(FIELDS):
        x, y = LEFT, _FIELDS + line * _FIELD_LINE
        for label, width in fields:
            text = f"{label.bn} · {label.en}:"
            begin = pen.width(text, 9.5) + 2
            yield pen.words(text, x, y, 9.5, soft=True)
            yield rule(x + begin, y + 0.8, width - begin)
            x += width + _GAP


def _table(pen: SheetPen, before: int) -> Iterator[str]:
    """The table of a page; `before` rows are on the pages before it. The number of a row is no part of the list."""
    x, height = LEFT + _NUMBER, _HEAD + ROWS * _ROW
    for heading, width in COLUMNS:
        yield box(x, _TABLE, width, height)
        yield pen.words(heading.bn, x + width / 2, _TABLE + 4.8, 9.5, bold=True, align="centre", widest=width - 2)
        yield pen.words(heading.en, x + width / 2, _TABLE + 9, 8.5, bold=True, align="centre", widest=width - 2)
        x += width
    yield rule(LEFT + _NUMBER, _TABLE + _HEAD, x - LEFT - _NUMBER)
    for row in range(ROWS):
        y = _TABLE + _HEAD + (row + 1) * _ROW
        yield pen.words(str(before + row + 1), LEFT + _NUMBER - 2, y - 2.2, 8, align="right", soft=True)
        yield hairline(LEFT + _NUMBER, y, x - LEFT - _NUMBER)


def _foot(pen: SheetPen) -> Iterator[str]:
    for place, text in enumerate(HOW):
        y = _FOOT + place * _SENTENCE
        yield pen.words(text.bn, LEFT, y, 9, widest=RIGHT - LEFT)
        yield pen.words(text.en, LEFT, y + 3.8, 8, soft=True, widest=RIGHT - LEFT)
