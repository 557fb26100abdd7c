"""A list of learners: the chip of each, the name, and a line of text, in the desk's language."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.presenters.classroom.roll import LearnerChip, LearnerLine
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, stroke
from bsuh_desktop.qt.widgets.chip import Chip, badge_over, paint_chip
from bsuh_desktop.qt.widgets.painted_text import SizeCache, draw_words, words_size

_PAD = 5
_GAP = 12


@dataclasses.dataclass(frozen=True)
class PersonLine:
    """A learner's chip, the name ("" in public view) and a line about the learner."""

    chip: Chip
    name: str
    line: str


class PeopleList(SizeCache, QWidget):
    """One painted part: a long list appears as fast as a short one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[PersonLine, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_people(self, people: Sequence[PersonLine]) -> None:
        """Sets all learners, in order."""
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        told = (" ".join(part for part in (one.chip.label, one.name, one.line) if part) for one in people)
        self.setAccessibleDescription(". ".join(told))
        self.setVisible(bool(people))
        self.remeasure()

    def height_of(self, width: int) -> int:
        """All rows."""
        return sum(self._row_height(one, width) for one in self._people)

    def sizeHint(self) -> QSize:
        """For a column at the side."""
        return QSize(scaled_box(240), self.heightForWidth(scaled_box(240)))

    def minimumSizeHint(self) -> QSize:
        """The longest word of a name beside its chip."""
        words = [word for one in self._people for word in (*one.name.split(), *one.line.split())]
        longest = max((words_size(word, desk_font()).width() for word in words), default=0.0)
        return QSize(self._words_left() + round(longest) + 1, 0)

    def _words_left(self) -> int:
        return scaled_box(44) + badge_over() + _GAP

    def _heights(self, one: PersonLine, width: int) -> tuple[float, float]:
        line = max(1.0, float(width - self._words_left()))
        name = words_size(one.name, desk_font(), line).height() if one.name else 0.0
        return name, words_size(one.line, desk_font(13), line).height() if one.line else 0.0

    def _row_height(self, one: PersonLine, width: int) -> int:
        return max(scaled_box(44) + badge_over(), round(sum(self._heights(one, width)))) + 2 * _PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows, each under a hairline."""
        painter = QPainter(self)
        top = 0
        for one in self._people:
            height = self._row_height(one, self.width())
            if event.rect().top() <= top + height and event.rect().bottom() >= top:
                self._paint_row(painter, QRectF(0, top, self.width(), height), one)
            top += height

    def _paint_row(self, painter: QPainter, row: QRectF, one: PersonLine) -> None:
        painter.fillRect(QRectF(row.left(), row.top(), row.width(), stroke()), colours.LINE)
        side = scaled_box(44)
        chip = QRect(0, round(row.top() + (row.height() - side + badge_over()) / 2), side, side)
        paint_chip(painter, chip, one.chip, 16)
        name, line = self._heights(one, self.width())
        left = self._words_left()
        top = row.top() + (row.height() - name - line) / 2
        width = row.width() - left
        if one.name:
            draw_words(painter, QRectF(left, top, width, name), one.name, desk_font(), colours.INK, wrap=True)
        if one.line:
            rect = QRectF(left, top + name, width, line)
            draw_words(painter, rect, one.line, desk_font(13), colours.INK_SOFT, wrap=True)


def chip_of(bridge: Bridge, chip: LearnerChip) -> Chip:
    """A learner's chip."""
    return Chip(chip.card, bridge.digits(chip.card), chip.state, bridge.text(chip.tip), bridge.text(chip.who))


def person_line(bridge: Bridge, line: LearnerLine) -> PersonLine:
    """A learner in a list."""
    return PersonLine(chip_of(bridge, line.chip), bridge.text(line.name), bridge.text(line.line))
