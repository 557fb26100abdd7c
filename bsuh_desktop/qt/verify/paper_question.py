"""Asks whether the paper says what its codes were made for: the question and two buttons of equal weight."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.columns import Columns
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.words import Words


class PaperQuestion(Restyled, QWidget):
    """`answered` gives True for a paper that says the same; `taken_back` says that the last answer was a slip.

    The keys never come to a button by themselves: an Enter that a scanner types behind a code answers nothing.
    """

    answered = Signal(bool)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Words()
        self.words.setObjectName("paper_question")
        self._same, self._differs, self._back = _Button("paper_same"), _Button("paper_differs"), _Button("take_back")
        self._same.clicked.connect(lambda: self.answered.emit(True))
        self._differs.clicked.connect(lambda: self.answered.emit(False))
        self._back.clicked.connect(self.taken_back)
        self._buttons = Columns()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for button in (self._same, self._differs, self._back):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self._buttons)
        self.retranslate()
        self.ask("", answers=False, takes_back=False)

    def ask(self, question: str, *, answers: bool, takes_back: bool) -> None:
        """The question ("" for none), whether it can be answered here, and whether an answer can be taken back."""
        self.words.set_fact(question)
        self.words.setVisible(bool(question))
        self._same.setVisible(answers)
        self._differs.setVisible(answers)
        self._back.setVisible(takes_back)
        # Alone it has a border: without one its words would stand to the right of the others.
        self._set_kind("quiet" if answers else "")
        self._buttons.setVisible(answers or takes_back)
        self.setVisible(bool(question) or takes_back)

    def _set_kind(self, kind: str) -> None:
        if self._back.property("kind") != kind:
            self._back.setProperty("kind", kind)
            repolish(self._back)

    def retranslate(self) -> None:
        """The buttons in the desk's language."""
        self._same.setText(desk_say(Message("Yes, the same")))
        self._differs.setText(desk_say(Message("No, it differs")))
        self._back.setText(desk_say(Message("Answer again")))


class _Button(QPushButton):
    """A second click of a double click answers nothing: by then another certificate may be asked about."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Passed over."""
        event.accept()
