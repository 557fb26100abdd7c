"""One learner as a chip: present, absent, late, left early, waiting, or answered."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.view import STATUS_WORDS
from bsuh_desktop.presenters.classroom.roll import ChipState
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, stroke, within_stroke
from bsuh_desktop.qt.widgets.painted_text import draw_words, lines_of

_BADGE = 18
_BADGE_OVER = 6


def badge_over() -> int:
    """How far, in px, a badge extends beyond the chip's corner."""
    return scaled_box(_BADGE_OVER)


@dataclasses.dataclass(frozen=True)
class Chip:
    """What a chip shows."""

    card: int
    """The card number of the learner."""
    label: str
    """The text on the chip."""
    state: ChipState = "here"
    tip: str = ""
    """The tooltip; no name in public view."""
    who: str = ""
    """The learner as a screen reader says it."""


@dataclasses.dataclass(frozen=True)
class _Look:
    fill: QColor | None
    border: QColor
    ink: QColor
    dashed: bool = False


LOOKS: dict[str, _Look] = {
    "here": _Look(colours.GREEN_TINT, colours.GREEN, colours.INK),
    "away": _Look(None, colours.EDGE, colours.INK_SOFT, dashed=True),
    "late": _Look(colours.AMBER_TINT, colours.AMBER_TEXT, colours.INK),
    "left": _Look(colours.WELL, colours.EDGE, colours.INK_SOFT),
    "waiting": _Look(colours.PAPER, colours.EDGE, colours.INK),
    "done": _Look(colours.GREEN, colours.GREEN, colours.WHITE),
}


def word_of(state: ChipState) -> Message:
    """The state of a chip as text for a screen reader."""
    return {
        "here": STATUS_WORDS["present"],
        "away": STATUS_WORDS["absent"],
        "late": STATUS_WORDS["late"],
        "left": STATUS_WORDS["left_early"],
        "waiting": Message("no answer yet"),
        "done": Message("answered"),
    }[state]


def _font(chip: Chip, letters: float) -> QFont:
    return desk_font(letters, bold=chip.state not in ("away", "left"))


def set_labels(chips: Sequence[Chip], letters: float) -> None:
    """Shapes half of the labels in advance and leaves the rest to the first painting, so that neither blocks the GUI
    for long."""
    for chip in chips[::2]:
        lines_of(chip.label, _font(chip, letters))


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, letters: float, *, badge: bool = True) -> None:
    """Paints the chip in `rect`, its label in `letters` px; the badge extends beyond the corner of `rect`."""
    over = badge_over()
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    ground = _ground(chip.state, rect.width(), rect.height(), over, badge, (ratio, colours.in_use()))
    painter.drawPixmap(rect.left() - over, rect.top() - over, ground)
    draw_words(
        painter, QRectF(rect), chip.label, _font(chip, letters), LOOKS[chip.state].ink, Qt.AlignmentFlag.AlignHCenter
    )


_Screen = tuple[float, colours.Contrast]
"""Device pixel ratio and palette, for the key of the cache."""


@functools.lru_cache(maxsize=64)
def _ground(state: ChipState, width: int, height: int, over: int, badge: bool, screen: _Screen) -> QPixmap:
    """A chip without its label, with space for the badge around it; cached, because dashes and badges are slow to
    paint."""
    ratio, _ = screen
    pixmap = QPixmap(round((width + 2 * over) * ratio), round((height + 2 * over) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect, look = QRectF(over, over, width, height), LOOKS[state]
    pen = QPen(look.border, stroke())
    if look.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(look.fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(within_stroke(rect), 8, 8)
    if state == "done":
        _paint_dot(painter, rect)
    elif badge and state in ("away", "late", "left"):
        _paint_badge(painter, rect, state)
    painter.end()
    return pixmap


def _paint_dot(painter: QPainter, rect: QRectF) -> None:
    """A filled dot, as on an answer that was chosen; a tick would say that it was right."""
    unit = rect.height() / 48
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.WHITE)
    painter.drawEllipse(rect.topRight() + QPointF(-9, 9) * unit, 3 * unit, 3 * unit)


def _paint_badge(painter: QPainter, rect: QRectF, state: ChipState) -> None:
    over, grown = badge_over(), scaled_box(_BADGE) / _BADGE
    painter.save()
    painter.translate(rect.right() + over, rect.top() - over)
    painter.scale(grown, grown)
    _paint_disc(painter, QRectF(-_BADGE, 0, _BADGE, _BADGE), state)
    painter.restore()


def _paint_disc(painter: QPainter, disc: QRectF, state: ChipState) -> None:
    ink = colours.INK if state == "late" else colours.INK_SOFT
    painter.setPen(QPen(ink, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(colours.AMBER if state == "late" else colours.PAPER)
    painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
    middle = disc.center()
    if state == "late":
        painter.drawPolyline(QPolygonF([middle - QPointF(0, 4), middle, middle + QPointF(3, 2)]))
    elif state == "left":
        painter.drawPolyline(QPolygonF([middle + QPointF(0, -3), middle + QPointF(3, 0), middle + QPointF(0, 3)]))
        painter.drawLine(middle - QPointF(3.5, 0), middle + QPointF(3, 0))
    else:
        painter.drawLine(middle - QPointF(3, 3), middle + QPointF(3, 3))
        painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3))
