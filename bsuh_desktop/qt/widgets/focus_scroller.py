"""Scrolls the control that has the focus into view: with large text a page or a dialog is longer than its window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QScrollBar, QWidget
from shiboken6 import isValid

AROUND = 16
"""Px that stay between a control and the edge of its page, for the ring around it."""
_OPENING_MS = 500
"""How long a page may take to settle: with large text a row that turns into a column moves what is below it, which
may make another row turn."""


class FocusScroller(QObject):
    """One for all windows of the app. Qt itself scrolls only if the focus moves between controls of the same page,
    not if it comes from the rail, the bar or another window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        # A page that opens gets the focus before its parts are laid out, and a page that is left passes the focus
        # through several controls: to scroll at once would open a page somewhere in its middle.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(lambda: _show_focused(QApplication.focusWidget()))
        self._opening = QElapsedTimer()
        self._watched: list[QScrollBar] = []

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Nothing may move under a mouse button that was just pressed.
        still = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        self._watch(new if still else None)
        if still:
            self._opening.start()
            self._settled.start()

    def _watch(self, part: QWidget | None) -> None:
        """Watches the scroll bars of the pages around `part`, and no others."""
        for bar in filter(isValid, self._watched):
            bar.rangeChanged.disconnect(self._on_grown)
        self._watched = [area.verticalScrollBar() for area, _ in _pages_around(part)]
        for bar in self._watched:
            bar.rangeChanged.connect(self._on_grown)

    def _on_grown(self) -> None:
        if not self._opening.hasExpired(_OPENING_MS):
            self._settled.start()


def to_top(page: QWidget) -> None:
    """Scrolls `page` to its top: when the previous page is hidden, Qt moves the focus to some control of this one
    and scrolls there."""
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)


def scroll_into_view(part: QWidget) -> None:
    """Scrolls to `part` once it has been laid out; the control with the focus stays visible."""

    def scroll() -> None:
        if part.isVisible():
            show_at_once(part)
            _show_focused(part.window().focusWidget())

    QTimer.singleShot(0, part, scroll)


def _show_focused(part: QWidget | None) -> None:
    if part is not None:
        show_at_once(part)


def show_at_once(part: QWidget) -> None:
    """Scrolls all scroll areas around `part`, from the innermost out."""
    for area, page in _pages_around(part):
        _scroll(area, page, part)


def _pages_around(part: QWidget | None) -> Iterator[tuple[QScrollArea, QWidget]]:
    around = part.parentWidget() if part is not None else None
    while part is not None and around is not None:
        page = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and page is not None and page.isAncestorOf(part):
            yield around, page
        around = around.parentWidget()


def _scroll(area: QScrollArea, page: QWidget, part: QWidget) -> None:
    half = area.viewport().height() // 2
    if isinstance(part, QAbstractItemView) and part.visibleRegion().boundingRect().height() >= half:
        # Enough of a long list is seen: what stands above it, such as its filters, stays in sight as well.
        return
    if part.height() <= area.viewport().height():
        area.ensureWidgetVisible(part, 0, AROUND)
    elif part.visibleRegion().isEmpty():
        # It is higher than the window and scrolls by itself to its relevant part.
        top = part.mapTo(page, QPoint(0, 0))
        area.ensureVisible(top.x(), top.y(), 0, AROUND)
