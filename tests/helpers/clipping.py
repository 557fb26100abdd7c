"""Says what a person cannot read or reach in a window: cut words, parts that stick out, parts over each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QScrollArea,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from bsuh_desktop.qt.window.tour import TourCard
from tests.helpers.painted_words import painted_words
from tests.helpers.text_room import Room, paints_itself, text_rooms

_THROUGH = Qt.WidgetAttribute.WA_TransparentForMouseEvents


def clipped(window: QWidget) -> list[str]:
    """Everything that is wrong with how `window` is laid out now, a sentence each; nothing if all can be read.

    It must be shown. What lies below the edge of a scrolling page counts as seen; what lies beside it does not.
    """
    found: list[str] = []
    for widget in _shown(window):
        found += [f"{_name(widget)}: {room}" for room in text_rooms(widget) if room.short]
        found += [*_painted(widget), *_squeezed(widget), *_strays(widget)]
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    """The visible widgets of `window`, without other windows that it has opened."""
    yield window
    for part in _parts(window):
        yield from _shown(part)


def _parts(widget: QWidget) -> list[QWidget]:
    children = (child for child in widget.children() if isinstance(child, QWidget))
    return [child for child in children if child.isVisible() and not child.isWindow()]


def _name(widget: QWidget) -> str:
    """A widget's class and name; the name of what it lies in if it has none of ours."""
    place: QWidget | None = widget
    while place is not None and (not place.objectName() or place.objectName().startswith("qt_")):
        place = place.parentWidget()
    inside = place.objectName() if place is not None else "a window"
    kind = type(widget).__name__
    return f"{kind} {inside}" if place is widget else f"{kind} in {inside}"


def _painted(widget: QWidget) -> Iterator[str]:
    """The words that a part paints itself and that do not fit their box, or whose box does not fit the part."""
    if not paints_itself(widget):
        return
    for words in painted_words(widget):
        box, surface = words.box, QRectF(words.on.rect())
        if isinstance(widget, QAbstractScrollArea):
            # A row at the edge of a list is seen whole when it is scrolled to.
            surface.setTop(min(surface.top(), box.top()))
            surface.setBottom(max(surface.bottom(), box.bottom()))
        room = Room(words.text, words.needed.toSize(), box.intersected(surface).size().toSize())
        if words.text and room.short:
            yield f"{_name(widget)} paints: {room}"


def _squeezed(widget: QWidget) -> Iterator[str]:
    """A part that is smaller than what it holds."""
    layout = widget.layout()
    if layout is None and not paints_itself(widget):
        return
    if isinstance(widget, QStackedWidget) or widget.findChild(QStackedWidget) is not None:
        # It asks for the room of its largest page, which may be a hidden one; the page that is shown is looked at.
        return
    least = layout.totalMinimumSize() if layout else widget.minimumSizeHint()
    if layout and layout.hasHeightForWidth():
        least.setHeight(layout.totalMinimumHeightForWidth(widget.width()))
    if least.width() > widget.width() + 1 or least.height() > widget.height() + 1:
        size = f"{widget.width()}x{widget.height()}"
        yield f"{_name(widget)} needs {least.width()}x{least.height()} for what it holds and has {size}"


def _strays(widget: QWidget) -> Iterator[str]:
    """Parts of `widget` that stick out of it, or lie over each other."""
    parts = [part for part in _parts(widget) if not part.testAttribute(_THROUGH) and not part.size().isEmpty()]
    for part in parts:
        yield from _sticks_out(part, widget)
    for one, other in combinations(parts, 2):
        both = one.geometry().intersected(other.geometry())
        meant = isinstance(one, QSplitterHandle) or isinstance(other, TourCard)
        if both.width() > 1 and both.height() > 1 and not meant:
            yield f"{_name(one)} and {_name(other)} lie over each other, {both.width()}x{both.height()}"


def _sticks_out(part: QWidget, whole: QWidget) -> Iterator[str]:
    box, area = part.geometry(), whole.parentWidget()
    if isinstance(area, QScrollArea) and area.widget() is part:
        if box.width() > whole.width() + 1:
            yield f"{_name(part)} is {box.width()} wide and scrolls in {whole.width()}"
    elif isinstance(area, QAbstractItemView):
        return
    elif not whole.rect().adjusted(-1, -1, 1, 1).contains(box):
        shown = box.intersected(whole.rect())
        yield f"{_name(part)} is {box.width()}x{box.height()} and shows {shown.width()}x{shown.height()}"
