"""Drawing primitives of the class sheet: words, boxes to tick, lines to write on; all in one ink.

Positions are millimetres from the upper left corner of the page, font sizes are points.
"""

from __future__ import annotations

import itertools
import math

from bsuh_desktop.documents.class_sheet.layout import x_of, y_of
from bsuh_desktop.documents.paper_style import INK, INK_SOFT, MM, filled, line, stroked
from bsuh_desktop.documents.typesetter import Align, Line, Typesetter
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.text import digits_in

HAIR, THIN, STRONG = 0.3, 0.55, 1.1
_GREY = "#8A8A8A"
_ELLIPSIS = "…"
_ROUND = 4 / 3 * math.tan(math.pi / 8)


class SheetPen:
    """Draws for one PDF in one language; each method gives PDF operators."""

    def __init__(self, typesetter: Typesetter, language: Language) -> None:
        self._typesetter = typesetter
        self.language = language

    def text_of(self, text: LocalText) -> str:
        """The text in the sheet's language, or in the other one if that is all there is."""
        return text.text_in(self.language) or text.bn or text.en

    def digits(self, text: str | int) -> str:
        """A number in the digits of the sheet's language."""
        return digits_in(self.language, text)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        widest: float | None = None,
        soft: bool = False,
    ) -> str:
        """One line on the base line `y`, set smaller if it would be wider than `widest`."""
        laid_out = self._typesetter.lay_out(text, bold)
        fitted = laid_out.fitted(size, widest * MM) if widest else size
        return f"{filled(INK_SOFT if soft else INK)} {laid_out.drawn(x_of(x), y_of(y), fitted, align)}"

    def short_words(self, text: str, x: float, y: float, size: float, widest: float) -> str:
        """The first words of a text, as many as fit, with an ellipsis if some are left out."""
        return f"{filled(INK)} {self._shortened(text, size, widest * MM).drawn(x_of(x), y_of(y), size, 'left')}"

    def _shortened(self, text: str, size: float, widest: float) -> Line:
        parts = text.split()
        for count in range(len(parts), 0, -1):
            kept = " ".join(parts[:count]) + (_ELLIPSIS if count < len(parts) else "")
            laid_out = self._typesetter.lay_out(kept)
            if laid_out.width(size) <= widest:
                return laid_out
        return self._typesetter.lay_out(_ELLIPSIS)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a line in millimetres."""
        return self._typesetter.lay_out(text, bold).width(size) / MM


def rule(x: float, y: float, length: float, width: float = THIN, colour: str = INK) -> str:
    """A horizontal line."""
    return f"{stroked(colour, width)} {line(x_of(x), y_of(y), length * MM)}"


def hairline(x: float, y: float, length: float) -> str:
    """A pale horizontal line, as in a register, that a copier still reproduces."""
    return rule(x, y, length, HAIR, _GREY)


def box(x: float, y: float, width: float, height: float, stroke: float = THIN) -> str:
    """An empty box with its upper left corner at `x`, `y`."""
    corner = f"{x_of(x):.2f} {y_of(y + height):.2f} {width * MM:.2f} {height * MM:.2f}"
    return f"{stroked(INK, stroke)} {corner} re S"


def stitch(x: float, y: float, length: float) -> str:
    """The dashed line between two parts of the page."""
    return f"q 1 J [3 2.6] 0 d {rule(x, y, length, STRONG)} Q"


def stamp_place(x: float, y: float, radius: float) -> str:
    """A dashed circle around `x`, `y`, for the school's seal."""
    far, near = radius * MM, radius * MM * _ROUND
    around = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = [f"{far:.2f} 0 m"]
    for (x0, y0), (x1, y1) in itertools.pairwise(around):
        bend = (far * x0 + near * x1, far * y0 + near * y1, far * x1 + near * x0, far * y1 + near * y0)
        path.append(f"{' '.join(f'{each:.2f}' for each in bend)} {far * x1:.2f} {far * y1:.2f} c")
    place = f"q 1 0 0 1 {x_of(x):.2f} {y_of(y):.2f} cm [2 2] 0 d {stroked(_GREY, THIN)}"
    return f"{place} {' '.join(path)} s Q"
