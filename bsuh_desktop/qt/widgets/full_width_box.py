"""A combo box as wide as its longest text or, if space is short, as the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget

from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.pick_box import PickBox


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
