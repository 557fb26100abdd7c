"""The sheet of a desk's recovery code: one A4 page, to be locked away; it names nobody.

The code stands in letters alone, as on the screen: no code on the sheet could be read by a camera that looks on.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents import code_sheet_words as words
from bsuh_desktop.documents.class_sheet.hand import STRONG, Hand, box, hairline, rule, stitch
from bsuh_desktop.documents.class_sheet.layout import LEFT, RIGHT, x_of, y_of
from bsuh_desktop.documents.paper import A4_LONG, A4_SHORT, MM, heart
from bsuh_desktop.documents.shaping import Typesetter
from bsuh_desktop.domain.text import bangla_digits

_TOP, _TEXT, _CODE, _FOOT = 15.0, 38.0, 90.0, 250.0
_SENTENCE, _ROW = 13.0, 24.0
_GROUP_SIZE, _LETTER, _LINE = 30.0, 13.0, 70.0
_GAP = 6.0


def code_sheet_pdf(groups: Sequence[str]) -> bytes:
    """The sheet as a PDF; `groups` are the code as it is read out. The same code gives the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang="bn")
    canvas.setTitle(words.TITLE.en)
    canvas.setCreator("Be Smart Use Heart Desktop")
    hand = Hand(Typesetter(canvas._doc), "bn")  # type: ignore[attr-defined]
    operators = [*_head(hand), *_text(hand), *_code(hand, groups), *_foot(hand)]
    # ReportLab has no public way to add marked content, which /ActualText is.
    canvas._code.append("\n".join(operators))  # type: ignore[attr-defined]
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _head(hand: Hand) -> Iterator[str]:
    yield heart(x_of(LEFT + 7), y_of(_TOP - 3), 13 * MM)
    yield hand.words(words.TITLE.bn, LEFT + 18, _TOP + 4, 20, bold=True)
    yield hand.words(words.TITLE.en, LEFT + 18, _TOP + 11.5, 13, bold=True, soft=True)
    yield box(RIGHT - 44, _TOP - 2.5, 44, 12, STRONG)
    yield hand.words(f"{words.SECRET.bn} · {words.SECRET.en}", RIGHT - 22, _TOP + 5.4, 14, bold=True, align="centre")
    yield stitch(LEFT, _TOP + 15.5, RIGHT - LEFT)


def _text(hand: Hand) -> Iterator[str]:
    for place, text in enumerate(words.WHAT):
        y = _TEXT + place * _SENTENCE
        yield hand.words(bangla_digits(place + 1), LEFT + 1, y, 11, bold=True)
        yield hand.words(text.bn, LEFT + 8, y, 12, bold=True, widest=RIGHT - LEFT - 8)
        yield hand.words(text.en, LEFT + 8, y + 5.2, 10, soft=True, widest=RIGHT - LEFT - 8)


def _code(hand: Hand, groups: Sequence[str]) -> Iterator[str]:
    """A row a group, its characters apart, with a line beside it for a hand."""
    yield stitch(LEFT, _CODE, RIGHT - LEFT)
    yield hand.words(words.COPY.bn, LEFT, _CODE + 7, 11, widest=RIGHT - LEFT)
    yield hand.words(words.COPY.en, LEFT, _CODE + 12, 9.5, soft=True, widest=RIGHT - LEFT)
    for place, group in enumerate(groups):
        y = _CODE + 12 + (place + 1) * _ROW
        yield hand.words(str(place + 1), LEFT + 8, y, 11, align="right", soft=True)
        for column, letter in enumerate(group):
            x = LEFT + 20 + column * _LETTER
            yield hand.words(letter, x, y, _GROUP_SIZE, bold=True, align="centre")
        yield rule(RIGHT - _LINE, y + 1, _LINE)


def _foot(hand: Hand) -> Iterator[str]:
    yield stitch(LEFT, _FOOT, RIGHT - LEFT)
    width = (RIGHT - LEFT - 2 * _GAP) / 3
    for place, label in enumerate(words.BY_HAND):
        left = LEFT + place * (width + _GAP)
        yield hairline(left, _FOOT + 16, width)
        yield hand.words(f"{label.bn} · {label.en}", left, _FOOT + 20.5, 9, soft=True, widest=width)
