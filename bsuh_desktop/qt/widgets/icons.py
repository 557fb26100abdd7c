"""The line icons of the look book, in any colour and size."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from bsuh_desktop.paths import resources
from bsuh_desktop.qt import colours
from bsuh_desktop.qt.theme import px

SIDE = 20
_KIND_COLOURS = {"primary": colours.WHITE, "quiet": colours.GREEN, "careful": colours.CORAL_TEXT}


def icon(name: str, colour: QColor = colours.INK) -> QIcon:
    """The icon `name` (a file of resources/illustrations/icons) for a button; paler where the button is disabled."""
    made = QIcon()
    for side in sorted({SIDE, px(SIDE), 2 * px(SIDE)}):
        made.addPixmap(icon_pixmap(name, colour.rgba(), side), QIcon.Mode.Normal)
        made.addPixmap(icon_pixmap(name, colours.INK_SOFT.rgba(), side), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor = colours.INK) -> None:
    """Paints the icon `name` as large as `rect` allows, in its middle. Raises OSError if there is no such icon."""
    side = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
    pixmap = icon_pixmap(name, colour.rgba(), max(1, round(side * ratio)))
    place = QRectF(0, 0, side, side)
    place.moveCenter(rect.center())
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))


@functools.lru_cache(maxsize=512)
def icon_pixmap(name: str, rgba: int, side: int) -> QPixmap:
    """The icon as a picture of `side` by `side` pixels."""
    drawing = (resources() / "illustrations" / "icons" / f"{name}.svg").read_text("utf-8")
    coloured = drawing.replace(colours.TOKENS["ink"], QColor.fromRgba(rgba).name())
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def dress(root: QWidget) -> None:
    """Gives every button under `root` the icon that its property `glyph` names, in the colour of its `kind`.

    With `glyph_side` = "right" the icon stands behind the words. Call it again after the text's size has changed.
    """
    for button in root.findChildren(QAbstractButton):
        name = button.property("glyph")
        if name:
            button.setIcon(icon(str(name), _KIND_COLOURS.get(str(button.property("kind")), colours.INK)))
            button.setIconSize(QSize(px(SIDE), px(SIDE)))
            if button.property("glyph_side") == "right":
                button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
