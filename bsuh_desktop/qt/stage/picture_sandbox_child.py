"""The sandboxed process that paints pictures as the stage does, into memory, to check that they can be painted."""

from __future__ import annotations

import os

import msgspec

from bsuh_desktop.system.sandbox_child import serve


def main() -> None:
    """Answers questions until the app ends, or ends the process."""
    serve(_answer)


def _answer(question: bytes, picture: bytes) -> bytes:
    """Answers with a boolean, in MessagePack; the question is the width and height in pixels to paint in."""
    width, height = msgspec.msgpack.decode(question, type=tuple[int, int])
    return msgspec.msgpack.encode(_is_painted(picture, width, height))


def _is_painted(picture: bytes, width: int, height: int) -> bool:
    # Text needs a QGuiApplication, and this process has no screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QGuiApplication, QImage, QPainter

    from bsuh_desktop.qt.stage.pictures import can_be_opened, paint_picture

    application = QGuiApplication.instance() or QGuiApplication(["bsuh"])
    assert application is not None
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_picture(painter, QRectF(0, 0, width, height), picture)
    painter.end()
    return can_be_opened(picture)


if __name__ == "__main__":
    main()
