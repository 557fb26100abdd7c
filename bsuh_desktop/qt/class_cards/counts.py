"""The three counts of a class side by side, and between them whether they meet."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt import colours
from bsuh_desktop.qt.class_cards.measured import Measured
from bsuh_desktop.qt.theme import desk_font, px
from bsuh_desktop.qt.widgets.lettering import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import desk_say

_SIGN = 40
_NUMBER = 56
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_UPPER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop

_SIGNS: dict[str, tuple[QColor, Message]] = {
    "=": (colours.GREEN, Message("meets")),
    "≥": (colours.INK_SOFT, Message("no fewer than")),
    "≠": (colours.AMBER_TEXT, Message("does not meet")),
}


@dataclasses.dataclass(frozen=True)
class Count:
    """A number, what it counts and how it is known, already said. `number` is None where nobody counted; a count that
    `may_be_less` than the one before it need not be the same: not everybody answers."""

    number: int | None
    said: str
    name: str
    line: str
    may_be_less: bool = False


class Counts(Measured, QWidget):
    """“=” stands between two counts that meet, “≠” between two that do not, “≥” where the second may be less."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[Count, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_counts(self, counts: Sequence[Count]) -> None:
        """All counts, from left to right."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            self.retranslate()
            self.measure_anew()

    def retranslate(self) -> None:
        """The counts as a screen reader says them."""
        told = []
        for place, count in enumerate(self._counts):
            told.append(f"{count.name}: {count.said}")
            if sign := self.sign_after(place):
                told.append(desk_say(_SIGNS[sign][1]))
        self.setAccessibleDescription(", ".join(told))

    def sign_after(self, place: int) -> str:
        """=, ≥ or ≠ between the count at `place` and the one after it; "" where either is missing."""
        if not 0 <= place < len(self._counts) - 1:
            return ""
        after = self._counts[place + 1]
        one, other = self._counts[place].number, after.number
        if one is None or other is None:
            return ""
        if one == other:
            return "="
        return "≥" if after.may_be_less and one > other else "≠"

    def _column(self, width: float) -> float:
        count = max(1, len(self._counts))
        return max(40.0, (width - px(_SIGN) * (count - 1)) / count)

    def _heights(self, width: float) -> tuple[float, float, float]:
        column = self._column(width)
        name = max((words_size(one.name, desk_font(15, bold=True), column).height() for one in self._counts), default=0)
        line = max((words_size(one.line, desk_font(13), column).height() for one in self._counts), default=0)
        return float(px(_NUMBER)), name, line

    def height_of(self, width: int) -> int:
        """Number, name and line."""
        return round(sum(self._heights(width))) + 4

    def sizeHint(self) -> QSize:
        """For a card of the page."""
        return QSize(px(480), self.heightForWidth(px(480)))

    def minimumSizeHint(self) -> QSize:
        """Three numbers and their longest words."""
        words = [word for one in self._counts for word in one.name.split()]
        longest = max((words_size(word, desk_font(15, bold=True)).width() for word in words), default=0.0)
        count = max(1, len(self._counts))
        return QSize(round(count * (longest + 1) + px(_SIGN) * (count - 1)), px(_NUMBER))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints columns and signs."""
        painter = QPainter(self)
        column = self._column(self.width())
        number, name, line = self._heights(self.width())
        for place, one in enumerate(self._counts):
            left = place * (column + px(_SIGN))
            rect = QRectF(left, 0, column, number)
            draw_words(painter, rect, one.said, desk_font(40, bold=True), colours.INK, _CENTRE)
            rect = QRectF(left, number, column, name)
            draw_words(painter, rect, one.name, desk_font(15, bold=True), colours.INK, _UPPER, wrap=True)
            rect = QRectF(left, number + name, column, line)
            draw_words(painter, rect, one.line, desk_font(13), colours.INK_SOFT, _UPPER, wrap=True)
            if sign := self.sign_after(place):
                box = QRectF(left + column, 0, px(_SIGN), number)
                draw_words(painter, box, sign, desk_font(32, bold=True), _SIGNS[sign][0], _CENTRE)
