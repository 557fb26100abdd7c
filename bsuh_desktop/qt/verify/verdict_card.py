"""The verdict: a large shape, one coloured sentence, its subject, and a question to the person."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.verify.verdict_card import Headline
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scale, scaled_box
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.message import TINTS, paint_message_ground
from bsuh_desktop.qt.widgets.painted_text import draw_words
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.qt.widgets.text_lines import TextLines

_GROUNDS: dict[str, tuple[QColor, QColor]] = {**TINTS, "unused": (colours.WELL, colours.EDGE)}
"""For each state the background, and the border with its thick left edge."""


class PaperQuestion(Restyled, QWidget):
    """`answered` carries True if the paper says the same; `taken_back` undoes the last answer.

    Buttons never get the focus by themselves: the Enter that a scanner types after a code must not answer anything.
    """

    answered = Signal(bool)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = TextLines()
        self.words.setObjectName("paper_question")
        self._same, self._differs, self._back = _Button("paper_same"), _Button("paper_differs"), _Button("take_back")
        self._same.clicked.connect(lambda: self.answered.emit(True))
        self._differs.clicked.connect(lambda: self.answered.emit(False))
        self._back.clicked.connect(self.taken_back)
        self._buttons = SideBySide()
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
        """`question`: "" for none; `answers`: it can be answered here; `takes_back`: an answer can be undone."""
        self.words.set_fact(question)
        self.words.setVisible(bool(question))
        self._same.setVisible(answers)
        self._differs.setVisible(answers)
        self._back.setVisible(takes_back)
        # Alone, the button needs a border, or its text would not align with the others.
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
    """Ignores the second click of a double click: by then another certificate may be asked about."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignored."""
        event.accept()


_SHAPE = 72
_SHORT, _LARGE = 48, 1.5
"""Sentences with more letters, or at that text size, are set smaller: the chain below must be visible."""


class VerdictShape(Restyled, QWidget):
    """The light of a state in large; the dashed ring of “unknown” contains a question mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = "unused"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(scaled_box(_SHAPE), scaled_box(_SHAPE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the shape."""
        painter, box = QPainter(self), QRectF(self.rect())
        paint_light(painter, box, self.state)
        if self.state == "unused":
            draw_words(painter, box, "?", desk_font(28, bold=True), colours.INK, Qt.AlignmentFlag.AlignHCenter)


class VerdictCard(Restyled, QFrame):
    """Announces each new verdict to screen readers: word, sentence and subject."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = VerdictShape()
        self.shape.setObjectName("verdict_shape")
        self.sentence = TextLines()
        self.sentence.setObjectName("verdict_sentence")
        self.about = TextLines()
        self.about.setObjectName("verdict_about")
        self.about.setProperty("role", "lead")
        self.question = PaperQuestion()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignVCenter)
        lines = QVBoxLayout()
        self._row.addLayout(lines, 1)
        lines.setSpacing(4)
        lines.addStretch(1)
        lines.addWidget(self.sentence)
        lines.addWidget(self.about)
        lines.addWidget(self.question)
        lines.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # Takes the focus: a second Enter must not dismiss a new result.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.restyle()

    def tell(self, headline: Headline) -> None:
        """Shows another verdict, or the same in other words. Raises KeyError for an unknown state."""
        _GROUNDS[headline.state]
        word, sentence, about, question = map(
            desk_text, (headline.word, headline.sentence, headline.about, headline.question)
        )
        self.shape.state = headline.state
        self.shape.setAccessibleName(word)
        self.shape.update()
        self.sentence.set_fact(sentence)
        self._apply_look()
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.question.ask(question, answers=headline.answers, takes_back=headline.takes_back)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (word, sentence, about, question) if part))
        self.update()
        if sentence and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _apply_look(self) -> None:
        """The sentence in the state's colour, large if it is short and text is not large already."""
        large = len(self.sentence.text()) <= _SHORT and scale() < _LARGE
        wanted = (self.shape.state, "page-title" if large else "card-title")
        if (self.sentence.property("state"), self.sentence.property("role")) != wanted:
            self.sentence.setProperty("state", wanted[0])
            self.sentence.setProperty("role", wanted[1])
            repolish(self.sentence)

    def restyle(self) -> None:
        """Scales padding and sentence."""
        self._row.setContentsMargins(scaled_box(28), scaled_box(20), scaled_box(24), scaled_box(20))
        self._row.setSpacing(scaled_box(24))
        self._apply_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the tint of the state, with its thick left edge."""
        ground, edge = _GROUNDS[self.shape.state]
        paint_message_ground(QPainter(self), QRectF(self.rect()), ground, edge)
