"""A field to pick from that is as wide as the longest of its words, or, where room is short, as what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget

from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.pick_box import PickBox


class FullWidthBox(PickBox):
    """For short words: a page is never wider for it than its words are, and whatever is chosen is read whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentIndexChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Qt leaves out a few px of what the stylesheet puts around large letters."""
        hint = super().sizeHint()
        return QSize(hint.width() + scaled_text(6), hint.height())

    def narrowest(self) -> int:
        """The width in px without what only a longer choice would need."""
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(self.itemText(place)) for place in range(self.count())]
        spare = max(widths) - metrics.horizontalAdvance(self.currentText()) if widths else 0
        return self.sizeHint().width() - spare
