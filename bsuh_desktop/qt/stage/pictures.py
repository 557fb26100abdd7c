"""Pictures and icons in their boxes, as large as they fit, never stretched; on paper as on the stage, on white."""

from __future__ import annotations

import functools

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bsuh_desktop.paths import resources

_PHOTOGRAPHS = (b"\x89PNG", b"\xff\xd8\xff")
_DRAWN_IN = b"#16302B"


def paint_picture(painter: QPainter, box: QRectF, data: bytes, *, spill: bool = False) -> None:
    """Paints the SVG, PNG or JPEG in `data` in the middle of `box`. An unreadable picture leaves the box empty.

    Content outside of a drawing's own frame is clipped, unless `spill`.
    """
    if data.startswith(_PHOTOGRAPHS):
        image = QImage.fromData(data)
        if not image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(_inside(box, QSizeF(image.size())), image)
        return
    drawing = QSvgRenderer(QByteArray(data))
    if drawing.isValid():
        drawing.setAspectRatioMode(Qt.AspectRatioMode.IgnoreAspectRatio)
        place = _inside(box, drawing.viewBoxF().size())
        painter.save()
        if not spill:
            painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        drawing.render(painter, place)
        painter.restore()


def can_be_opened(data: bytes) -> bool:
    """True if `paint_picture` can paint it."""
    if data.startswith(_PHOTOGRAPHS):
        return not QImage.fromData(data).isNull()
    return QSvgRenderer(QByteArray(data)).isValid()


def picture_size(data: bytes) -> QSizeF:
    """The size of the picture in `data` in units of its own; empty if it cannot be opened."""
    if data.startswith(_PHOTOGRAPHS):
        return QSizeF(QImage.fromData(data).size())
    drawing = QSvgRenderer(QByteArray(data))
    return drawing.viewBoxF().size() if drawing.isValid() else QSizeF()


def paint_sign(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """The line icon `name` in the middle of `box`."""
    drawing = QSvgRenderer(QByteArray(_icon(name).replace(_DRAWN_IN, colour.name().encode())))
    drawing.render(painter, _inside(box, drawing.viewBoxF().size()))


@functools.cache
def _icon(name: str) -> bytes:
    return (resources() / "illustrations" / "icons" / f"{name}.svg").read_bytes()


def _inside(box: QRectF, size: QSizeF) -> QRectF:
    """The largest rectangle with the aspect ratio of `size` in the middle of `box`."""
    fitting = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, fitting.width(), fitting.height())
    place.moveCenter(box.center())
    return place


def png_of(data: bytes, pixels: int) -> bytes:
    """The SVG, PNG or JPEG in `data` as PNG, at most `pixels` wide and high; b"" if it cannot be opened."""
    size = picture_size(data)
    if size.isEmpty():
        return b""
    image = QImage(
        size.scaled(pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio).toSize().expandedTo(QSize(1, 1)),
        QImage.Format.Format_RGB32,
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_picture(painter, QRectF(image.rect()), data)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
