"""What a class came to: the three counts side by side, what was learned per objective, results per question.

An objective shows how many were right before and after, as two bars and in percent."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.widgets.painted_text import SizeCache, draw_words, words_size
from bsuh_desktop.qt.widgets.progress import paint_bar
from bsuh_desktop.qt.widgets.restyled import desk_say

_SIGN, _NUMBER, _FIGURES = 40, 56, 88
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_UPPER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop

_SIGNS: dict[str, tuple[QColor, Message]] = {
    "=": (colours.GREEN, Message("match")),
    "≥": (colours.INK_SOFT, Message("at least")),
    "≠": (colours.AMBER_TEXT, Message("does not match")),
}


@dataclasses.dataclass(frozen=True)
class Count:
    """One count; all texts are translated already."""

    text: str
    """The number in the desk's digits, or a dash."""
    name: str
    """What is counted."""
    line: str
    """How it is known."""
    sign: str = ""
    """How it compares with the next one; "" if one of them is missing."""


class Counts(SizeCache, QWidget):
    """Between two counts stands how they compare: “=”, “≠” or “≥”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[Count, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Sets all counts, from left to right."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            self.retranslate()
            self.remeasure()

    def retranslate(self) -> None:
        """The accessible text of the counts."""
        told = []
        for count in self._counts:
            told.append(f"{count.name}: {count.text}")
            if count.sign:
                told.append(desk_say(_SIGNS[count.sign][1]))
        self.setAccessibleDescription(", ".join(told))

    def _column(self, width: float) -> float:
        count = max(1, len(self._counts))
        return max(40.0, (width - scaled_text(_SIGN) * (count - 1)) / count)

    def _is_narrow(self, width: float) -> bool:
        words = [word for one in self._counts for word in one.name.split()]
        longest = max((words_size(word, desk_font(15, bold=True)).width() for word in words), default=0.0)
        return self._column(width) < longest + 1

    def _heights(self, width: float) -> tuple[float, float]:
        """Heights of names and lines in columns of `width`."""
        name = max((words_size(one.name, desk_font(15, bold=True), width).height() for one in self._counts), default=0)
        line = max((words_size(one.line, desk_font(13), width).height() for one in self._counts), default=0)
        return name, line

    def height_of(self, width: int) -> int:
        """Number, name and line side by side; on a narrow card each count in a row of its own."""
        if self._is_narrow(width):
            return len(self._counts) * self._row_height(width)
        return round(scaled_text(_NUMBER) + sum(self._heights(self._column(width)))) + 4

    def _beside(self, width: float) -> float:
        return max(40.0, width - scaled_text(_SIGN) - scaled_text(_FIGURES))

    def _row_height(self, width: float) -> int:
        return max(scaled_text(_NUMBER), round(sum(self._heights(self._beside(width)))) + 8)

    def sizeHint(self) -> QSize:
        """A default; the card decides."""
        return QSize(scaled_text(480), self.heightForWidth(scaled_text(480)))

    def minimumSizeHint(self) -> QSize:
        """A sign, a number and some words."""
        return QSize(scaled_text(_SIGN + _FIGURES) + scaled_box(100), scaled_text(_NUMBER))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the counts side by side, or below each other."""
        painter = QPainter(self)
        for place, one in enumerate(self._counts):
            (self._paint_row if self._is_narrow(self.width()) else self._paint_column)(painter, place, one)

    def _paint_column(self, painter: QPainter, place: int, one: Count) -> None:
        column = self._column(self.width())
        name, line = self._heights(column)
        left = place * (column + scaled_text(_SIGN))
        number = QRectF(left, 0, column, scaled_text(_NUMBER))
        draw_words(painter, number, one.text, desk_font(40, bold=True), colours.INK, _CENTRE)
        words = QRectF(left, number.bottom(), column, name)
        draw_words(painter, words, one.name, desk_font(15, bold=True), colours.INK, _UPPER, wrap=True)
        words = QRectF(left, words.bottom(), column, line)
        draw_words(painter, words, one.line, desk_font(13), colours.INK_SOFT, _UPPER, wrap=True)
        self._paint_sign(painter, QRectF(left + column, 0, scaled_text(_SIGN), scaled_text(_NUMBER)), place)

    def _paint_row(self, painter: QPainter, place: int, one: Count) -> None:
        width = self._beside(self.width())
        name, line = self._heights(width)
        row = QRectF(0, place * self._row_height(self.width()), self.width(), self._row_height(self.width()))
        self._paint_sign(painter, QRectF(0, row.top(), scaled_text(_SIGN), row.height()), place - 1)
        number = QRectF(scaled_text(_SIGN), row.top(), scaled_text(_FIGURES), row.height())
        draw_words(painter, number, one.text, desk_font(40, bold=True), colours.INK)
        words = QRectF(number.right(), row.center().y() - (name + line) / 2, width, name)
        draw_words(painter, words, one.name, desk_font(15, bold=True), colours.INK, wrap=True)
        words = QRectF(words.left(), words.bottom(), width, line)
        draw_words(painter, words, one.line, desk_font(13), colours.INK_SOFT, wrap=True)

    def _paint_sign(self, painter: QPainter, box: QRectF, place: int) -> None:
        if sign := self._counts[place].sign if place >= 0 else "":
            draw_words(painter, box, sign, desk_font(32, bold=True), _SIGNS[sign][0], _CENTRE)


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


