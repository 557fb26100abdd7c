"""A card beside a table that scrolls by itself if it is higher than the page, so that both stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QWidget

_WIDTHS = ("least", "most")
"""What a row of parts asks a part (`side_by_side`)."""


class CardScroller(QScrollArea):
    """Takes the place of `card` in `row`, and comes and goes with it."""

    def __init__(self, card: QWidget, row: QBoxLayout) -> None:
        super().__init__()
        hidden = card.isHidden()
        self.setObjectName(f"{card.objectName()}_scroller")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for width in _WIDTHS:
            self.setProperty(width, card.property(width))
        self._card = card
        row.replaceWidget(card, self)
        self.setWidget(card)
        # To be given to a scroll area shows a widget and fills its ground.
        card.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        card.setHidden(hidden)
        self.setHidden(hidden)
        card.installEventFilter(self)

    def whole(self) -> int:
        """The height in which the card does not scroll."""
        width = self.viewport().width()
        wide = self._card.hasHeightForWidth()
        return self._card.heightForWidth(width) if wide else self._card.minimumSizeHint().height()

    def sizeHint(self) -> QSize:
        """As wide as the card would like to be; any height will do."""
        return QSize(self._card.sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:
        """As wide as the card must be beside its scroll bar."""
        card = max(self._card.minimumSizeHint().width(), self._card.minimumWidth())
        return QSize(card + self.verticalScrollBar().sizeHint().width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card was shown, hidden, or has other contents."""
        if watched is self._card:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self.setHidden(self._card.isHidden())
            elif event.type() == QEvent.Type.LayoutRequest:
                self.updateGeometry()
        return super().eventFilter(watched, event)
