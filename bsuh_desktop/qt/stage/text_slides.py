"""Slides to read and look at: statement, steps, picture, columns and help."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from bsuh_desktop.content.schema import Block, Columns, ListBlock, Paragraph
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_heart
from bsuh_desktop.qt.stage.flow import TextFlow, fitted_flow, paint_flow
from bsuh_desktop.qt.stage.frame import paint_footer, paint_ground, paint_header, paint_panel, paint_title
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.stage.scene import FOOTER_TOP, MARGIN, Scene, SlidePage, first_picture, words_of

BODY_END = FOOTER_TOP - 24
LETTERS = 36
_GAP = 40.0


def begin(page: SlidePage, scene: Scene, over: str | None = None, right: str = "", sign: str = "") -> None:
    """Paints ground, header and footer of a slide to read."""
    paint_ground(page)
    paint_header(page, over if over is not None else scene.pack.title.text_in(scene.language), right, sign)
    paint_footer(page, scene)


def paint_statement(page: SlidePage, scene: Scene) -> None:
    """A title and a short text in large type; a picture beside it if there is one."""
    _text_and_picture(page, scene, share=0.4, letters=48)


def paint_picture_slide(page: SlidePage, scene: Scene) -> None:
    """Mainly the picture; the text is at its left."""
    _text_and_picture(page, scene, share=0.52, letters=40)


def _text_and_picture(page: SlidePage, scene: Scene, share: float, letters: int) -> None:
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 16
    picture = first_picture(scene.slide.body)
    words = words_of(scene.slide.body)
    wide = page.inner * share if words else page.inner
    if picture:
        box = QRectF(page.right - wide, top, wide, BODY_END - top)
        paint_picture(page.painter, box, scene.pack.media(picture.file))
    width = page.inner - (wide + _GAP if picture else 0)
    if words:
        box = QRectF(MARGIN, top, width, BODY_END - top)
        paint_flow(page.painter, box, words, letters, scene.language)


def paint_steps(page: SlidePage, scene: Scene) -> None:
    """Numbered steps with stitches between them; paragraphs below them are in an amber message."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 16
    end = paint_callout(page, scene, BODY_END)
    picture = first_picture(scene.slide.body)
    wide = page.inner * 0.36 if picture else 0.0
    if picture:
        box = QRectF(page.right - wide, top, wide, end - top)
        paint_picture(page.painter, box, scene.pack.media(picture.file))
    box = QRectF(MARGIN, top, page.inner - (wide + _GAP if picture else 0), end - top)
    paint_flow(page.painter, box, lists_of(scene), LETTERS, scene.language)


def paint_columns(page: SlidePage, scene: Scene) -> None:
    """Two cards side by side, in the same type size."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 24
    columns = next((block for block in scene.slide.body if isinstance(block, Columns)), Columns((), ()))
    width = (page.inner - 24) / 2
    sides = [words_of(columns.left), words_of(columns.right)]
    room = BODY_END - top
    pictures = [first_picture(columns.left), first_picture(columns.right)]
    share = 0.5 if any(pictures) else 1.0
    letters = min(fitted_flow(side, width - 64, room * share - 48, 42, scene.language).px for side in sides)
    flows = [TextFlow(side, width - 64, letters, scene.language) for side in sides]
    height = room if any(pictures) else min(room, max(flow.height for flow in flows) + 64)
    for place, (flow, picture) in enumerate(zip(flows, pictures, strict=True)):
        box = QRectF(MARGIN + place * (width + 24), top, width, height)
        paint_panel(page, box, palette.PAPER, palette.INK)
        inside = box.adjusted(32, 28, -32, -24)
        flow.paint(page.painter, inside.left(), inside.top(), palette.INK)
        if picture:
            inside.setTop(inside.top() + flow.height + 16)
            paint_picture(page.painter, inside, scene.pack.media(picture.file))


def paint_help(page: SlidePage, scene: Scene) -> None:
    """Whom to tell: the number in a green message first, then what to say, and a picture of being listened to."""
    begin(page, scene)
    top = paint_title(page, scene.slide.title, page.inner) + 16
    paragraphs = [block for block in scene.slide.body if isinstance(block, Paragraph)]
    if paragraphs:
        flow = fitted_flow(paragraphs, page.inner - 152, (BODY_END - top) * 0.42, 34, scene.language)
        box = QRectF(MARGIN, top, page.inner, flow.height + 44)
        _paint_message(page, box, palette.GREEN_TINT, palette.GREEN)
        flow.paint(page.painter, MARGIN + 120, top + 22, palette.INK)
        top = box.bottom() + 24
    picture = first_picture(scene.slide.body)
    lists = lists_of(scene)
    wide = page.inner * (0.4 if lists else 1.0) if picture else 0.0
    if picture:
        area = QRectF(page.right - wide, top, wide, BODY_END - top)
        paint_picture(page.painter, area, scene.pack.media(picture.file))
    if lists:
        area = QRectF(MARGIN, top, page.inner - (wide + _GAP if picture else 0), BODY_END - top)
        paint_flow(page.painter, area, lists, 34, scene.language)


def lists_of(scene: Scene) -> list[Block]:
    """The lists of a slide."""
    return [block for block in scene.slide.body if isinstance(block, ListBlock)]


def paint_callout(page: SlidePage, scene: Scene, end: float) -> float:
    """Paints the slide's paragraphs in an amber message with a heart, which ends at `end`; returns where the space
    above it ends."""
    paragraphs = [block for block in scene.slide.body if isinstance(block, Paragraph)]
    if not paragraphs:
        return end
    flow = fitted_flow(paragraphs, page.inner - 152, 120, 30, scene.language)
    height = max(88.0, flow.height + 32)
    box = QRectF(MARGIN, end - height, page.inner, height)
    _paint_message(page, box, palette.AMBER_TINT, palette.AMBER)
    flow.paint(page.painter, MARGIN + 106, box.center().y() - flow.height / 2, palette.INK)
    return box.top() - 24


def _paint_message(page: SlidePage, box: QRectF, fill: QColor, border: QColor) -> None:
    paint_panel(page, box, fill, border)
    side = min(56.0, box.height() - 40)
    paint_heart(page.painter, QRectF(box.left() + 32, box.center().y() - side / 2, side, side))
