"""Draw a slide: one painter for the audience, the preview, thumbnails and print, so that all show the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bsuh_desktop.content.schema import Layout
from bsuh_desktop.qt.stage.answer_slide import paint_answer
from bsuh_desktop.qt.stage.panel_slides import paint_panels, paint_scene
from bsuh_desktop.qt.stage.question_slides import paint_activity, paint_question
from bsuh_desktop.qt.stage.results_slide import paint_results
from bsuh_desktop.qt.stage.scene import HEIGHT, Scene, SlidePage
from bsuh_desktop.qt.stage.text_slides import (
    paint_columns,
    paint_help,
    paint_picture_slide,
    paint_statement,
    paint_steps,
)
from bsuh_desktop.qt.stage.title_slide import paint_cover

LAYOUTS: dict[Layout, Callable[[SlidePage, Scene], None]] = {
    "cover": paint_cover,
    "statement": paint_statement,
    "steps": paint_steps,
    "picture": paint_picture_slide,
    "columns": paint_columns,
    "question": paint_question,
    "activity": paint_activity,
    "help": paint_help,
    "scene": paint_scene,
    "comic": paint_panels,
    "choice": paint_panels,
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
