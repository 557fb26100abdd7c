"""The lesson kit as a PDF: the plan, notes by slide, questions, the papers of activities and cards to take home."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bsuh_desktop.documents.class_sheet.sheet_pen import x_of, y_of
from bsuh_desktop.documents.lesson_kit import words
from bsuh_desktop.documents.lesson_kit.content import ALL_PARTS, KitPart, LessonKit
from bsuh_desktop.documents.lesson_kit.kit_pen import KitPage, KitPen, PlacedPicture, draw_foot
from bsuh_desktop.documents.lesson_kit.pieces import home_pages, piece_pages
from bsuh_desktop.documents.lesson_kit.plan import notes_pages, plan_pages
from bsuh_desktop.documents.lesson_kit.questions import question_pages, trial_pages
from bsuh_desktop.documents.paper_style import A4_LONG, A4_SHORT, MM
from bsuh_desktop.documents.typesetter import Typesetter

_PAGES: dict[KitPart, Callable[[KitPen, LessonKit], list[KitPage]]] = {
    "plan": plan_pages,
    "notes": notes_pages,
    "questions": question_pages,
    "things": piece_pages,
    "home": home_pages,
    "trial": trial_pages,
}

_DOTS = 120
"""An inch, of a picture in black."""


def lesson_kit_pdf(kit: LessonKit) -> tuple[bytes, dict[KitPart, int]]:
    """The kit as a PDF, and the number of pages of each part; a part that is empty has none. The same kit gives the
    same bytes."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(A4_SHORT, A4_LONG), pageCompression=1, invariant=1, lang=kit.language)
    canvas.setTitle(f"{words.TITLE.text_in(kit.language)} · {kit.title}")
    canvas.setAuthor(kit.programme)
    canvas.setCreator("Be Smart Use Heart Desktop")
    pen = KitPen(Typesetter(canvas._doc), kit.language, kit.ink)  # type: ignore[attr-defined]
    made = {part: _PAGES[part](pen, kit) for part in ALL_PARTS if part in kit.parts}
    pictures = _Pictures(canvas, kit)
    for pages in made.values():
        for number, page in enumerate(pages, start=1):
            if page.foot:
                page.items += draw_foot(pen, kit, page, number, len(pages))
            pictures.draw(page)
            canvas.showPage()
    if not any(made.values()):
        # A PDF has at least one page.
        canvas.showPage()
    canvas.save()
    return target.getvalue(), {part: len(pages) for part, pages in made.items()}


class _Pictures:
    """Draws pages with their pictures, each of which is in the PDF once for a size."""

    def __init__(self, canvas: Canvas, kit: LessonKit) -> None:
        self._canvas = canvas
        self._black = kit.ink == "black"
        self._forms: dict[tuple[bytes, float, float], tuple[str, int, int]] = {}

    def draw(self, page: KitPage) -> None:
        """Draws everything on the present page of the canvas."""
        operators: list[str] = []
        for item in page.items:
            if isinstance(item, PlacedPicture):
                self._write(operators)
                self._place(item)
            else:
                operators.append(item)
        self._write(operators)

    def _write(self, operators: list[str]) -> None:
        # ReportLab has no public way to add marked content, which /ActualText is.
        self._canvas._code.append("\n".join(operators))  # type: ignore[attr-defined]
        operators.clear()

    def _place(self, placed: PlacedPicture) -> None:
        key = (placed.png, placed.width, placed.height)
        if key not in self._forms:
            self._forms[key] = self._admit(placed)
        name, width, height = self._forms[key]
        scale = min(placed.width / width, placed.height / height) * MM
        left = x_of(placed.x + placed.width / 2) - width * scale / 2
        low = y_of(placed.y + placed.height / 2) - height * scale / 2
        self._canvas.saveState()
        self._canvas.transform(scale, 0, 0, scale, left, low)
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def _admit(self, placed: PlacedPicture) -> tuple[str, int, int]:
        """Puts a picture into the PDF; in black it is of black dots that a copier still reproduces."""
        with Image.open(io.BytesIO(placed.png)) as opened:
            image = opened.convert("RGB")
        if self._black:
            most = (placed.width * MM * _DOTS / 72, placed.height * MM * _DOTS / 72)
            image.thumbnail((int(most[0]), int(most[1])), Image.Resampling.LANCZOS)
            image = image.convert("1").convert("L")
        name = f"picture{len(self._forms) + 1}"
        self._canvas.beginForm(name, 0, 0, image.width, image.height)
        self._canvas.drawImage(ImageReader(image), 0, 0, image.width, image.height)
        self._canvas.endForm()
        return name, image.width, image.height
