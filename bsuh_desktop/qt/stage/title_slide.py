"""The first slide: a book's cover, green and stitched around the edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_heart
from bsuh_desktop.qt.stage.flow import fitted_flow
from bsuh_desktop.qt.stage.frame import paint_footer, paint_ground
from bsuh_desktop.qt.stage.pictures import paint_picture
from bsuh_desktop.qt.stage.scene import FOOTER_TOP, Scene, SlidePage, first_picture, plain_runs, words_of
from bsuh_desktop.qt.stage.text_fit import draw_text, fitted

PROGRAMME = "Be Smart Use Heart"
_LEFT = 72.0


def paint_cover(page: SlidePage, scene: Scene) -> None:
    """Title, amber rule and subtitle at the left; at the right the picture, which may extend beyond its box."""
    painter = page.painter
    paint_ground(page, palette.NIGHT)
    _paint_stitched_edge(page)
    picture = first_picture(scene.slide.body)
    width = (page.width * 0.54 if picture else page.width - 48) - _LEFT
    if picture:
        box = QRectF(page.width * 0.545, 112, page.width * 0.375, 480)
        paint_picture(painter, box, scene.pack.media(picture.file), spill=True)
    paint_heart(painter, QRectF(_LEFT, 80, 44, 44))
    draw_text(painter, PROGRAMME, _LEFT + 60, 102, 24, palette.MINT)
    title = fitted(plain_runs(scene.slide.title), width, 250, 76, bold=True, leading=1.3)
    under = fitted_flow(words_of(scene.slide.body), width, 150, 34, scene.language)
    top = 388 - (title.height + 56 + under.height) / 2
    title.paint(painter, _LEFT, top, palette.IVORY)
    painter.fillRect(QRectF(_LEFT, top + title.height + 18, 120, 8), palette.AMBER)
    under.paint(painter, _LEFT, top + title.height + 50, palette.IVORY)
    paint_footer(page, scene, _grades_and_minutes(scene))


def _paint_stitched_edge(page: SlidePage) -> None:
    pen = QPen(palette.MINT, 2.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([2.2, 2.2])
    page.painter.setPen(pen)
    page.painter.setBrush(Qt.BrushStyle.NoBrush)
    page.painter.drawRoundedRect(QRectF(25, 25, page.width - 50, FOOTER_TOP - 50), 16, 16)


def _grades_and_minutes(scene: Scene) -> str:
    minutes = scene.say(Message("{minutes} minutes", minutes=scene.pack.minutes))
    grades = scene.pack.grades
    if not grades:
        return minutes
    first, last = min(grades), max(grades)
    span = (
        Message("Grades {first} to {last}", first=first, last=last)
        if last > first
        else Message("Grade {grade}", grade=first)
    )
    return f"{scene.say(span)} · {minutes}"
