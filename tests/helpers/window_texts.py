"""Everything that a person who looks at the screen, points at it or listens to it is told by the windows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from bsuh_desktop.qt.widgets.chips import ChipGrid, ChipStrip
from tests.helpers.painted_words import painted_words
from tests.helpers.text_room import paints_itself


def told_now() -> list[str]:
    """Of every window that is open: titles, texts, what is painted, tips, and what a screen reader says."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return [text for window in windows for text in _told(window) if text]


def _told(part: QWidget) -> Iterator[str]:
    yield from (part.windowTitle(), part.toolTip(), part.accessibleName(), part.accessibleDescription())
    yield from _written(part)
    if paints_itself(part):
        yield from (words.text for words in painted_words(part))
    if isinstance(part, ChipGrid | ChipStrip):
        yield from (chip.tip for chip in part._chips)
    for child in part.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield from _told(child)


def _written(part: QWidget) -> Iterator[str]:
    if isinstance(part, QLabel | QAbstractButton):
        yield part.text()
    elif isinstance(part, QLineEdit):
        yield from (part.text(), part.placeholderText())
    elif isinstance(part, QTextEdit):
        yield part.toPlainText()
    elif isinstance(part, QComboBox):
        yield from (part.itemText(row) for row in range(part.count()))
    elif isinstance(part, QAbstractItemView) and part.model() is not None:
        model = part.model()
        for row in range(model.rowCount()):
            yield from (str(model.index(row, column).data() or "") for column in range(model.columnCount()))
