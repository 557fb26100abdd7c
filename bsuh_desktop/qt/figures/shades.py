"""Painting a number as one of five shades of green."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from bsuh_desktop.presenters.figures.steps import SHADES
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text, stroke


def shade(step: int) -> QColor:
    """Colour of a tile: paper for 0, then from the palest to the darkest green."""
    return QColor(colours.SHADES[min(step, SHADES) - 1] if step > 0 else colours.PAPER)


def ink_on(step: int) -> QColor:
    """A text colour that is readable on it."""
    ground = shade(step)
    return max((colours.INK, colours.WHITE), key=lambda ink: colours.contrast(ink, ground))


def paint_tile(painter: QPainter, rect: QRectF, step: int, radius: float = 6) -> None:
    """Paints a box of that shade. Since colour must not be the only sign, it has as many dots at its foot as its
    step."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.fillPath(shape, shade(step))
    painter.setPen(QPen(colours.EDGE if step <= 0 else colours.GREEN, stroke()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    if step > 0:
        _dots(painter, rect, step)
    painter.restore()


def _dots(painter: QPainter, rect: QRectF, step: int) -> None:
    side = gap = min(scaled_text(2.6), (rect.width() - 4) / (2 * SHADES))
    width = step * side + (step - 1) * gap
    left, y = rect.center().x() - width / 2, rect.bottom() - scaled_text(4) - side / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink_on(step)))
    for place in range(step):
        painter.drawEllipse(QRectF(left + place * (side + gap), y - side / 2, side, side))
