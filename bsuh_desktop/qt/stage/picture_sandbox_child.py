"""The sandboxed process that paints pictures as the stage does, into memory: to check that it can, or for paper."""

from __future__ import annotations

import os

import msgspec

from bsuh_desktop.system.sandbox_child import serve


def main() -> None:
    """Answers questions until the app ends, or ends the process."""
    serve(_answer)


def _answer(question: bytes, picture: bytes) -> bytes:
    """The question is the width and height in pixels to paint in; the answer is a boolean, in MessagePack. Of one
    number, which the picture may have at most as its width and height, the answer is the picture as PNG."""
    asked = msgspec.msgpack.decode(question, type=tuple[int, int] | int)
    # Text needs a QGuiApplication, and this process has no screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(["bsuh"])
    assert application is not None
    return msgspec.msgpack.encode(_png_of(picture, asked) if isinstance(asked, int) else _is_painted(picture, *asked))


def _png_of(picture: bytes, pixels: int) -> bytes:
    from bsuh_desktop.qt.look.fonts import load_fonts
    from bsuh_desktop.qt.stage.pictures import png_of

    load_fonts()
    return png_of(picture, pixels)


def _is_painted(picture: bytes, width: int, height: int) -> bool:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from bsuh_desktop.qt.stage.pictures import can_be_opened, paint_picture

    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_picture(painter, QRectF(0, 0, width, height), picture)
    painter.end()
    return can_be_opened(picture)


if __name__ == "__main__":
    main()
