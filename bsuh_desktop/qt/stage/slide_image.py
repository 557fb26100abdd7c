"""A slide as a picture of its own: for the cache of the stage, thumbnails and the pictures of the README."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.stage.painter import paint_slide
from bsuh_desktop.qt.stage.scene import Scene, scene_of


def slide_image(
    slide: Slide, pack: Pack, language: Language, width: int, height: int, left_s: int | None = None
) -> QImage:
    """`slide` of `pack` as an image of `width` by `height` pixels; `left_s` are the seconds left of an activity.

    Needs a QGuiApplication; may be called on a worker thread once the fonts are loaded. If the pack was read without
    its texts, the footer has no helpline.
    """
    ids = [one.id for one in pack.slides(language)]
    return scene_image(Scene(slide, pack, language, ids.index(slide.id) + 1, left_s), width, height)


def content_image(content: StageContent, pack: Pack, width: int, height: int) -> QImage:
    """The picture of `content`, which must not be dark, in `width` by `height` pixels."""
    return scene_image(scene_of(content, pack), width, height)


def scene_image(scene: Scene, width: int, height: int) -> QImage:
    """`scene` in `width` by `height` pixels. Raises KnownError if its pack lacks an item or a picture."""
    load_fonts()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint_slide(painter, QRectF(0, 0, width, height), scene)
    finally:
        painter.end()
    return image
