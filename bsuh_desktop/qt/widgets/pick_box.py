"""Combo boxes that ignore the mouse wheel, which is meant for the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from bsuh_desktop.qt.look.theme import scaled_box

_OPENING = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter))


class StillBox(QComboBox):
    """A combo box, editable if the form says so, whose value does not change while the page scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page."""
        event.ignore()


class PickBox(StillBox):
    """Changes only when a person opens the list and picks, never by a key that was meant for the page. `activated`
    is emitted for every pick, even of the same item; never by `set_choices`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def set_choices(self, choices: Sequence[str], chosen: int) -> None:
        """Sets the items, and the index of the current one (-1 for none)."""
        if [self.itemText(place) for place in range(self.count())] != list(choices):
            self.clear()
            self.addItems(list(choices))
        self.setCurrentIndex(chosen)

    def showPopup(self) -> None:
        """Makes the list as wide as its texts, however narrow the field is."""
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + scaled_box(40)))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Space and Enter open the list; letters are passed on to the page."""
        if event.key() in _OPENING and not event.isAutoRepeat():
            self.showPopup()
        else:
            event.ignore()
