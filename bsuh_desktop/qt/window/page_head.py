"""What stands above the page: its header, and under that what is told. Where both leave it no room, the header goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bsuh_desktop.qt.widgets.header import PageHeader
from bsuh_desktop.qt.widgets.message import MessageBar

_OTHER_ROOM = frozenset((QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest))


class PageHead(QWidget):
    """`pages` are those below it; `told` is the room around the bar, hidden while nothing is told."""

    def __init__(self, pages: QStackedWidget, window: QWidget) -> None:
        super().__init__(window)
        self._pages = pages
        self.header = PageHeader(self)
        # Its margin is the bar's own: hidden, it must leave no gap above the page.
        self.told = QWidget(self)
        self.bar = MessageBar(self)
        around = QVBoxLayout(self.told)
        around.setContentsMargins(32, 16, 32, 0)
        around.addWidget(self.bar)
        above = QVBoxLayout(self)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.header)
        above.addWidget(self.told)
        self.told.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something is told, or no more; or there is another room for it."""
        if event.type() in _OTHER_ROOM:
            self.fit()
        return False

    def fit(self) -> None:
        """In large letters on a small screen a message must not push the page's verb off it."""
        told = self.told.layout()
        assert told is not None
        needed = self.header.heightForWidth(self.width()) + told.totalHeightForWidth(self.width())
        crowded = needed + self._pages.minimumSizeHint().height() > self.window().height()
        self.header.setVisible(self.told.isHidden() or not crowded)
