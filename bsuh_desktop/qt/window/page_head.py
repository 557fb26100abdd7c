"""The header above the page, with the message bar under it. The header is hidden if both need too much space."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.header import LOW, PageHeader
from bsuh_desktop.qt.widgets.message import MessageBar

_OTHER_ROOM = frozenset((QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest))


class PageHead(QWidget):
    """`pages` are the pages below it; `message_area` is the box around the message bar, hidden while there is no
    message."""

    def __init__(self, pages: QStackedWidget, window: QWidget) -> None:
        super().__init__(window)
        self._pages = pages
        self.header = PageHeader(self)
        # The margin belongs to the bar's box, so that a hidden bar leaves no gap above the page.
        self.message_area = QWidget(self)
        self.bar = MessageBar(self)
        around = QVBoxLayout(self.message_area)
        around.setContentsMargins(32, 16, 32, 0)
        around.addWidget(self.bar)
        above = QVBoxLayout(self)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.header)
        above.addWidget(self.message_area)
        self.message_area.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fits the head again when a message appears or disappears, or the available space changes."""
        if event.type() in _OTHER_ROOM:
            self.fit()
        return False

    def fit(self) -> None:
        """Makes the header lower in a low window, and hides it if needed: with large text on a small screen a message
        must not push the page's main button out."""
        told = self.message_area.layout()
        assert told is not None
        self.header.set_low(self.window().height() < LOW)
        needed = self.header.heightForWidth(self.width()) + told.totalHeightForWidth(self.width())
        crowded = needed + self._pages.minimumSizeHint().height() > self.window().height()
        self.header.setVisible(self.message_area.isHidden() or not crowded)
