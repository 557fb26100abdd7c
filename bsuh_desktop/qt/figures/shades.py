"""How groups of figures are painted where a number is a shade: five greens, hatched where the number is hidden."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from bsuh_desktop.qt import colours
from bsuh_desktop.qt.figures.steps import SHADES
from bsuh_desktop.qt.theme import px, stroke
from bsuh_desktop.qt.widgets.lettering import words_size

HIDDEN_STEP = -1
"""Of a group whose number is hidden; 0 is a group of nobody, 1 to 5 are the shades."""

_HATCH_GAP = 6


def shade(step: int) -> QColor:
    """The ground of a tile: paper where there is nothing, then from the palest green to the darkest."""
    if step <= 0:
        return QColor(colours.WELL if step == HIDDEN_STEP else colours.PAPER)
    return QColor(colours.SHADES[min(step, SHADES) - 1])


def ink_on(step: int) -> QColor:
    """Letters that are read on it."""
    ground = shade(step)
    return max((colours.INK, colours.WHITE), key=lambda ink: colours.contrast(ink, ground))


def paint_tile(painter: QPainter, rect: QRectF, step: int, radius: float = 6) -> None:
    """A box of that shade. Colour is not its only sign: as many dots as its step stand at its foot, a hidden one is
    hatched with a dashed border, and an empty one has neither."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.fillPath(shape, shade(step))
    if step == HIDDEN_STEP:
        _hatch(painter, rect, shape)
    pen = QPen(colours.EDGE if step <= 0 else colours.GREEN, stroke())
    if step == HIDDEN_STEP:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    if step > 0:
        _dots(painter, rect, step)
    painter.restore()


def paint_ground(painter: QPainter, rect: QRectF, words: str, font: QFont, colour: QColor = colours.WELL) -> None:
    """A plain ground in the middle of `rect` on which `words` can be read, whatever lines run there."""
    size = words_size(words, font)
    ground = QRectF(0, 0, size.width() + 6, size.height())
    ground.moveCenter(rect.center())
    painter.fillRect(ground.intersected(rect.adjusted(2, 2, -2, -2)), colour)


def _hatch(painter: QPainter, rect: QRectF, shape: QPainterPath) -> None:
    painter.save()
    painter.setClipPath(shape)
    painter.setPen(QPen(colours.LINE, 2))
    across = rect.left() - rect.height()
    while across < rect.right():
        painter.drawLine(QPointF(across, rect.bottom()), QPointF(across + rect.height(), rect.top()))
        across += _HATCH_GAP
    painter.restore()


def _dots(painter: QPainter, rect: QRectF, step: int) -> None:
    side = gap = min(px(2.6), (rect.width() - 4) / (2 * SHADES))
    width = step * side + (step - 1) * gap
    left, y = rect.center().x() - width / 2, rect.bottom() - px(4) - side / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink_on(step)))
    for place in range(step):
        painter.drawEllipse(QRectF(left + place * (side + gap), y - side / 2, side, side))
