"""The words that a part paints itself, with the room that they need and the box that they get."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPoint, QRectF, QSizeF
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from bsuh_desktop.qt.widgets import painted_text


@dataclasses.dataclass(frozen=True)
class Painted:
    """A text, the size that it needs, and its box inside `on`."""

    text: str
    needed: QSizeF
    box: QRectF
    on: QWidget


def painted_words(part: QWidget) -> list[Painted]:
    """Paints `part` once more, without its children, and listens. A list that scrolls is paged through to its end."""
    if not isinstance(part, QAbstractScrollArea):
        return _painted(part)
    bar, heard = part.verticalScrollBar(), list[Painted]()
    before = bar.value()
    for place in [*range(bar.minimum(), bar.maximum(), max(1, bar.pageStep())), bar.maximum()]:
        bar.setValue(place)
        heard += _painted(part.viewport())
    bar.setValue(before)
    return heard


def _painted(surface: QWidget) -> list[Painted]:
    heard: list[Painted] = []

    def hear(text: str, needed: QSizeF, box: QRectF) -> None:
        heard.append(Painted(text, needed, box, surface))

    if surface.size().isEmpty():
        return heard
    painted_text.observers.append(hear)
    try:
        surface.render(QPixmap(surface.size()), QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    finally:
        painted_text.observers.remove(hear)
    return heard
