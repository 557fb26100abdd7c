"""Combo boxes: they ignore the mouse wheel, which is meant for the page; some are as wide as their longest text.

One may contain all schools of a country."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from bsuh_desktop.qt.look.theme import scaled_box, scaled_text

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


class FullWidthBox(PickBox):
    """For short texts: the page grows no wider than they are, and whatever is chosen is shown in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentIndexChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Adds a few px: Qt omits part of the stylesheet's padding for large text."""
        hint = super().sizeHint()
        return QSize(hint.width() + scaled_text(6), hint.height())

    def narrowest(self) -> int:
        """The width in px that the current choice needs."""
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(self.itemText(place)) for place in range(self.count())]
        spare = max(widths) - metrics.horizontalAdvance(self.currentText()) if widths else 0
        return self.sizeHint().width() - spare


_SHOWN_LETTERS = 24


def fill_places(box: QComboBox, names: Sequence[str], chosen: str) -> None:
    """Fills the box with `names`, searchable by any part of them; `chosen` is its text, in the list or not."""
    # By default the box measures every name to be as wide as the widest: 0.2 s for 20,000 of them.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHOWN_LETTERS)
    box.setModel(QStringListModel(list(names), box))
    box.setCurrentIndex(-1)
    box.setEditText(chosen)
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(completer)
