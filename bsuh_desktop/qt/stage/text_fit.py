"""Fits text into lines: as large as its box allows, with space for the marks above and below Bangla letters."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption

from bsuh_desktop.content.schema import Run
from bsuh_desktop.qt.look.fonts import stage_font

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