_RESULT_PAD, _RESULT_GAP, _LABEL = 10, 16, 28
_RESULT_WIDE = 560


@dataclasses.dataclass(frozen=True)
class Result:
    """One row; all texts are translated already."""

    label: str
    words: str
    share: float | None
    """Length of the bar, 0 to 1; None if there is no right or wrong."""
    text: str


class ResultRows(SizeCache, QWidget):
    """Wide: text, bar and figures in one line. Narrow: the text is above the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()
        self._figures = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_results(self, results: Sequence[Result]) -> None:
        """Sets all rows, in order."""
        if tuple(results) == self._results:
            return
        self._results = tuple(results)
        told = (f"{one.label} {one.words}: {one.text}" for one in results)
        self.setAccessibleDescription(". ".join(told))
        self.setVisible(bool(results))
        self.remeasure()

    def remeasure(self) -> None:
        """Aligns the figures of all rows in one column."""
        widths = (words_size(one.text, desk_font()).width() for one in self._results)
        self._figures = max(widths, default=0.0) + 1
        super().remeasure()

    def height_of(self, width: int) -> int:
        """Height of all rows."""
        return sum(self._row_height(one, width) for one in self._results)

    def sizeHint(self) -> QSize:
        """A default; the card decides."""
        return QSize(scaled_box(_RESULT_WIDE), self.heightForWidth(scaled_box(_RESULT_WIDE)))

    def minimumSizeHint(self) -> QSize:
        """The widest figures below the text."""
        return QSize(round(scaled_text(_LABEL) + self._figures + _RESULT_GAP + scaled_box(60)), 0)

    def _is_wide(self, width: int) -> bool:
        return width - self._figures >= scaled_box(_RESULT_WIDE) * 0.65

    def _words_width(self, width: int) -> float:
        inner = width - scaled_text(_LABEL)
        return (inner - self._figures - 2 * _RESULT_GAP) * 0.58 if self._is_wide(width) else float(inner)

    def _row_height(self, one: Result, width: int) -> int:
        words = words_size(one.words, desk_font(), max(1.0, self._words_width(width))).height()
        line = max(float(scaled_text(24)), words) if self._is_wide(width) else words + 4 + scaled_text(24)
        return round(line) + 2 * _RESULT_PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows, each below a hairline."""
        painter = QPainter(self)
        top = 0
        for one in self._results:
            height = self._row_height(one, self.width())
            if top <= event.rect().bottom() and top + height >= event.rect().top():
                self._paint_row(painter, QRectF(0, top, self.width(), height), one)
            top += height

    def _paint_row(self, painter: QPainter, row: QRectF, one: Result) -> None:
        painter.fillRect(QRectF(row.left(), row.top(), row.width(), stroke()), colours.LINE)
        inner = row.adjusted(0, _RESULT_PAD, 0, -_RESULT_PAD)
        width = self._words_width(self.width())
        words = QRectF(scaled_text(_LABEL), inner.top(), width, inner.height())
        rest = QRectF(
            words.right() + _RESULT_GAP, inner.top(), row.right() - words.right() - _RESULT_GAP, inner.height()
        )
        if not self._is_wide(self.width()):
            words.setHeight(words_size(one.words, desk_font(), width).height())
            rest = QRectF(scaled_text(_LABEL), inner.bottom() - scaled_text(24), width, scaled_text(24))
        label = QRectF(0, words.top(), scaled_text(_LABEL), words.height())
        draw_words(painter, label, one.label, desk_font(15, bold=True), colours.INK)
        draw_words(painter, words, one.words, desk_font(), colours.INK, wrap=True)
        draw_words(painter, rest, one.text, desk_font(), colours.INK, _RIGHT)
        if one.share is not None:
            bar = QRectF(
                rest.left(),
                rest.center().y() - scaled_box(6),
                rest.width() - self._figures - _RESULT_GAP,
                scaled_box(12),
            )
            paint_bar(painter, bar, one.share)
