"""What a class learned, one row per objective: how many were right before and after, as two bars and in percent."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.qt.widgets.size_cache import SizeCache

_PAD, _GAP, _BETWEEN = 10, 12, 20
_WIDE, _SHARE_SIZE = 560, 20
_LINE, _BAR, _HATCH = 30, 16, 7
_RIGHT = Qt.AlignmentFlag.AlignRight
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_BEFORE, _AFTER = Message("Before"), Message("After")


@dataclasses.dataclass(frozen=True)
class Objective:
    """One row; all texts are translated already."""

    words: str
    note: str
    """Whose answers they are, and whether they tell anything."""
    pre: float | None
    """Length of the upper bar, 0 to 1; None if there are no bars."""
    post: float | None
    before: str = ""
    """The same in percent."""
    after: str = ""


class ObjectiveRows(SizeCache, QWidget):
    """Wide: the words stand beside the bars. Narrow: above them. Before is hatched, after is full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Objective, ...] = ()
        self._labels = self._figures = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_rows(self, rows: Sequence[Objective]) -> None:
        """Sets all rows, in order."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.setVisible(bool(rows))
        self.retranslate()
        self.remeasure()

    def retranslate(self) -> None:
        """The accessible text of the rows."""
        self.setAccessibleDescription(". ".join(_spoken(row) for row in self._rows))

    def remeasure(self) -> None:
        """Aligns the bars of all rows."""
        labels = (words_size(desk_say(label), desk_font()).width() for label in (_BEFORE, _AFTER))
        shares = (text for row in self._rows for text in (row.before, row.after))
        widths = (words_size(text, desk_font(_SHARE_SIZE, bold=True)).width() for text in shares)
        self._labels, self._figures = max(labels) + 1, max(widths, default=0.0) + 1
        super().remeasure()

    def height_of(self, width: int) -> int:
        """Height of all rows."""
        return sum(self._row_height(row, width) for row in self._rows)

    def sizeHint(self) -> QSize:
        """A default; the card decides."""
        return QSize(scaled_box(_WIDE), self.heightForWidth(scaled_box(_WIDE)))

    def minimumSizeHint(self) -> QSize:
        """A label, a short bar and its figures."""
        return QSize(round(self._labels + self._figures + 2 * _GAP + scaled_box(60)), 0)

    def _is_wide(self, width: int) -> bool:
        return width >= scaled_text(_WIDE) * 0.8

    def _words_width(self, row: Objective, width: int) -> float:
        beside = row.pre is not None and self._is_wide(width)
        return (width - _BETWEEN) * 0.48 if beside else float(width)

    def _words_height(self, row: Objective, width: int) -> float:
        inner = max(1.0, self._words_width(row, width))
        return sum(words_size(text, desk_font(bold=bold), inner).height() for text, bold in _texts(row))

    def _row_height(self, row: Objective, width: int) -> int:
        words = self._words_height(row, width)
        bars = 2 * scaled_text(_LINE) if row.pre is not None else 0
        inner = max(words, bars) if self._is_wide(width) else words + (bars + 4 if bars else 0)
        return round(inner) + 2 * _PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows, each below a hairline."""
        painter = QPainter(self)
        top = 0
        for row in self._rows:
            height = self._row_height(row, self.width())
            if top <= event.rect().bottom() and top + height >= event.rect().top():
                self._paint_row(painter, QRectF(0, top, self.width(), height), row)
            top += height

    def _paint_row(self, painter: QPainter, box: QRectF, row: Objective) -> None:
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), stroke()), colours.LINE)
        inner = box.adjusted(0, _PAD, 0, -_PAD)
        width, wide = self._words_width(row, self.width()), self._is_wide(self.width())
        height = self._words_height(row, self.width())
        top = inner.top() + (inner.height() - height) / 2 if wide else inner.top()
        for text, bold in _texts(row):
            font = desk_font(bold=bold)
            words = QRectF(0, top, width, words_size(text, font, width).height())
            draw_words(painter, words, text, font, colours.INK if bold else colours.INK_SOFT, _TOP, wrap=True)
            top = words.bottom()
        if row.pre is None or row.post is None:
            return
        line = scaled_text(_LINE)
        left = width + _BETWEEN if wide else 0.0
        first = inner.center().y() - line if wide else inner.bottom() - 2 * line
        upper = QRectF(left, first, inner.right() - left, line)
        self._paint_bar(painter, upper, _BEFORE, row.pre, row.before)
        self._paint_bar(painter, upper.translated(0, line), _AFTER, row.post, row.after)

    def _paint_bar(self, painter: QPainter, line: QRectF, label: Message, share: float, figures: str) -> None:
        name = QRectF(line.left(), line.top(), self._labels, line.height())
        draw_words(painter, name, desk_say(label), desk_font(), colours.INK)
        draw_words(painter, line, figures, desk_font(_SHARE_SIZE, bold=True), colours.INK, _RIGHT)
        height = scaled_box(_BAR)
        bar = QRectF(name.right() + _GAP, line.center().y() - height / 2, 0, height)
        bar.setRight(line.right() - self._figures - _GAP)
        _paint_share(painter, bar, share, hatched=label is _BEFORE)


def _texts(row: Objective) -> tuple[tuple[str, bool], ...]:
    """The words of a row, and whether they are bold."""
    return (row.words, True), (row.note, False)


def _spoken(row: Objective) -> str:
    shares = [f"{desk_say(_BEFORE)} {row.before}", f"{desk_say(_AFTER)} {row.after}"] if row.before else []
    return f"{row.words}: {', '.join([*shares, row.note])}"


def _paint_share(painter: QPainter, bar: QRectF, share: float, hatched: bool) -> None:
    """A bar in a groove as long as the whole: hatched with an outline, or full."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = bar.height() / 4
    groove = QPainterPath()
    groove.addRoundedRect(within_stroke(bar), radius, radius)
    painter.fillPath(groove, colours.WELL)
    painter.strokePath(groove, QPen(colours.LINE, stroke()))
    filled = QRectF(bar.left(), bar.top(), bar.width() * share, bar.height())
    if filled.width() < 1:
        return
    pen = QPen(colours.GREEN, stroke(2))
    half = pen.widthF() / 2
    shape = QPainterPath()
    shape.addRoundedRect(filled.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.fillPath(shape, colours.PAPER if hatched else colours.GREEN)
    if hatched:
        _hatch(painter, shape, filled)
    painter.strokePath(shape, pen)


def _hatch(painter: QPainter, shape: QPainterPath, box: QRectF) -> None:
    """Slanting lines inside `shape`, which `box` surrounds."""
    painter.save()
    painter.setClipPath(shape)
    step, height = scaled_box(_HATCH), box.height()
    painter.setPen(QPen(colours.GREEN, stroke(step / _HATCH)))
    for place in range(int((box.width() + height) / step) + 1):
        x = box.left() + place * step
        painter.drawLine(round(x), round(box.top()), round(x - height), round(box.bottom()))
    painter.restore()
