"""The class sheet: one A4 page on which a class is held by hand, to be typed in afterwards.

It is in one ink, so that any printer and any copier reproduces it: a roll with boxes for exceptions, tallies for each
question, signatures and seal. Its number identifies the class and module for which it was printed. A class too long for
one page continues on others with the same number.
"""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.class_sheet import words
from bsuh_desktop.documents.class_sheet.content import ClassSheet
from bsuh_desktop.documents.class_sheet.head import draw_head
from bsuh_desktop.documents.class_sheet.layout import pages_of
from bsuh_desktop.documents.class_sheet.roll import draw_roll
from bsuh_desktop.documents.class_sheet.sheet_pen import SheetPen
from bsuh_desktop.documents.class_sheet.tallies import draw_foot, draw_tallies
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT
from bsuh_desktop.documents.typesetter import Typesetter


def class_sheet_pdf(sheet: ClassSheet) -> tuple[bytes, int]:
    """The sheet as a PDF, and its number of pages. The same sheet gives the same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang=sheet.language)
    canvas.setTitle(f"{words.TITLE.text_in(sheet.language)} {sheet.number}")
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
