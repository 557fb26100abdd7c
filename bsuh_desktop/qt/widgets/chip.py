"""One learner as a chip: present, absent, late, left early, waited for, or answered."""

from __future__ import annotations

import dataclasses
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt import colours
from bsuh_desktop.qt.theme import desk_font
from bsuh_desktop.qt.widgets.lettering import draw_words

ChipState = Literal["here", "away", "late", "left", "waiting", "done"]
BADGE = 18
BADGE_OVER = 6
"""How far, in px, a badge stands over the chip's corner."""


@dataclasses.dataclass(frozen=True)
class Chip:
    """`card` tells which learner, `label` stands on the chip, `tip` is what the mouse is told (no name in public)."""

    card: int
    label: str
    state: ChipState = "here"
    tip: str = ""


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
    """What a chip says to somebody who cannot see it."""
    return {
        "here": Message("present"),
        "away": Message("absent"),
        "late": Message("came late"),
        "left": Message("left early"),
        "waiting": Message("waited for"),
        "done": Message("answered"),
    }[state]


def paint_chip(painter: QPainter, rect: QRectF, chip: Chip, letters: float, *, badge: bool = True) -> None:
    """The chip in `rect`, its label in `letters` px; the badge stands over the corner of `rect`."""
    look = LOOKS[chip.state]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.border, 1)
    if look.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(look.fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    font = desk_font(letters, bold=chip.state not in ("away", "left"))
    draw_words(painter, rect, chip.label, font, look.ink, Qt.AlignmentFlag.AlignHCenter)
    if chip.state == "done":
        _paint_tick(painter, rect)
    elif badge and chip.state in ("away", "late", "left"):
        _paint_badge(painter, rect, chip.state)


def _paint_tick(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(QPen(colours.WHITE, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    right, top = rect.right() - 5, rect.top() + 5
    painter.drawPolyline(QPolygonF([QPointF(right - 7, top + 3), QPointF(right - 5, top + 5), QPointF(right, top)]))


def _paint_badge(painter: QPainter, rect: QRectF, state: ChipState) -> None:
    disc = QRectF(rect.right() - BADGE + BADGE_OVER, rect.top() - BADGE_OVER, BADGE, BADGE)
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
