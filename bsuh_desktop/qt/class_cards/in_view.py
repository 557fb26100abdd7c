"""Scrolls a page so that whatever gets the keys can be seen, also when they come back from the rail or the bar."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND = 16


class InView(QObject):
    """Qt does so only where the focus goes from one control of the page to the next."""

    def __init__(self, scroll: QScrollArea) -> None:
        super().__init__(scroll)
        self._scroll = scroll
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        body = self._scroll.widget()
        # What shows in part stays where it is: under a mouse that has just gone down, nothing may move.
        if new is not None and body is not None and body.isAncestorOf(new) and new.visibleRegion().isEmpty():
            self._scroll.ensureWidgetVisible(new, _AROUND, _AROUND)
