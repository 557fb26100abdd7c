"""Recovery sheets: one A4 page each, a desk's recovery code or the 24 words of a programme's root key.

Copied by hand and locked away. They are printed in letters only, and not as QR codes that any camera could read."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence

import msgspec
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.class_sheet.sheet_pen import (
    LEFT,
    RIGHT,
    STRONG,
    SheetPen,
    box,
    hairline,
    rule,
    stitch,
    x_of,
    y_of,
)
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT, MM, heart
from bsuh_desktop.documents.typesetter import Typesetter, undrawable
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.text import bangla_digits

CODE_TITLE = LocalText("উদ্ধার কোড", "Recovery code")
SECRET = LocalText("গোপনীয়", "Secret")

CODE_FOR = (
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
CODE_COPY = LocalText(
    "বাঁ থেকে ডানে, এক সারি করে পড়ুন। পাশের লাইনে হাতে লিখলে আরেকটি কপি হয়।",
    "Read it from left to right, row by row. Written onto the lines by hand it is a copy.",
)
BY_HAND = (
    LocalText("কার ল্যাপটপ", "Whose laptop"),
    LocalText("তারিখ", "Date"),
    LocalText("কোথায় রাখা আছে", "Kept at"),
)


_CODE_TOP, _CODE_TEXT, _CODE, _CODE_FOOT = 15.0, 38.0, 90.0, 250.0
_CODE_SENTENCE, _CODE_ROW = 13.0, 24.0
_GROUP_SIZE, _LETTER, _CODE_LINE = 30.0, 13.0, 70.0
_CODE_GAP = 6.0


def code_sheet_pdf(groups: Sequence[str]) -> bytes:
    """The sheet as a PDF; `groups` are the code as it is read out. The same code gives the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(CODE_TITLE.en)
    canvas.setCreator("Be Smart Use Heart Desktop")
    hand = SheetPen(Typesetter(canvas._doc), "bn")  # type: ignore[attr-defined]
    operators = [*_code_head(hand), *_code_text(hand), *_code(hand, groups), *_code_foot(hand)]
    # ReportLab has no public way to add marked content, which /ActualText is.
    canvas._code.append("\n".join(operators))  # type: ignore[attr-defined]
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _code_head(pen: SheetPen) -> Iterator[str]:
    yield heart(x_of(LEFT + 7), y_of(_CODE_TOP - 3), 13 * MM)
    yield pen.words(CODE_TITLE.bn, LEFT + 18, _CODE_TOP + 4, 20, bold=True)
    yield pen.words(CODE_TITLE.en, LEFT + 18, _CODE_TOP + 11.5, 13, bold=True, soft=True)
    yield box(RIGHT - 44, _CODE_TOP - 2.5, 44, 12, STRONG)
    yield pen.words(f"{SECRET.bn} · {SECRET.en}", RIGHT - 22, _CODE_TOP + 5.4, 14, bold=True, align="centre")
    yield stitch(LEFT, _CODE_TOP + 15.5, RIGHT - LEFT)


def _code_text(pen: SheetPen) -> Iterator[str]:
    for place, text in enumerate(CODE_FOR):
        y = _CODE_TEXT + place * _CODE_SENTENCE
        yield pen.words(bangla_digits(place + 1), LEFT + 1, y, 11, bold=True)
        yield pen.words(text.bn, LEFT + 8, y, 12, bold=True, widest=RIGHT - LEFT - 8)
        yield pen.words(text.en, LEFT + 8, y + 5.2, 10, soft=True, widest=RIGHT - LEFT - 8)


def _code(pen: SheetPen, groups: Sequence[str]) -> Iterator[str]:
    """One row for each group, its characters spaced out, with a line beside it to write on."""
    yield stitch(LEFT, _CODE, RIGHT - LEFT)
    yield pen.words(CODE_COPY.bn, LEFT, _CODE + 7, 11, widest=RIGHT - LEFT)
    yield pen.words(CODE_COPY.en, LEFT, _CODE + 12, 9.5, soft=True, widest=RIGHT - LEFT)
    for place, group in enumerate(groups):
        y = _CODE + 12 + (place + 1) * _CODE_ROW
        yield pen.words(str(place + 1), LEFT + 8, y, 11, align="right", soft=True)
        for column, letter in enumerate(group):
            x = LEFT + 20 + column * _LETTER
            yield pen.words(letter, x, y, _GROUP_SIZE, bold=True, align="centre")
        yield rule(RIGHT - _CODE_LINE, y + 1, _CODE_LINE)


def _code_foot(pen: SheetPen) -> Iterator[str]:
    yield stitch(LEFT, _CODE_FOOT, RIGHT - LEFT)
    width = (RIGHT - LEFT - 2 * _CODE_GAP) / 3
    for place, label in enumerate(BY_HAND):
        left = LEFT + place * (width + _CODE_GAP)
        yield hairline(left, _CODE_FOOT + 16, width)
        yield pen.words(f"{label.bn} · {label.en}", left, _CODE_FOOT + 20.5, 9, soft=True, widest=width)


TITLE = LocalText("মূল চাবির শিট", "Root key recovery sheet")
PROGRAMME = LocalText("কর্মসূচি", "Programme")
ROOT = LocalText("মূল চাবি", "Root key")
MADE = LocalText("তৈরির তারিখ", "Made on")

