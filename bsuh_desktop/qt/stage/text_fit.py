"""Fits text into its box: lines, paragraphs and lists as large as it allows, with space for Bangla's marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption

from bsuh_desktop.content.schema import Block, ListBlock, Paragraph, Run
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.qt.look.fonts import stage_font
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_disc, stitch

# Distance of the baseline below a line's middle, in type sizes (Noto Sans: ascent 1.069, descent 0.293).
_BASELINE = 0.388
# The smallest is illegible from a bench, and the checker warns long before; but text is never cut off. Words are broken
# only in type that is small already.
SMALLEST, BREAKING = 8, 20
# Type may be reduced by this factor if that saves a line, such as one with a single word.
_CLOSER = 0.88


class FittedText:
    """Text in lines of `width`. `height` is the height of all lines; `fits` is False if a word is wider than the
    lines or, after `closest_fit`, the lines are higher than their box."""

    def __init__(self, runs: tuple[Run, ...], width: float, px: float, *, bold: bool = False, leading: float = 1.42):
        self.text = "".join(run.text for run in runs)
        self.px = px
        self._step = px * leading
        self.width = width
        self._layout = QTextLayout(self.text, stage_font(px, bold))
        self._layout.setFormats(_formats(runs))
        option = QTextOption()
        whole = QTextOption.WrapMode.WordWrap
        option.setWrapMode(whole if px > BREAKING else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._lay()

    def _lay(self) -> None:
        self._layout.beginLayout()
        count, widest = 0, 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self.width)
            baseline = count * self._step + self._step / 2 + _BASELINE * self.px
            line.setPosition(QPointF(0, baseline - line.ascent()))
            widest = max(widest, line.naturalTextWidth())
            count += 1
        self._layout.endLayout()
        self.lines = count
        self.widest = widest
        self.height = count * self._step
        self.fits = widest <= self.width + 0.5

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor, *, centred: bool = False) -> None:
        """Draw the words with their top left at (x, y), each line in the middle of the width if `centred`."""
        painter.setPen(colour)
        for place in range(self._layout.lineCount()):
            line = self._layout.lineAt(place)
            shift = (self.width - line.naturalTextWidth()) / 2 if centred else 0
            line.draw(painter, QPointF(x + shift, y))


def fitted(
    runs: tuple[Run, ...], width: float, height: float, largest: int, *, bold: bool = False, leading: float = 1.42
) -> FittedText:
    """`runs` in the largest size, up to `largest`, in which they fit `width` and `height`; a bit smaller if that saves
    a line."""
    return closest_fit(lambda px: FittedText(runs, width, px, bold=bold, leading=leading), height, largest)


class SizedText(Protocol):
    """Any text that is set in one type size."""

    height: float
    lines: int
    fits: bool


S = TypeVar("S", bound=SizedText)


def closest_fit(make: Callable[[int], S], height: float, largest: int) -> S:
    """What `make` gives for the best size in pixels: see `fitted`."""
    for px in range(largest, SMALLEST, -1):
        found = make(px)
        if found.fits and found.height <= height:
            closer = make(max(SMALLEST, math.ceil(px * _CLOSER)))
            return closer if closer.lines < found.lines else found
    smallest = make(SMALLEST)
    smallest.fits = smallest.fits and smallest.height <= height
    return smallest


def text_width(text: str, px: float, *, bold: bool = False) -> float:
    """How wide `text` is on one line, in page units."""
    return math.ceil(FittedText((Run(text),), 100_000, px, bold=bold).widest)


def draw_text(
    painter: QPainter, text: str, x: float, middle: float, px: float, colour: QColor, *, bold: bool = False
) -> float:
    """Draws one line of `text` from `x`, vertically centred at `middle`; returns where it ends."""
    lettering = FittedText((Run(text),), 100_000, px, bold=bold)
    lettering.paint(painter, x, middle - lettering.height / 2, colour)
    return x + lettering.widest


def _formats(runs: tuple[Run, ...]) -> list[QTextLayout.FormatRange]:
    formats, at = [], 0
    for run in runs:
        length = len(run.text.encode("utf-16-le")) // 2
        if run.bold:
            span = QTextLayout.FormatRange()
            span.start, span.length = at, length
            heavy = QTextCharFormat()
            heavy.setFontWeight(700)
            span.format = heavy
            formats.append(span)
        at += length
    return formats


# In shares of the type size.
_DISC, _DISC_GAP, _BULLET, _INDENT = 1.75, 0.75, 0.32, 1.1
_ROW_PAD, _BLOCK_GAP = 0.34, 0.6


class _Row:
    """A paragraph, or one line of a list with its bullet or number."""

    def __init__(self, runs: tuple[Run, ...], width: float, px: int, mark: str) -> None:
        self.mark = mark
        self.px = px
        self.numbered = mark not in ("", "•")
        self.indent = px * (_DISC + _DISC_GAP) if self.numbered else px * _INDENT if mark else 0.0
        self.text = FittedText(runs, width - self.indent, px)
        self.pad = px * (_ROW_PAD * 1.4 if self.numbered else _ROW_PAD / 2)
        self.height = max(self.text.height, px * _DISC if self.numbered else 0.0) + 2 * self.pad

    def paint(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        middle = box.center().y()
        top = middle - self.text.height / 2
        if self.numbered:
            side = self.px * _DISC
            paint_disc(painter, QRectF(box.left(), middle - side / 2, side, side), self.mark)
        elif self.mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.GREEN)
            first_line = top + self.text.height / self.text.lines / 2
            size = self.px * _BULLET
            painter.drawEllipse(QPointF(box.left() + self.px * 0.4, first_line), size / 2, size / 2)
        self.text.paint(painter, box.left() + self.indent, top, colour)


class TextFlow:
    """Rows of `blocks`, `width` wide, in type of `px`. Pictures and columns are drawn elsewhere."""

    def __init__(self, blocks: Sequence[Block], width: float, px: int, language: Language) -> None:
        self.px = px
        self._width = width
        self._rows: list[_Row] = []
        self._gaps: list[float] = []
        for block in blocks:
            rows = _rows(block, width, px, language)
            self._gaps += [px * _BLOCK_GAP if self._rows and place == 0 else 0.0 for place in range(len(rows))]
            self._rows += rows
        self.height = sum(row.height for row in self._rows) + sum(self._gaps)
        self.lines = sum(row.text.lines for row in self._rows)
        self.fits = all(row.text.fits for row in self._rows)

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor, spare: float = 0.0) -> None:
        """Draws the rows from (x, y) down; `spare` is height that numbered rows may share, up to about one type size
        each."""
        more = min(spare / max(1, len(self._rows)), self.px * 0.9)
        for row, gap in zip(self._rows, self._gaps, strict=True):
            height = row.height + (more if row.numbered else 0)
            y += gap
            if row.numbered:
                stitch(painter, QPointF(x, y), QPointF(x + self._width, y), palette.LINE)
            row.paint(painter, QRectF(x, y, self._width, height), colour)
            y += height


def _rows(block: Block, width: float, px: int, language: Language) -> list[_Row]:
    if isinstance(block, Paragraph):
        return [_Row(block.runs, width, px, "")]
    if not isinstance(block, ListBlock):
        return []
    marks = [digits_in(language, number) if block.ordered else "•" for number in range(1, len(block.lines) + 1)]
    return [_Row(runs, width, px, mark) for runs, mark in zip(block.lines, marks, strict=True)]


def fitted_flow(blocks: Sequence[Block], width: float, height: float, largest: int, language: Language) -> TextFlow:
    """`blocks` in the largest type size, up to `largest`, in which they fit."""
    return closest_fit(lambda px: TextFlow(blocks, width, px, language), height, largest)


def paint_flow(painter: QPainter, box: QRectF, blocks: Sequence[Block], largest: int, language: Language) -> None:
    """Paints `blocks` in `box`: vertically centred, or spread from its top if there are numbered steps."""
    flow = fitted_flow(blocks, box.width(), box.height(), largest, language)
    spare = box.height() - flow.height
    numbered = any(isinstance(block, ListBlock) and block.ordered for block in blocks)
    top = box.top() if numbered else box.top() + max(0.0, spare) / 2
    flow.paint(painter, box.left(), top, palette.INK, max(0.0, spare))
