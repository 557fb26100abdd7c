"""Parts are shown and hidden together, and find their places once, afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLayout


@contextmanager
def still(layout: QLayout) -> Iterator[None]:
    """Qt lays a page out anew for each part that is shown; here it does so once, when it comes to it."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()
        page = layout.parentWidget()
        if page is not None:
            QCoreApplication.postEvent(page, QEvent(QEvent.Type.LayoutRequest))
