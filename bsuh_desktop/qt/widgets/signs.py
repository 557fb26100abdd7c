"""Small overlays in a control: an icon after a button's text, an icon or a light before a field's text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStyle, QStyleOptionButton, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.icon_pixels import SIDE, paint_icon

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
