"""Pictures of a module for paper: painted as on the stage, on white."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from bsuh_desktop.qt.stage.pictures import paint_picture, picture_size


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
