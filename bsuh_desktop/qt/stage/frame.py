"""The frame of every slide: ivory ground, the header with its double hairline, and the footer with the helpline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.stage import palette
from bsuh_desktop.qt.stage.answer_marks import paint_heart
from bsuh_desktop.qt.stage.pictures import paint_sign
from bsuh_desktop.qt.stage.scene import FOOTER_TOP, HEIGHT, MARGIN, Scene, SlidePage, plain_runs
from bsuh_desktop.qt.stage.text_fit import draw_text, fitted, text_width

_OVER_MIDDLE, _OVER_SIZE, _FOOT_SIZE, _SIGN = 49.0, 22, 20, 26.0
_FOOT_MIDDLE = (FOOTER_TOP + HEIGHT) / 2


def paint_ground(page: SlidePage, colour: QColor = palette.IVORY) -> None:
    """Fills the ground."""
    page.painter.fillRect(QRectF(0, 0, page.width, HEIGHT), colour)


def paint_header(page: SlidePage, left: str, right: str = "", sign: str = "") -> None:
    """The small line at the top and, at its right, optional text with the icon `sign`; below it a hairline with a
    pale second line."""
    painter = page.painter
    second = fitted(plain_runs(right), page.inner * 0.55, 48, _OVER_SIZE)
    taken = second.widest + (_SIGN + 12 if sign else 0)
    first = fitted(plain_runs(left), page.inner - taken - 32, 48, _OVER_SIZE)
    if sign:
        box = QRectF(page.right - taken, _OVER_MIDDLE - _SIGN / 2 - 1, _SIGN, _SIGN)
        paint_sign(painter, box, sign, palette.INK_SOFT)
    for over, x in ((first, MARGIN), (second, page.right - second.widest)):
        over.paint(painter, x, _OVER_MIDDLE - over.height / 2, palette.INK_SOFT)
    for y, colour, weight in ((75.0, palette.INK, 2.0), (80.5, palette.LINE, 1.0)):
        painter.setPen(QPen(colour, weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(MARGIN, y), QPointF(page.right, y))


def paint_footer(page: SlidePage, scene: Scene, right: str | None = None) -> None:
    """Heart, child helpline and page number: a learner who looks away from the slide finds whom to call."""
    painter = page.painter
    painter.fillRect(QRectF(0, FOOTER_TOP, page.width, HEIGHT - FOOTER_TOP), palette.WELL)
    paint_heart(painter, QRectF(MARGIN + 2, _FOOT_MIDDLE - 14, 28, 28))
    x = MARGIN + 49
    number = scene.pack.fillings.fill("{helpline:child}", scene.language) if scene.pack.fillings else ""
    sentence = scene.pack.title.text_in(scene.language)
    if number:
        x = draw_text(painter, number, x, _FOOT_MIDDLE, _FOOT_SIZE, palette.INK, bold=True) + 16
        sentence = scene.say(Message("Child helpline. Free, day and night."))
    draw_text(painter, sentence, x, _FOOT_MIDDLE, _FOOT_SIZE, palette.INK)
    total = len(scene.pack.slides(scene.language))
    count = scene.say(Message("{number} / {total}", number=scene.number, total=total)) if scene.number else ""
    end = right if right is not None else count
    draw_text(painter, end, page.right - text_width(end, _FOOT_SIZE), _FOOT_MIDDLE, _FOOT_SIZE, palette.INK_SOFT)


def paint_title(page: SlidePage, text: str, width: float, largest: int = 48, height: float = 120) -> float:
    """The slide's title under the header; returns where it ends."""
    title = fitted(plain_runs(text), width, height, largest, bold=True, leading=1.34)
    top = 106.0
    title.paint(page.painter, MARGIN, top, palette.INK)
    return top + title.height


def paint_panel(page: SlidePage, box: QRectF, fill: QColor, border: QColor) -> None:
    """A card or message on the sheet."""
    page.painter.setPen(QPen(border, 2))
    page.painter.setBrush(fill)
    page.painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 16, 16)
