"""Finds what `bsuh_desktop/qt/widgets/layouts.py` warns of: Python objects that layouts keep of their items."""

from __future__ import annotations

from PySide6.QtWidgets import QWidgetItem
from shiboken6 import Shiboken


def items_of_layouts() -> list[str]:
    """What PySide says of each. Our own layouts hold their items otherwise, and let each go with its widget."""
    known = Shiboken.getAllValidWrappers()
    said = [Shiboken.dump(one) for one in known if isinstance(one, QWidgetItem)]
    return [words for words in said if "\nparent." in words]
