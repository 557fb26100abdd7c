"""The mark of an answer on the desk: colour, shape and letter together."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.domain.quiz import LETTERS
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.stage.answer_marks import paint_mark
from bsuh_desktop.qt.widgets.restyled import Restyled


class AnswerMark(Restyled, QWidget):
    """A ● coral, B ▲ indigo, C ■ green or D ◆ amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = LETTERS[0]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_letter(LETTERS[0])

    def set_letter(self, letter: str) -> None:
        """A, B, C or D. Raises ValueError for any other."""
        self._letter = LETTERS[LETTERS.index(letter)]
        self.setAccessibleName(letter)
        self.update()

    def _read(self) -> str:
        return self._letter

    letter = Property(str, _read, set_letter)

    def sizeHint(self) -> QSize:
        """44 px before the text scale."""
        return QSize(scaled_box(44), scaled_box(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(self.rect()), self._letter)
