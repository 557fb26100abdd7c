"""The five lights: all is well, look here, stop, a note, and not used. Always beside a word.

A tag is a word or two on a rounded ground: 45 minutes, signed, practice."""

from __future__ import annotations

import functools

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_text
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

_FIELD = 24.0


def word_of(state: str) -> Message:
    """The state of a light as text for a screen reader."""
    return {
        "ok": Message("All right"),
        "look": Message("Look at this"),
        "stop": Message("Problem"),
        "info": Message("Note"),
        "unused": Message("Not used"),
    }[state]


def paint_light(painter: QPainter, rect: QRectF, state: str) -> None:
    """Paints the light of `state` in the middle of `rect`. Raises KeyError for an unknown state."""
    side = round(min(rect.width(), rect.height()))
    device = painter.device()
    pixmap = _pixmap(state, side, device.devicePixelRatioF() if device is not None else 1.0, colours.in_use())
    painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), pixmap)


@functools.lru_cache(maxsize=64)
def _pixmap(state: str, side: int, ratio: float, _contrast: colours.Contrast) -> QPixmap:
    """A light as pixels, cached for each palette: a table paints dozens of them at once."""
    pixmap = QPixmap(max(1, round(side * ratio)), max(1, round(side * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / _FIELD, side / _FIELD)
    painter.setPen(Qt.PenStyle.NoPen)
    {"ok": _ok, "look": _look, "stop": _stop, "info": _info, "unused": _unused}[state](painter)
    painter.end()
    return pixmap


def _ok(painter: QPainter) -> None:
    painter.setBrush(colours.GREEN)
    painter.drawEllipse(QPointF(12, 12), 11, 11)
    painter.setPen(_line(2.6))
    painter.drawPolyline(QPolygonF([QPointF(7, 12.5), QPointF(10.6, 16), QPointF(17, 8.8)]))


def _look(painter: QPainter) -> None:
    painter.setPen(
        QPen(colours.AMBER_TEXT, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(colours.AMBER)
    painter.drawPolygon(QPolygonF([QPointF(12, 2), QPointF(23, 21.5), QPointF(1, 21.5)]))
    pen = _line(2.6)
    pen.setColor(colours.INK)
    painter.setPen(pen)
    painter.drawLine(QPointF(12, 9), QPointF(12, 14))
    painter.drawPoint(QPointF(12, 18))


def _stop(painter: QPainter) -> None:
    painter.setBrush(colours.CORAL_TEXT)
    low, high, near, far = 1.0, 23.0, 7.4, 16.6
    corners = [(near, low), (far, low), (high, near), (high, far), (far, high), (near, high), (low, far), (low, near)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.setPen(_line(2.6))
    painter.drawLine(QPointF(8.2, 8.2), QPointF(15.8, 15.8))
    painter.drawLine(QPointF(15.8, 8.2), QPointF(8.2, 15.8))


def _info(painter: QPainter) -> None:
    painter.setBrush(colours.INDIGO)
    painter.drawRoundedRect(QRectF(1, 1, 22, 22), 6, 6)
    painter.setPen(_line(2.6))
    painter.drawPoint(QPointF(12, 7))
    painter.drawLine(QPointF(12, 11.5), QPointF(12, 17.5))


def _unused(painter: QPainter) -> None:
    pen = QPen(colours.EDGE, 2)
    pen.setDashPattern([2.2, 1.6])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(12, 12), 10, 10)


def _line(width: float) -> QPen:
    return QPen(colours.WHITE, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class Light(Restyled, QWidget):
    """One light, 24 px before the text scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "unused"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_state(self, state: str) -> None:
        """Sets the state: ok, look, stop, info or unused. Raises KeyError for any other."""
        word_of(state)
        self._state = state
        self.retranslate()
        self.update()

    def _read(self) -> str:
        return self._state

    state = Property(str, _read, set_state)

    def retranslate(self) -> None:
        """The light's word for a screen reader."""
        self.setAccessibleName(desk_say(word_of(self._state)))

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(scaled_text(24), scaled_text(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the light."""
        paint_light(QPainter(self), QRectF(self.rect()), self._state)


TAGS: dict[str, tuple[QColor, QColor]] = {
    "plain": (colours.WELL, colours.INK),
    "ok": (colours.GREEN_TINT, colours.GREEN),
    "look": (colours.AMBER_TINT, colours.AMBER_TEXT),
    "stop": (colours.CORAL_TINT, colours.CORAL_TEXT),
    "info": (colours.INDIGO_TINT, colours.INDIGO_TEXT),
}
"""By state: the ground and the text colour."""
_SIDE = 10


class Tag(Restyled, QLabel):
    """A tag with an optional light before the text. In a form, a label with the property `tag` looks the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "plain"
        self._lit = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, state: str, text: str, *, light: bool = False) -> None:
        """Sets the state (plain, ok, look, stop or info) and the text. Raises KeyError for another state."""
        TAGS[state]
        self._state, self._lit = state, light and state != "plain"
        self.setText(text)
        self.updateGeometry()
        self.update()

    def _before(self) -> int:
        return scaled_text(18) + scaled_text(6) if self._lit else 0

    def sizeHint(self) -> QSize:
        """The size of light and text, with some padding."""
        width = words_size(self.text(), desk_font(13, bold=True)).width()
        return QSize(round(width) + self._before() + 2 * _SIDE + 1, scaled_text(24))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the tag."""
        ground, ink = TAGS[self._state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ground)
        painter.setBrush(ground)
        box = QRectF(self.rect())
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        if self._lit:
            paint_light(painter, QRectF(_SIDE, 0, scaled_text(18), box.height()), self._state)
        left = _SIDE + self._before()
        draw_words(painter, box.adjusted(left, 0, -_SIDE, 0), self.text(), desk_font(13, bold=True), ink)
