"""In large letters a page is longer than its window: what matters now is scrolled to."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

NEAR = 8


class InSight(QObject):
    """Keeps the control that has the keys in sight. Qt scrolls to it only if the one before stood on the page, too."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._wanted: QWidget | None = None
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus_changed)

    def bring(self, part: QWidget) -> None:
        """Scrolls to `part` once the layout has found its place; the control with the keys stays in sight."""
        self._wanted = part
        QTimer.singleShot(0, self._scroll)

    def _scroll(self) -> None:
        if self._wanted is not None and self._wanted.isVisible():
            self._show(self._wanted)
            self._show(self._area.window().focusWidget())

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._show(new)

    def _show(self, part: QWidget | None) -> None:
        page = self._area.widget()
        if part is not None and page is not None and page.isAncestorOf(part):
            self._area.ensureWidgetVisible(part, 0, NEAR)
