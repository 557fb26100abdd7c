"""Finds what `bsuh_desktop/qt/widgets/layouts.py` warns of: Python objects of items that belong to a layout of Qt's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidgetItem
from shiboken6 import Shiboken

from bsuh_desktop.qt.widgets.item_layout import ItemLayout


def items_of_layouts() -> list[QWidgetItem]:
    """Those that Python holds now. Our own layouts hold theirs, and let each go with its widget."""
    known = Shiboken.getAllValidWrappers()  # type: ignore[attr-defined]  # its stub misses it
    ours = {id(item) for layout in known if isinstance(layout, ItemLayout) for item in layout._items}
    return [item for item in known if isinstance(item, QWidgetItem) and id(item) not in ours]

