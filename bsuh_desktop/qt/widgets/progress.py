"""Bars: the progress of a long job, always with “32 of 51”, and of the class against its plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Folding, Restyled, desk_digits, desk_say


class ProgressBar(Restyled, QWidget):
    """A share of a whole as a bar of 12 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, done: int, total: int) -> None:
        """Shows `done` of `total`; a `total` of 0 is an empty bar."""
        self._done, self._total = done, total
        self.setAccessibleName(of_words(done, total))
        self.update()

    def sizeHint(self) -> QSize:
        """Thin and long."""
        return QSize(120, scaled_box(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the part that is done."""
        share = min(1.0, max(0.0, self._done / self._total)) if self._total else 0.0
        paint_bar(QPainter(self), QRectF(self.rect()), share)


def paint_bar(painter: QPainter, rect: QRectF, share: float) -> None:
    """A bar that fills `rect`, green from the left by `share` (0 to 1)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    shape = QPainterPath()
    shape.addRoundedRect(within_stroke(rect), radius, radius)
    painter.fillPath(shape, colours.WELL)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width() * share, rect.height()), colours.GREEN)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(shape, QPen(colours.LINE, stroke()))


def of_words(done: int, total: int) -> str:
    """“32 of 51” in the desk's language."""
    return desk_say(Message("{done} of {total}", done=done, total=total))


class ProgressRow(Restyled, QWidget):
    """A job's text, its progress, and an optional button to stop it (`cancelled`)."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._count = QLabel()
        self._bar = ProgressBar()
        self._shown = (0, 0)
        self.cancel = QPushButton()
        self.cancel.setObjectName("cancel_progress")
        self.cancel.clicked.connect(self.cancelled)
        self.cancel.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self._count, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.addWidget(self.cancel, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(16)
        self._words.setWordWrap(True)
        self._count.setProperty("role", "soft")

    def tell(self, text: str, done: int, total: int) -> None:
        """Sets the text and the progress."""
        self._words.setText(text)
        self._shown = (done, total)
        self._bar.set_share(done, total)
        self.retranslate()

    def set_cancel(self, text: str) -> None:
        """Sets the text of the cancel button; "" for none."""
        self.cancel.setText(text)
        self.cancel.setVisible(bool(text))
        # A proxy that is hidden would end the round of the Tab key.
        self.setFocusProxy(self.cancel if text else None)  # type: ignore[arg-type]

    def retranslate(self) -> None:
        """The count in the desk's digits."""
        self._count.setText(of_words(*self._shown))
        self.setAccessibleName(f"{self._words.text()} {self._count.text()}")


_GAP = 6.0


@dataclasses.dataclass(frozen=True)
class PaceSection:
    """A section of the plan."""

    name: str
    """In the desk's language."""
    planned: int
    """Minutes by plan."""
    spent: int
    """Minutes so far."""


