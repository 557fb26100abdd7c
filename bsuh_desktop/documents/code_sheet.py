"""The sheet with a desk's recovery code: one A4 page to be locked away, without anybody's name.

The code is printed in letters only, as on the screen, and not as a QR code that any camera could read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.class_sheet.layout import LEFT, RIGHT, x_of, y_of
from bsuh_desktop.documents.class_sheet.sheet_pen import STRONG, SheetPen, box, hairline, rule, stitch
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT, MM, heart
from bsuh_desktop.documents.typesetter import Typesetter
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import bangla_digits

TITLE = LocalText("উদ্ধার কোড", "Recovery code")
SECRET = LocalText("গোপনীয়", "Secret")

WHAT = (
    LocalText(
        "পাসবাক্য ভুলে গেলে এই কোড দিয়ে ল্যাপটপের ক্লাসগুলো খোলা যায়।",
        "When the passphrase is forgotten, this code opens the classes on the laptop.",
    ),
    LocalText(
        "যাঁর কাছে কোড আর ল্যাপটপ দুটোই আছে, তিনি শিক্ষার্থীদের নাম দেখতে পারেন। দুটো আলাদা রাখুন।",
        "Whoever has the code and the laptop can read the learners' names. Keep the two apart.",
    ),
    LocalText(
        "কোডটি একবারই চলে। তখন নতুন কোড দেখানো হয়, আর এই কাগজ ছিঁড়ে ফেলা যায়।",
        "It works once. Then a new code is shown, and this paper can be torn up.",
    ),
    LocalText(
        "ছবি তুলবেন না। ফোনে বা কম্পিউটারে লিখে রাখবেন না।",
        "Take no photo of it, and keep it on no phone or computer.",
    ),
)
COPY = LocalText(
    "বাঁ থেকে ডানে, এক সারি করে পড়ুন। পাশের লাইনে হাতে লিখলে আরেকটি কপি হয়।",
    "Read it from left to right, row by row. Written onto the lines by hand it is a copy.",
)
BY_HAND = (
    LocalText("কার ল্যাপটপ", "Whose laptop"),
    LocalText("তারিখ", "Date"),
    LocalText("কোথায় রাখা আছে", "Kept at"),
)


_TOP, _TEXT, _CODE, _FOOT = 15.0, 38.0, 90.0, 250.0
_SENTENCE, _ROW = 13.0, 24.0
_GROUP_SIZE, _LETTER, _LINE = 30.0, 13.0, 70.0
_GAP = 6.0


def code_sheet_pdf(groups: Sequence[str]) -> bytes:
    """The sheet as a PDF; `groups` are the code as it is read out. The same code gives the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(TITLE.en)
    canvas.setCreator("Be Smart Use Heart Desktop")
    hand = SheetPen(Typesetter(canvas._doc), "bn")  # type: ignore[attr-defined]
    operators = [*_head(hand), *_text(hand), *_code(hand, groups), *_foot(hand)]
    # ReportLab has no public way to add marked content, which /ActualText is.
    canvas._code.append("\n".join(operators))  # type: ignore[attr-defined]
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _head(pen: SheetPen) -> Iterator[str]:
    yield heart(x_of(LEFT + 7), y_of(_TOP - 3), 13 * MM)
    yield pen.words(TITLE.bn, LEFT + 18, _TOP + 4, 20, bold=True)
    yield pen.words(TITLE.en, LEFT + 18, _TOP + 11.5, 13, bold=True, soft=True)
    yield box(RIGHT - 44, _TOP - 2.5, 44, 12, STRONG)
    yield pen.words(f"{SECRET.bn} · {SECRET.en}", RIGHT - 22, _TOP + 5.4, 14, bold=True, align="centre")
    yield stitch(LEFT, _TOP + 15.5, RIGHT - LEFT)


def _text(pen: SheetPen) -> Iterator[str]:
    for place, text in enumerate(WHAT):
        y = _TEXT + place * _SENTENCE
        yield pen.words(bangla_digits(place + 1), LEFT + 1, y, 11, bold=True)
        yield pen.words(text.bn, LEFT + 8, y, 12, bold=True, widest=RIGHT - LEFT - 8)
        yield pen.words(text.en, LEFT + 8, y + 5.2, 10, soft=True, widest=RIGHT - LEFT - 8)


def _code(pen: SheetPen, groups: Sequence[str]) -> Iterator[str]:
    """One row for each group, its characters spaced out, with a line beside it to write on."""
    yield stitch(LEFT, _CODE, RIGHT - LEFT)
    yield pen.words(COPY.bn, LEFT, _CODE + 7, 11, widest=RIGHT - LEFT)
    yield pen.words(COPY.en, LEFT, _CODE + 12, 9.5, soft=True, widest=RIGHT - LEFT)
    for place, group in enumerate(groups):
        y = _CODE + 12 + (place + 1) * _ROW
        yield pen.words(str(place + 1), LEFT + 8, y, 11, align="right", soft=True)
        for column, letter in enumerate(group):
            x = LEFT + 20 + column * _LETTER
            yield pen.words(letter, x, y, _GROUP_SIZE, bold=True, align="centre")
        yield rule(RIGHT - _LINE, y + 1, _LINE)


def _foot(pen: SheetPen) -> Iterator[str]:
    yield stitch(LEFT, _FOOT, RIGHT - LEFT)
    width = (RIGHT - LEFT - 2 * _GAP) / 3
    for place, label in enumerate(BY_HAND):
        left = LEFT + place * (width + _GAP)
        yield hairline(left, _FOOT + 16, width)
        yield pen.words(f"{label.bn} · {label.en}", left, _FOOT + 20.5, 9, soft=True, widest=width)
