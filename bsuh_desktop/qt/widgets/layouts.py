"""Layouts: held back while many parts change, and asked for their widgets without asking for their items.

What `QLayout.itemAt` gives to Python lives on after Qt has deleted the item with its widget; an object that Qt makes in
the same place of memory then comes to Python as that dead item, and events for it fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def layout_suspended(layout: QLayout) -> Iterator[None]:
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


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets that stand in `layout` itself, hidden ones too, in their order."""
    parent = layout.parentWidget()
    if parent is None:
        return []
    children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    places = {layout.indexOf(child): child for child in children}
    return [places[place] for place in sorted(places) if place >= 0]