class PaceBar(Folding, QWidget):
    """Past sections are full, the current one is filling, future ones are dashed. If the names do not fit beside
    each other, only the current one's is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[PaceSection, ...] = ()
        self._now = 0
        self._measured: list[tuple[float, float]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_pace(self, sections: Sequence[PaceSection], now: int) -> None:
        """Sets all sections in order; `now` is the index of the current one, -1 before the first."""
        if (tuple(sections), now) == (self._sections, self._now):
            return
        self._sections, self._now = tuple(sections), now
        self.retranslate()
        self.fold()

    def fold(self) -> None:
        """The texts have changed, or their size."""
        self._measured = []
        super().fold()

    def retranslate(self) -> None:
        """Updates the minutes, for a screen reader too."""
        self._measured = []
        told = (f"{section.name} {self._minutes(place)}" for place, section in enumerate(self._sections))
        self.setAccessibleDescription(", ".join(told))

    def _minutes(self, place: int) -> str:
        section = self._sections[place]
        if place > self._now:
            return desk_digits(section.planned)
        return desk_digits(f"{section.spent}/{section.planned}")

    def _least(self) -> list[tuple[float, float]]:
        """The widths of each section's name and of its minutes. A layout asks some hundred times."""
        if not self._measured:
            heavy, light = desk_font(13, bold=True), desk_font(13)
            for place, section in enumerate(self._sections):
                name = words_size(section.name, heavy if place == self._now else light).width()
                self._measured.append((name, words_size(self._minutes(place), light).width()))
        return self._measured

    def _one_line(self, width: float) -> bool:
        needed = sum(sum(both) + scaled_text(8) for both in self._least())
        return needed + _GAP * (len(self._sections) - 1) <= width

    def _only_now(self, width: float) -> bool:
        """True where the names themselves are wider than the bar."""
        needed = sum(max(both) for both in self._least())
        return needed + _GAP * (len(self._sections) - 1) > width

    def widths(self) -> list[float]:
        """The width of each section's bar: in proportion to its minutes, but no narrower than its texts."""
        count = len(self._sections)
        whole = self.width() - _GAP * (count - 1)
        beside, cramped = self._one_line(self.width()), self._only_now(self.width())
        least = [sum(both) + scaled_text(8) if beside else max(both) for both in self._least()]
        least = [float(scaled_box(12))] * count if cramped else least
        spare = max(0.0, whole - sum(least))
        wishes = [section.planned for section in self._sections]
        total = max(1, sum(wishes))
        lacking = [max(0.0, whole * wish / total - need) for wish, need in zip(wishes, least, strict=True)]
        share = spare / sum(lacking) if sum(lacking) else 0.0
        return [need + lack * share for need, lack in zip(least, lacking, strict=True)]

    def sizeHint(self) -> QSize:
        """The size for one line of text."""
        return QSize(600, self.heightForWidth(600))

    def hasHeightForWidth(self) -> bool:
        """Narrow sections have their minutes below their names."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The bar, and one or two lines."""
        return scaled_box(12) + 4 + scaled_text(22) * (1 if self._one_line(width) or self._only_now(width) else 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints bars and texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top, cramped = 0.0, scaled_box(12) + 4, self._only_now(self.width())
        for place, width in enumerate(self.widths()):
            self._paint_bar(painter, QRectF(left, 0, width, scaled_box(12)), place)
            if not cramped:
                self._paint_words(painter, QRectF(left, top, width, self.height() - top), place)
            elif place == self._now:
                self._paint_words(painter, QRectF(0, top, self.width(), self.height() - top), place)
            left += width + _GAP

    def _paint_bar(self, painter: QPainter, rect: QRectF, place: int) -> None:
        radius = rect.height() / 2
        shape = QPainterPath()
        shape.addRoundedRect(within_stroke(rect), radius, radius)
        pen = QPen(colours.EDGE, stroke())
        if place < self._now:
            painter.fillPath(shape, colours.GREEN)
        elif place == self._now:
            section = self._sections[place]
            share = min(1.0, section.spent / section.planned) if section.planned else 1.0
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width() * share, rect.height()), colours.AMBER)
            painter.restore()
        else:
            pen.setDashPattern([3, 3])
        painter.strokePath(shape, pen)

    def _paint_words(self, painter: QPainter, rect: QRectF, place: int) -> None:
        section, font = self._sections[place], desk_font(13, bold=place == self._now)
        top = Qt.AlignmentFlag.AlignLeft
        name, minutes = self._least()[place]
        line = QRectF(rect.left(), rect.top(), max(name, rect.width() - minutes - scaled_text(8)), scaled_text(22))
        if self._one_line(self.width()) or self._only_now(self.width()):
            line.setWidth(name)
            draw_words(painter, line, section.name, font, colours.INK, top)
            line = QRectF(line.right() + scaled_text(8), line.top(), minutes, scaled_text(22))
        else:
            draw_words(painter, QRectF(rect.topLeft(), line.size()), section.name, font, colours.INK, top)
            line = QRectF(rect.left(), rect.top() + scaled_text(22), rect.width(), scaled_text(22))
        draw_words(painter, line, self._minutes(place), desk_font(13), colours.INK_SOFT, top)
