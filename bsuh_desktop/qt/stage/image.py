"""A slide as a picture of its own: for the cache of the stage, thumbnails and the pictures of the README."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.local_text import Language
from bsuh_desktop.qt.stage.fonts import load_fonts
from bsuh_desktop.qt.stage.painter import paint_slide
from bsuh_desktop.qt.stage.scene import Scene


def slide_image(
    slide: Slide, pack: Pack, language: Language, width: int, height: int, left_s: int | None = None
) -> QImage:
    """`slide` of `pack` in `width` by `height` pixels; `left_s` are the seconds left of an activity.

    Needs a QGuiApplication; may be called on a worker thread once the fonts are loaded. A pack that was read without
    words has no helpline in its foot.
    """
    load_fonts()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    ids = [one.id for one in pack.slides(language)]
    scene = Scene(slide, pack, language, ids.index(slide.id) + 1, left_s)
    painter = QPainter(image)
    try:
        paint_slide(painter, QRectF(0, 0, width, height), scene)
    finally:
        painter.end()
    return image
