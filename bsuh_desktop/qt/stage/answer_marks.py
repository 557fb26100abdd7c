"""Painted marks of answers and steps: A ● coral, B ▲ indigo, C ■ green, D ◆ amber, and the stitched heart.

Colour, shape and letter are always used together, so that no answer is identified by its colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look.fonts import stage_font
from bsuh_desktop.qt.stage import palette

# In a square of 48 units: fill, letter colour, letter size, baseline.
_MARKS: dict[str, tuple[QColor, QColor, int, float]] = {
    "A": (palette.CORAL, palette.WHITE, 22, 31.5),
    "B": (palette.INDIGO, palette.WHITE, 19, 38),
    "C": (palette.GREEN, palette.WHITE, 22, 31.5),
    "D": (palette.AMBER, palette.INK, 22, 31.5),
}

COLOURS = {letter: mark[0] for letter, mark in _MARKS.items()}
"""The colour of each answer."""


def paint_mark(painter: QPainter, rect: QRectF, letter: str) -> None:
    """Paints the mark of `letter` (A to D) in the middle of `rect`. Raises KeyError for any other letter."""
    fill, ink, size, baseline = _MARKS[letter]
    painter.save()
    _into_field(painter, rect, 50, QPointF(-1, -1))
    painter.setPen(QPen(palette.INK, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush(fill))
    painter.drawPath(_shape(letter))
    path = QPainterPath()
    path.addText(0, 0, stage_font(size, bold=True), letter)
    bounds = path.boundingRect()
    path.translate(24 - bounds.center().x(), baseline)
    painter.fillPath(path, ink)
    painter.restore()


def _shape(letter: str) -> QPainterPath:
    path = QPainterPath()
    if letter == "A":
        path.addEllipse(QPointF(24, 24), 20, 20)
    elif letter == "B":
        path.addPolygon(QPolygonF([QPointF(24, 4), QPointF(45, 42), QPointF(3, 42)]))
    elif letter == "C":
        path.addRoundedRect(QRectF(5, 5, 38, 38), 3, 3)
    else:
        path.addPolygon(QPolygonF([QPointF(24, 1.5), QPointF(46.5, 24), QPointF(24, 46.5), QPointF(1.5, 24)]))
    path.closeSubpath()
    return path


def paint_disc(painter: QPainter, rect: QRectF, number: str) -> None:
    """A step's number in an amber disc."""
    painter.save()
    _into_field(painter, rect, 56, QPointF(0, 0))
    painter.setPen(QPen(palette.INK, 2))
    painter.setBrush(palette.AMBER)
    painter.drawEllipse(QRectF(1, 1, 54, 54))
    path = QPainterPath()
    path.addText(0, 0, stage_font(28, bold=True), number)
    bounds = path.boundingRect()
    path.translate(28 - bounds.center().x(), 28 - bounds.center().y())
    painter.fillPath(path, palette.INK)
    painter.restore()


def paint_heart(painter: QPainter, rect: QRectF) -> None:
    """Paints the programme's heart, which looks sewn by hand."""
    QSvgRenderer(str(resources() / "illustrations" / "heart.svg")).render(painter, rect)


def stitch(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """Paints a running stitch, the dashed line where things are joined."""
    pen = QPen(colour, 2)
    pen.setDashPattern([3, 2])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(start, end)


def _into_field(painter: QPainter, rect: QRectF, field: float, corner: QPointF) -> None:
    """Scales the painter so that `field` units fill the largest square in the middle of `rect`, starting at
    `corner`."""
    side = min(rect.width(), rect.height())
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / field, side / field)
    painter.translate(-corner)
