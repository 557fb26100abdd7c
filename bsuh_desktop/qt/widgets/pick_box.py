"""Fields to pick one of several from: none changes by a wheel that was meant for the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from bsuh_desktop.qt.look.theme import scaled_box

_OPENING = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter))


class StillBox(QComboBox):
    """Picked from, or typed into where the form says so; what was said in it stays while the page scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()


class PickBox(StillBox):
    """Changes only when a person opens it and picks, never by a key that was meant for the page. `activated` tells of
    every pick, also of what was picked before; `set_choices` of nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def set_choices(self, choices: Sequence[str], chosen: int) -> None:
        """What can be picked, and the place of what stands there now (-1 for none)."""
        if [self.itemText(place) for place in range(self.count())] != list(choices):
            self.clear()
            self.addItems(list(choices))
        self.setCurrentIndex(chosen)

    def showPopup(self) -> None:
        """The list is as wide as its words, however narrow the field."""
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + scaled_box(40)))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Space and Enter open the list; letters go to the page."""
        if event.key() in _OPENING and not event.isAutoRepeat():
            self.showPopup()
        else:
            event.ignore()