WHAT = (
    LocalText(
        "এই ২৪টি শব্দ থেকে কর্মসূচির মূল চাবি আবার তৈরি করা যায়। শব্দের ক্রম বদলাবেন না।",
        "The programme's root key can be made again from these 24 words, in this order.",
    ),
    LocalText(
        "যাঁর কাছে শব্দগুলো আছে, তিনি কর্মসূচির নামে স্বাক্ষর করতে পারেন, সিল করা সব ফাইল খুলতে পারেন।",
        "Whoever has them can sign as the programme and open every file that is sealed in it.",
    ),
    LocalText(
        "শিটটি বন্ধ খামে, তালা দেওয়া জায়গায় রাখুন। হাতে লেখা আরেকটি কপি অন্য ভবনে রাখুন।",
        "Keep it in a closed envelope under lock, and a copy by hand in another building.",
    ),
    LocalText(
        "ছবি তুলবেন না। ফোনে বা কম্পিউটারে লিখে রাখবেন না। ছাপানোর পর ফাইলটি মুছে ফেলুন।",
        "Take no photo of it, and keep it on no phone or computer. Delete the file once it is printed.",
    ),
)
BACK = LocalText("চাবি ফিরিয়ে আনতে", "To bring the key back")
COMMAND = "bsuh programme recover PROGRAMME.json --words-file WORDS.txt"
COPY = LocalText(
    "প্রতিটি শব্দ পাশের লাইনে হাতে লিখুন, তারপর মিলিয়ে নিন।",
    "Copy each word by hand onto the line beside it, and compare.",
)
COPIED = (
    LocalText("কপি করেছেন", "Copied by"),
    LocalText("তারিখ", "Date"),
    LocalText("কোথায় রাখা আছে", "Kept at"),
)


_TOP, _FACTS, _TEXT, _WORDS, _FOOT = 15.0, 38.0, 64.0, 112.5, 269.5
_ROWS, _ROW = 12, 11.9
_SENTENCE = 11.3
_LABEL, _LINE, _GAP = 38.0, 44.0, 6.0
_WORD_SIZE = 17.0


class RecoverySheet(msgspec.Struct, frozen=True):
    """The content of the sheet."""

    programme: LocalText
    id: str
    root_print: str
    """The fingerprint of the root key as people compare it."""
    made: datetime.date
    words: tuple[str, ...]
    """The 24 words in order."""

    def __repr__(self) -> str:
        # The words are the programme's whole secret.
        return f"RecoverySheet({self.id})"


def recovery_sheet_pdf(sheet: RecoverySheet) -> bytes:
    """The sheet as a PDF. The same sheet gives the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(f"{TITLE.en}: {sheet.id}")
    canvas.setCreator("Be Smart Use Heart Desktop")
    hand = SheetPen(Typesetter(canvas._doc), "bn")  # type: ignore[attr-defined]
    operators = [*_head(hand), *_facts(hand, sheet), *_text(hand), *_word_list(hand, sheet.words), *_foot(hand)]
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


def _facts(pen: SheetPen, sheet: RecoverySheet) -> Iterator[str]:
    names = [name for name in (sheet.programme.bn, sheet.programme.en) if name and not undrawable(name)]
    yield from _fact(pen, PROGRAMME, names or [sheet.id], _FACTS)
    yield from _fact(pen, ROOT, [sheet.root_print], _FACTS + 14)
    yield from _fact(pen, MADE, [f"{date_words(sheet.made, 'bn')} · {date_words(sheet.made, 'en')}"], _FACTS + 21)


def _fact(pen: SheetPen, label: LocalText, values: Sequence[str], y: float) -> Iterator[str]:
    yield pen.words(f"{label.bn} · {label.en}", LEFT, y, 9.5, soft=True, widest=_LABEL)
    for place, value in enumerate(values):
        yield pen.words(value, LEFT + _LABEL + 4, y + 6.3 * place, 12, bold=True, widest=RIGHT - LEFT - _LABEL - 4)


def _text(pen: SheetPen) -> Iterator[str]:
    y = _TEXT
    yield stitch(LEFT, y, RIGHT - LEFT)
    for number, text in enumerate(WHAT, start=1):
        yield pen.words(bangla_digits(number), LEFT + 1, y + 7, 11, bold=True)
        yield pen.words(text.bn, LEFT + 8, y + 7, 11, bold=True, widest=RIGHT - LEFT - 8)
        yield pen.words(text.en, LEFT + 8, y + 11.8, 9, soft=True, widest=RIGHT - LEFT - 8)
        y += _SENTENCE


def _word_list(pen: SheetPen, listed: Sequence[str]) -> Iterator[str]:
    """The words in two columns, down first, each with a line beside it to write on."""
    yield stitch(LEFT, _WORDS, RIGHT - LEFT)
    yield pen.words(COPY.bn, LEFT, _WORDS + 6, 10, widest=RIGHT - LEFT)
    yield pen.words(COPY.en, LEFT, _WORDS + 10.5, 8.5, soft=True, widest=RIGHT - LEFT)
    width = (RIGHT - LEFT - _GAP) / 2
    for place, word in enumerate(listed):
        left = LEFT + place // _ROWS * (width + _GAP)
        y = _WORDS + 10 + (place % _ROWS + 1) * _ROW
        yield pen.words(str(place + 1), left + 8, y, 11, align="right", soft=True)
        yield pen.words(word, left + 11, y, _WORD_SIZE, bold=True)
        yield rule(left + width - _LINE, y + 1, _LINE)


def _foot(pen: SheetPen) -> Iterator[str]:
    yield stitch(LEFT, _FOOT, RIGHT - LEFT)
    width = (RIGHT - LEFT - 2 * _GAP) / 3
    for place, label in enumerate(COPIED):
        left = LEFT + place * (width + _GAP)
        yield hairline(left, _FOOT + 10, width)
        yield pen.words(f"{label.bn} · {label.en}", left, _FOOT + 14, 8.5, soft=True, widest=width)
    yield pen.words(f"{BACK.bn} · {BACK.en}: {COMMAND}", LEFT, _FOOT + 20, 8.5, widest=RIGHT - LEFT)
