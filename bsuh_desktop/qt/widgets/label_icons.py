"""An icon in a label, in the size of the text."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.icons import SIDE, icon_pixmap


def show_icon(label: QLabel, name: str) -> None:
    """Shows the line icon `name` in `label`; it has no text for a screen reader, since the text beside it says the
    same."""
    label.setPixmap(icon_pixmap(name, colours.INK.rgba(), scaled_text(SIDE)))
