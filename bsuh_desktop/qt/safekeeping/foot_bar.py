"""The foot of a page before the desk opens: Back, Next, and between them what is still missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.text_lines import TextLines

_SHORTEST_REASON = 200


class FootBar(QFrame):
    """In large text or a narrow window, the widgets between Back and Next move to a line above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asides: list[QWidget] = []
        self._stacked = False

    def begin(self, lines: QVBoxLayout, asides: Sequence[QWidget]) -> None:
        """`lines`: an empty line above one with Back and Next; `asides`: the widgets between them."""
        self._lines, self._asides = lines, list(asides)
        self._upper, self._lower = lines.findChildren(QHBoxLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The available width has changed."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A button or the text has changed its width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        stacked = bool(self._asides) and self._needed() > self.contentsRect().width()
        if stacked != self._stacked:
            self._stacked = stacked
            self._move()

    def _needed(self) -> int:
        around, gap = self._lines.contentsMargins(), self._lower.spacing()
        shown = [button for button in self.findChildren(QPushButton) if not button.isHidden()]
        buttons = sum(button.sizeHint().width() + gap for button in shown)
        reasons = any(isinstance(each, TextLines) and each.text() for each in self._asides)
        return around.left() + buttons + (scaled_box(_SHORTEST_REASON) if reasons else 0) + around.right()

    def _move(self) -> None:
        for place, widget in enumerate(self._asides, 1):
            grows = int(isinstance(widget, TextLines))
            (self._lower if self._stacked else self._upper).removeWidget(widget)
            if self._stacked:
                self._upper.addWidget(widget, grows)
            else:
                self._lower.insertWidget(place, widget, grows)
