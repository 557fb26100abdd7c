"""Draw a slide: one painter for the audience, the preview, thumbnails and print, so that all show the same.

A slide is also a picture of its own: for the cache of the stage, thumbnails and the pictures of the README."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Layout, Slide
from bsuh_desktop.domain.messages import Language
from bsuh_desktop.presenters.stage import StageContent
from bsuh_desktop.qt.look.fonts import load_fonts
from bsuh_desktop.qt.stage import text_slides
from bsuh_desktop.qt.stage.question_slides import paint_activity, paint_answer, paint_question, paint_results
from bsuh_desktop.qt.stage.scene import HEIGHT, Scene, SlidePage, scene_of

LAYOUTS: dict[Layout, Callable[[SlidePage, Scene], None]] = {
    "cover": text_slides.paint_cover,
    "statement": text_slides.paint_statement,
    "steps": text_slides.paint_steps,
    "picture": text_slides.paint_picture_slide,
    "columns": text_slides.paint_columns,
    "question": paint_question,
    "activity": paint_activity,
    "help": text_slides.paint_help,
    "scene": text_slides.paint_scene,
    "comic": text_slides.paint_panels,
    "choice": text_slides.paint_panels,
}


def paint_slide(painter: QPainter, rect: QRectF, scene: Scene) -> None:
    """Paints the scene's slide, what the class answered to it, or a right answer of the forms, so that it fills `rect`.
    Sizes are relative to the height; a greater width gives more space. Fonts must be loaded.

    Raises KnownError if the pack lacks an item or a picture of the slide.
    """
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(rect.topLeft())
    scale = rect.height() / HEIGHT
    painter.scale(scale, scale)
    try:
        instead = paint_results if scene.tally else paint_answer if scene.right else None
        paint = instead or LAYOUTS[scene.slide.layout]
        paint(SlidePage(painter, rect.width() / scale), scene)
    finally:
        painter.restore()


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
