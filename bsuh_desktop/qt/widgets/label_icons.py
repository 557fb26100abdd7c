"""An icon as a picture in a label, in the size of the text."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.icons import SIDE, icon_pixmap


def show_icon(label: QLabel, name: str) -> None:
    """The line icon `name` in `label`; it says nothing that the words beside it do not say."""
    label.setPixmap(icon_pixmap(name, colours.INK.rgba(), scaled_text(SIDE)))
