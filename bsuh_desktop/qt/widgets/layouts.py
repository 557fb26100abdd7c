"""Suspends a layout while many parts change, and lists its widgets without creating its items in Python.

The Python object of a layout's item outlives the item, which Qt deletes when its widget leaves the layout. If Qt then
allocates another object at the same address, Python gets the dead item in its place, and events for it fail.
`QLayout.itemAt` makes such objects. `addLayout` does, too, for each item of the layout that is added: so a layout is
added while it is empty, and filled afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def layout_suspended(layout: QLayout) -> Iterator[None]:
    """Lays the page out once, after the block, instead of once for each part that is shown."""
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
    """The widgets directly in `layout`, including hidden ones, in order."""
    parent = layout.parentWidget()
    if parent is None:
        return []
    children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    places = {layout.indexOf(child): child for child in children}
    return [places[place] for place in sorted(places) if place >= 0]
