"""Text of several lines, with space between them for the marks of Bangla letters; facts with bold labels."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.painted_text import PaintedLines, lines_of, observe
from bsuh_desktop.qt.widgets.restyled import Folding

_COMFORTABLE = 480
_OTHER_LETTERS = frozenset((QEvent.Type.FontChange, QEvent.Type.StyleChange))


class TextLines(Folding, QLabel):
    """A label that wraps its plain text in lines of 160 % of the type size; font and colour by stylesheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fact = ""
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None
        # With word wrap Qt answers hasHeightForWidth itself, which it asks a thousand times per page.
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Sets plain text; a line break starts a new line."""
        super().setText(text)
        self._forget()
        self.fold()

    def set_fact(self, fact: str, rest: str = "") -> None:
        """`fact` bold, then the rest."""
        self._fact = fact
        self.setText(" ".join(part for part in (fact, rest) if part))

    def changeEvent(self, event: QEvent) -> None:
        """Measures again for another font."""
        if event.type() in _OTHER_LETTERS:
            self._forget()
        super().changeEvent(event)

    def _forget(self) -> None:
        """Clears the cached sizes: a page asks its parts dozens of times before it is laid out."""
        self._heights.clear()
        self._hint = self._least = None

    def _lines(self, width: float) -> PaintedLines:
        bold = len(self._fact) if self.text().startswith(self._fact) else 0
        return lines_of(self.text(), self.font(), width, bold)

    def _margins(self) -> QSize:
        around = self.contentsMargins()
        return QSize(around.left() + around.right(), around.top() + around.bottom())

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        height = self._heights.get(width)
        if height is None:
            margins = self._margins()
            lines = self._lines(max(1, width - margins.width()))
            height = self._heights[width] = margins.height() + (math.ceil(lines.size.height()) if self.text() else 0)
        return height

    def sizeHint(self) -> QSize:
        """The size of one line, or of lines of a comfortable length."""
        if self._hint is None:
            width = (
                min(math.ceil(self._lines(100_000).size.width()), scaled_box(_COMFORTABLE)) + self._margins().width()
            )
            self._hint = QSize(width, self.heightForWidth(width))
        return QSize(self._hint)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        if self._least is None:
            widths = (self._lines_of(word).size.width() for word in self.text().split())
            longest = math.ceil(max(widths, default=0.0))
            self._least = QSize(longest + self._margins().width(), self.heightForWidth(10_000))
        return QSize(self._least)

    def _lines_of(self, word: str) -> PaintedLines:
        return lines_of(word, self.font(), 100_000, len(word) if word in self._fact else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the lines as the label is aligned."""
        rect = QRectF(self.contentsRect())
        lines = self._lines(rect.width())
        observe(self.text(), lines.size, rect)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines.paint(painter, rect, self.alignment())


Line = tuple[str, str]


class FactLines:
    """Fills a column of a form; existing lines are reused."""

    def __init__(self, column: QVBoxLayout, name: str) -> None:
        self._column = column
        self._name = name
        self._lines: list[TextLines] = []

    def show(self, facts: Sequence[Line]) -> None:
        """Shows exactly these facts; their texts are already in the desk's language."""
        while len(self._lines) < len(facts):
            words = TextLines()
            words.setObjectName(f"{self._name}_{len(self._lines) + 1}")
            self._lines.append(words)
            self._column.addWidget(words)
        for place, words in enumerate(self._lines):
            words.setVisible(place < len(facts))
            if place < len(facts):
                words.set_fact(*facts[place])
