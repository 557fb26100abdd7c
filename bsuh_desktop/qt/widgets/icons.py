"""Icons for buttons and fields: the property `glyph` in the form names the icon."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.icon_pixels import SIDE, icon_pixmap, paint_icon
from bsuh_desktop.qt.widgets.signs import KIND_INKS, TrailingIcon, lead_with_icon

__all__ = ["SIDE", "apply_icons", "icon", "icon_pixmap", "paint_icon"]
_GAP = 8


def icon(name: str, colour: QColor = colours.INK, *, gap: int = 0) -> QIcon:
    """The icon `name` (a file of resources/illustrations/icons) for a button, with `gap` px of space after it.

    It is paler while the button is disabled. Raises OSError if the icon does not exist.
    """
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, colours.INK_SOFT)):
        for side in (scaled_text(SIDE), 2 * scaled_text(SIDE)):
            pixmap = QPixmap(side + gap * side // SIDE, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.drawPixmap(0, 0, icon_pixmap(name, ink.rgba(), side))
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def apply_icons(root: QWidget) -> None:
    """Gives every button and field under `root` the icon that its property `glyph` names.

    On a button the icon is before the text or, with `glyph_side` = "right", after it, in the colour of the button's
    `kind`. Call this again after the text size has changed.
    """
    for button in root.findChildren(QPushButton):
        name = str(button.property("glyph") or "")
        if name and not button.property("paints_glyph"):
            _dress_button(button, name)
    for field in root.findChildren(QLineEdit):
        if name := str(field.property("glyph") or ""):
            lead_with_icon(field, name)


def _dress_button(button: QPushButton, name: str) -> None:
    if button.property("glyph_side") == "right":
        trailing = button.findChild(TrailingIcon) or TrailingIcon(button)
        trailing.name = name
        trailing.update()
        return
    # The stylesheet leaves too little space before the text.
    gap = _GAP if button.text() else 0
    button.setIcon(icon(name, KIND_INKS.get(str(button.property("kind")), colours.INK), gap=gap))
    button.setIconSize(QSize(scaled_text(SIDE + gap), scaled_text(SIDE)))
