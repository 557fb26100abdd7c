"""What stands below a verdict: the document's picture and its own lines, the chain of keys, and what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.verify.proof_words import FactLine, Note, Ring
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import scaled_box, stroke
from bsuh_desktop.qt.stage.answer_marks import stitch
from bsuh_desktop.qt.widgets.icon_pixels import icon_pixmap, paint_icon
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text
from bsuh_desktop.qt.widgets.slide_view import SlideView
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.documents.paper_protocol import Preview

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
