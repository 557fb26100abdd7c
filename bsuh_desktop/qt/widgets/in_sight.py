"""Keeps whatever has the keys in sight: in large letters a page or a dialog is longer than its window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

AROUND = 16
"""Px that stay between a control and the edge of its page, for the ring around it."""


class InSight(QObject):
    """One for all windows of the app. Qt itself scrolls only where the focus goes from one control of a page to the
    next, not where it comes from the rail, the bar or another window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        # A page that opens has its focus before its parts have their places, and a page that is left hands the focus
        # through controls that nobody looks at: to scroll at once would open a page somewhere in its middle.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(lambda: _show_focused(QApplication.focusWidget()))

    def _on_focus_changed(self, _old: QWidget | None, _new: QWidget | None) -> None:
        # Under a mouse that has just gone down nothing may move.
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._settled.start()


def bring(part: QWidget) -> None:
    """Scrolls to `part` once the layout has found its place; the control with the keys stays in sight."""

    def scroll() -> None:
        if part.isVisible():
            _show(part)
            _show_focused(part.window().focusWidget())

    QTimer.singleShot(0, part, scroll)


def _show_focused(part: QWidget | None) -> None:
    if part is not None:
        _show(part)


def _show(part: QWidget) -> None:
    """Scrolls every page around `part`, from the inside out."""
    around = part.parentWidget()
    while around is not None:
        page = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and page is not None and page.isAncestorOf(part):
            _scroll(around, page, part)
        around = around.parentWidget()


def _scroll(area: QScrollArea, page: QWidget, part: QWidget) -> None:
    if part.height() <= area.viewport().height():
        area.ensureWidgetVisible(part, 0, AROUND)
    elif part.visibleRegion().isEmpty():
        # It is higher than the window and moves by itself to what matters in it.
        top = part.mapTo(page, QPoint(0, 0))
        area.ensureVisible(top.x(), top.y(), 0, AROUND)
