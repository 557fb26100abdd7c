"""Slides that tell a story in pictures: a scene, a comic with what is said in it, and a choice between two pictures."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from bsuh_desktop.content.schema import Panel, Paragraph, Speech
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.flow import fitted_flow, paint_flow
from bsuh_desktop.qt.stage.frame import paint_panel, paint_title
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.stage.scene import MARGIN, Scene, SlidePage, first_picture, words_of
from bsuh_desktop.qt.stage.text_slides import BODY_END, begin

_GAP, _LINE, _CAPTION = 16.0, 64.0, 0.24
_LETTERS = 34


def paint_scene(page: SlidePage, scene: Scene) -> None:
    """The picture as large as it can be, and one line under it."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 8
    end = _paint_line_below(page, scene)
    picture = first_picture(scene.slide.body)
    if picture is not None:
        paint_picture(page.painter, QRectF(MARGIN, top, page.inner, end - top), scene.pack.media(picture.file))


def paint_panels(page: SlidePage, scene: Scene) -> None:
    """The two to four panels of a comic, in which the app writes what is said, so that it stands there in the slide's
    language; or the two pictures of a choice, each with its words."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 8
    end = _paint_line_below(page, scene)
    panels = [block for block in scene.slide.body if isinstance(block, Panel)]
    columns = 2 if len(panels) in (2, 4) else max(1, len(panels))
    rows = max(1, -(-len(panels) // columns))
    width = (page.inner - _GAP * (columns - 1)) / columns
    height = (end - top - _GAP * (rows - 1)) / rows
    for place, panel in enumerate(panels):
        x, y = MARGIN + place % columns * (width + _GAP), top + place // columns * (height + _GAP)
        _paint_panel(page, scene, panel, QRectF(x, y, width, height))


def _paint_line_below(page: SlidePage, scene: Scene) -> float:
    """Paints the slide's text under its pictures; returns where they end."""
    words = words_of(scene.slide.body)
    if not words:
        return BODY_END
    paint_flow(page.painter, QRectF(MARGIN, BODY_END - _LINE, page.inner, _LINE), words, _LETTERS, scene.language)
    return BODY_END - _LINE - _GAP


def _paint_panel(page: SlidePage, scene: Scene, panel: Panel, box: QRectF) -> None:
    paint_panel(page, box, palette.PAPER, palette.INK)
    inside = box.adjusted(12, 12, -12, -12)
    if panel.caption:
        line = QRectF(inside)
        line.setTop(inside.bottom() - inside.height() * _CAPTION)
        inside.setBottom(line.top() - 8)
        paint_flow(page.painter, line, [Paragraph(panel.caption)], _LETTERS, scene.language)
    paint_picture(page.painter, inside, scene.pack.media(panel.picture.file))
    for speech in panel.speech:
        _paint_speech(page, scene, speech, inside)


def _paint_speech(page: SlidePage, scene: Scene, speech: Speech, box: QRectF) -> None:
    """What is said, on paper of its own so that it can be read over any picture."""
    wide = box.width() * (0.5 if "-" in speech.place else 0.9)
    flow = fitted_flow([Paragraph(speech.runs)], wide - 32, box.height() * 0.4 - 20, 30, scene.language)
    height = flow.height + 20
    x = box.center().x() - wide / 2
    if speech.place.endswith("left"):
        x = box.left()
    elif speech.place.endswith("right"):
        x = box.right() - wide
    y = box.top() if speech.place.startswith("top") else box.bottom() - height
    paint_panel(page, QRectF(x, y, wide, height), palette.PAPER, palette.INK)
    flow.paint(page.painter, x + 16, y + 10, palette.INK)
