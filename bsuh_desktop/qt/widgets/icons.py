"""The line icons of the look book: as pixels in any colour and size, on buttons, in labels, in fields.

The property `glyph` in the form names the icon."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStyle, QStyleOptionButton, QWidget

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text

SIDE = 20
"""An icon's side on a button, in px before the text scale."""


@functools.lru_cache(maxsize=512)
def icon_pixmap(name: str, rgba: int, side: int) -> QPixmap:
    """The icon `name`, `side` by `side` pixels. Raises OSError if there is no such icon."""
    drawing = (resources() / "illustrations" / "icons" / f"{name}.svg").read_text("utf-8")
    coloured = drawing.replace(colours.CALM["ink"], QColor.fromRgba(rgba).name())
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor = colours.INK) -> None:
    """Paints the icon `name` as large as `rect` allows, in its middle. Raises OSError if there is no such icon."""
    side = round(min(rect.width(), rect.height()))
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    pixmap = icon_pixmap(name, colour.rgba(), max(1, round(side * ratio)))
    # Aligned to whole pixels; otherwise its strokes are blurred.
    place = QRectF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side)
    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))


KIND_INKS: dict[str, QColor] = {
    "primary": colours.WHITE,
    "quiet": colours.GREEN,
    "careful": colours.CORAL_TEXT,
}
"""The colour of a button's words by its `kind`; all others are ink."""
_INSET = 14
_GAP = 8


def ink_of(button: QPushButton) -> QColor:
    """The text colour of `button`."""
    return KIND_INKS.get(str(button.property("kind")), colours.INK) if button.isEnabled() else colours.INK_SOFT


class _Sign(QWidget):
    """An overlay of the same size as `control`, transparent for the mouse."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(control.rect())
        control.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the control's size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False


class TrailingIcon(_Sign):
    """An icon after a button's text; the stylesheet reserves the space for it."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button = button
        self.name = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the icon."""
        option = QStyleOptionButton()
        self._button.initStyleOption(option)
        part = QStyle.SubElement.SE_PushButtonContents
        inside = QRectF(self._button.style().subElementRect(part, option, self._button))
        words = self._button.fontMetrics().horizontalAdvance(self._button.text())
        box = QRectF(inside.center().x() + words / 2 + scaled_text(10), 0, scaled_text(SIDE), self.height())
        paint_icon(QPainter(self), box, self.name, ink_of(self._button))


class FieldSign(_Sign):
    """Something painted before the text of a field, which reserves space for it."""

    def __init__(self, field: QLineEdit, paint: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__(field)
        self._paint = paint
        self._field = field
        self._reserve()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of the text, too."""
        if event.type() == QEvent.Type.StyleChange:
            self._reserve()
        return super().eventFilter(watched, event)

    def _reserve(self) -> None:
        self._field.setTextMargins(scaled_text(SIDE) + _GAP, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the sign."""
        self._paint(QPainter(self), QRectF(_INSET, 0, scaled_text(SIDE), self.height()))


def lead_field(field: QLineEdit, paint: Callable[[QPainter, QRectF], None] | None) -> None:
    """Gives `field` the sign that `paint` paints, replacing a previous one; None removes it."""
    for sign in field.findChildren(FieldSign):
        sign.setParent(None)
        sign.deleteLater()
    if paint is None:
        field.setTextMargins(0, 0, 0, 0)
    else:
        FieldSign(field, paint)


def lead_with_icon(field: QLineEdit, name: str) -> None:
    """The icon `name` before what is typed; "" for none."""
    if not name:
        lead_field(field, None)
        return
    lead_field(field, lambda painter, box: paint_icon(painter, box, name, colours.INK_SOFT))


__all__ = ["SIDE", "apply_icons", "icon", "icon_pixmap", "paint_icon"]


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


def show_icon(label: QLabel, name: str) -> None:
    """Shows the line icon `name` in `label`; it has no text for a screen reader, since the text beside it says the
    same."""
    label.setPixmap(icon_pixmap(name, colours.INK.rgba(), scaled_text(SIDE)))
