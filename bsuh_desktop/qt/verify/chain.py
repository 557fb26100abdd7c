"""The chain that a verdict rests on, from the programme down to the document, drawn as rings joined by a stitch."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, stroke
from bsuh_desktop.qt.stage.answer_marks import stitch
from bsuh_desktop.qt.widgets.icon_pixels import icon_pixmap, paint_icon
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.text_lines import TextLines

_RING, _ICON, _THREAD = 44, 22, 24
_INKS: dict[str, QColor] = {"ok": colours.GREEN, "look": colours.AMBER_TEXT, "stop": colours.CORAL_TEXT}


@dataclasses.dataclass(frozen=True)
class Ring:
    """One ring; all texts are translated already."""

    icon: str
    """Name of the icon."""
    title: str
    """Whose key or document it is."""
    text: str
    """What permits it."""
    state: str
    """ok, look or stop."""


class RingSign(Restyled, QWidget):
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


class EvidenceChain(QWidget):
    """The rings, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rings: tuple[Ring, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_rings(self, rings: Sequence[Ring]) -> None:
        """Sets other rings, the programme first; without any, removes all."""
        if tuple(rings) == self._rings:
            return
        self._rings = tuple(rings)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, ring in enumerate(rings, start=1):
            self._column.addWidget(_Line(ring, last=number == len(rings)))


class _Line(Restyled, QWidget):
    """A ring, its text, and its light."""

    def __init__(self, ring: Ring, last: bool) -> None:
        super().__init__()
        title, text, light = TextLines(), TextLines(), Light()
        title.setProperty("role", "strong")
        title.setText(ring.title)
        text.setProperty("role", "caption")
        text.setText(ring.text)
        text.setVisible(bool(ring.text))
        light.set_state(ring.state)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(text)
        words.addStretch(1)
        self._words, self._last = words, last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(RingSign(ring, last))
        row.addLayout(words, 1)
        row.addWidget(light, 0, Qt.AlignmentFlag.AlignTop)
        self.restyle()

    def restyle(self) -> None:
        """Space for the thread."""
        self._words.setContentsMargins(0, 0, 0, 0 if self._last else scaled_box(_THREAD))
