"""A slide's paragraphs and lists, one below the other, in the largest type size that fits their box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from bsuh_desktop.content.schema import Block, ListBlock, Paragraph, Run
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.domain.text import digits_in
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_disc, stitch
from bsuh_desktop.qt.stage.text_fit import FittedText, closest_fit

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
