"""The line icons of the look book as pixels, in any colour and size."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours

SIDE = 20
"""An icon's side on a button, in px before the text scale."""


@functools.lru_cache(maxsize=512)
def icon_pixmap(name: str, rgba: int, side: int) -> QPixmap:
    """The icon `name`, `side` by `side` pixels. Raises OSError if there is no such icon."""
    drawing = (resources() / "illustrations" / "icons" / f"{name}.svg").read_text("utf-8")
    coloured = drawing.replace(colours.CALM["ink"], QColor.fromRgba(rgba).name())
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor = colours.INK) -> None:
    """Paints the icon `name` as large as `rect` allows, in its middle. Raises OSError if there is no such icon."""
    side = round(min(rect.width(), rect.height()))
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    pixmap = icon_pixmap(name, colour.rgba(), max(1, round(side * ratio)))
    # Aligned to whole pixels; otherwise its strokes are blurred.
    place = QRectF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side)
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
