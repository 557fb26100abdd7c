"""The verdict and its evidence: one coloured sentence and its question; the document's lines, the chain of keys.

Below them stands what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.verify.proof_words import FactLine, Headline, Note, Ring
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font, scale, scaled_box, stroke
from bsuh_desktop.qt.stage.answer_marks import stitch
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.icons import icon_pixmap, paint_icon
from bsuh_desktop.qt.widgets.lights import Light, paint_light
from bsuh_desktop.qt.widgets.message import TINTS, MessageBar, paint_message_ground
from bsuh_desktop.qt.widgets.painted_text import draw_words
from bsuh_desktop.qt.widgets.picture import SlideView
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.documents.paper_protocol import Preview

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


Line = TypeVar("Line")

_HIGHEST = 300
_RING, _ICON, _THREAD = 44, 22, 24
_INKS: dict[str, QColor] = {"ok": colours.GREEN, "look": colours.AMBER_TEXT, "stop": colours.CORAL_TEXT}


class DocumentPicture(Restyled, SlideView):
    """The relevant page of a PDF, or the photograph. Hidden if there is no picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retranslate()
        self.hide()

    def set_preview(self, preview: Preview | None) -> None:
        """Sets another picture, or None."""
        if preview is None:
            self.set_image(None)
        else:
            width, height = preview.width, preview.height
            shared = QImage(preview.pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
            # A QImage of pixels shares them until it is copied.
            self.set_image(shared.copy())
        self.setVisible(preview is not None)

    def heightForWidth(self, width: int) -> int:
        """Limits the height: below a portrait photograph there must be room for the facts."""
        return min(super().heightForWidth(width), scaled_box(_HIGHEST))

    def retranslate(self) -> None:
        """The alternative text."""
        self.setAccessibleName(desk_say(Message("Picture of what was checked")))


class _Lines(QWidget, Generic[Line]):
    """Widgets one below the other, made for each document and language."""

    spacing = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.spacing)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Sets other lines, or the same in another language; without any, removes all."""
        if (shown := (desk_language(), tuple(lines))) == self._shown:
            return
        self._shown = shown
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines, start=1):
            self._column.addWidget(self._made(line, last=number == len(lines)))

    def _made(self, line: Line, last: bool) -> QWidget:
        raise NotImplementedError


class Facts(_Lines[FactLine]):
    """What the document itself says: a line each, name at the left, value at the right."""

    def _made(self, line: FactLine, last: bool) -> QWidget:
        name, value = map(desk_text, line)
        made, left, right = QWidget(), TextLines(), TextLines()
        left.setProperty("role", "soft")
        left.setText(name)
        left.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        right.set_fact(value)
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(right, 1)
        made.setAccessibleName(f"{name}: {value}")
        return made


class Notes(_Lines[Note]):
    """What is unknown, outdated or uncertain about a verdict: a message each, below the chain."""

    def _made(self, line: Note, last: bool) -> QWidget:
        bar = MessageBar()
        fact, sentence = line
        bar.tell("look", desk_text(fact), desk_text(sentence))
        return bar


class EvidenceChain(_Lines[Ring]):
    """The chain that a verdict rests on, from the programme down to the document: rings joined by a stitch."""

    spacing = 0

    def _made(self, line: Ring, last: bool) -> QWidget:
        return _RingLine(line, last)


class _RingLine(Restyled, QWidget):
    """A ring, its text, and its light."""

    def __init__(self, ring: Ring, last: bool) -> None:
        super().__init__()
        title, text, light = TextLines(), TextLines(), Light()
        title.setProperty("role", "strong")
        title.setText(desk_text(ring.title))
        text.setProperty("role", "caption")
        text.setText(desk_text(ring.text))
        text.setVisible(bool(text.text()))
        light.set_state(ring.state)
        self._words, self._last = QVBoxLayout(), last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(_RingSign(ring, last))
        row.addLayout(self._words, 1)
        self._words.setSpacing(0)
        self._words.addWidget(title)
        self._words.addWidget(text)
        self._words.addStretch(1)
        row.addWidget(light, 0, Qt.AlignmentFlag.AlignTop)
        self.restyle()

    def restyle(self) -> None:
        """Space for the thread."""
        self._words.setContentsMargins(0, 0, 0, 0 if self._last else scaled_box(_THREAD))


class _RingSign(Restyled, QWidget):
    """The ring with its icon, and the thread to the next one below it."""

    def __init__(self, ring: Ring, last: bool) -> None:
        super().__init__()
        self._ring, self._last = ring, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        # Cached while the page is built: rendering four icons in the first paint event would take too long.
        icon_pixmap(ring.icon, _INKS[ring.state].rgba(), round(scaled_box(_ICON) * self.devicePixelRatioF()))

    def sizeHint(self) -> QSize:
        """Width of the ring; the thread is as long as the text beside it is high."""
        return QSize(scaled_box(_RING), scaled_box(_RING))

    def minimumSizeHint(self) -> QSize:
        """The ring."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ring and thread."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, side = _INKS[self._ring.state], float(scaled_box(_RING))
        painter.setPen(QPen(ink, stroke(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(0, 0, side, side).adjusted(2, 2, -2, -2))
        icon = float(scaled_box(_ICON))
        paint_icon(painter, QRectF((side - icon) / 2, (side - icon) / 2, icon, icon), self._ring.icon, ink)
        if not self._last:
            stitch(painter, QPointF(side / 2, side + 1), QPointF(side / 2, self.height() - 1.0), ink)
