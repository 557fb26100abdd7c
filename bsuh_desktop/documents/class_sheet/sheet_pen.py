"""Layout and drawing primitives of the class sheet, in one ink: columns of the roll, words, boxes, lines to write on.

A4 upright, the roll in columns, on as many pages as it needs. Positions are millimetres from the upper left corner of
the page until they are drawn, font sizes are points. Other sheets of one page are drawn with the same pen."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence
from typing import TypeVar

from bsuh_desktop.documents.paper_style import A4_LONG, INK, INK_SOFT, MM, filled, line, stroked
from bsuh_desktop.documents.typesetter import Align, Line, Typesetter
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.text import digits_in

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 14.0, 200.0, 11.0, 287.0
HEAD_END, HEAD_END_LATER = 56.0, 33.0
ROLL_HEAD, FOOT_HEIGHT, TALLY_HEAD = 9.5, 32.0, 10.5
COLUMNS, GAP = 3, 4.0
LEAST_ROW, MOST_ROW = 4.7, 6.6
TALLY_ROW, TALLY_COLUMNS = 6.0, 2
FREE_LINES = 4
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class RollPage:
    """One page of the sheet."""

    first: int
    """Index of its first learner, from 0."""
    last: int
    """Index after its last learner."""
    free: int
    """Free lines after the last learner."""
    rows: int
    """Rows of a column."""
    row: float
    """Height of a row in millimetres."""
    top: float
    """Where the roll begins."""
    main: bool
    """True for the page with tallies and signatures."""


def x_of(mm: float) -> float:
    """Points from the left edge."""
    return mm * MM


def y_of(mm: float) -> float:
    """Points from the lower edge, for a position measured from the upper edge."""
    return A4_LONG - mm * MM


def tally_height(questions: int) -> float:
    """The height of the tallies with their head; 0 if the module has no questions."""
    return TALLY_HEAD + -(-questions // TALLY_COLUMNS) * TALLY_ROW + 3 if questions else 0.0


def pages_of(learners: int, questions: int) -> list[RollPage]:
    """The pages of a roll. Learners who do not fit on the first one continue on further pages without tallies."""
    top = HEAD_END + ROLL_HEAD
    main = BOTTOM - FOOT_HEIGHT - tally_height(questions) - top
    pages = [_page(0, learners, main, top, main=True)]
    while pages[-1].last < learners:
        later = HEAD_END_LATER + ROLL_HEAD
        pages.append(_page(pages[-1].last, learners, BOTTOM - later, later, main=False))
    return pages


def _page(first: int, learners: int, room: float, top: float, main: bool) -> RollPage:
    most = max(1, int(room / LEAST_ROW))
    # Without a list there are free lines, so that the school can write its own roll.
    wanted = -(-(learners - first + FREE_LINES) // COLUMNS) if learners else int(room / MOST_ROW)
    rows = max(1, min(most, wanted))
    last = min(learners, first + rows * COLUMNS)
    free = rows * COLUMNS - (last - first) if last == learners else 0
    return RollPage(first, last, free, rows, min(MOST_ROW, room / rows), top, main)


def column_width(columns: int) -> float:
    """The width of one of several columns."""
    return (RIGHT - LEFT - GAP * (columns - 1)) / columns


def column_left(column: int, columns: int) -> float:
    """The left edge of the column with that number, from 0."""
    return LEFT + column * (column_width(columns) + GAP)


def in_columns(things: Sequence[T], rows: int) -> list[list[T]]:
    """The things in columns of `rows`, in the order of a register: down first."""
    return [list(things[start : start + rows]) for start in range(0, len(things), rows)]


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
