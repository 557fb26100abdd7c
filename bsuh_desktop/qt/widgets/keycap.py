"""A key of the keyboard, drawn small beside what it does, and a button that shows its key."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from bsuh_desktop.qt import colours
from bsuh_desktop.qt.theme import desk_font, px
from bsuh_desktop.qt.widgets.icon_pixels import SIDE, paint_icon
from bsuh_desktop.qt.widgets.lettering import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled
from bsuh_desktop.qt.widgets.signs import ink_of

_GAP = 10
_CENTRE = Qt.AlignmentFlag.AlignHCenter


def keycap_size(key: str) -> QSize:
    """The room that the cap of `key` needs."""
    return QSize(round(words_size(key, desk_font(12, bold=True)).width()) + 14, px(20))


def paint_keycap(painter: QPainter, rect: QRectF, key: str, colour: QColor = colours.INK) -> None:
    """The cap of `key` in `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    draw_words(painter, rect, key, desk_font(12, bold=True), colour, _CENTRE)


class KeyCap(Restyled, QWidget):
    """One key, for a line such as “L late”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """What stands on the key."""
        self._key = key
        self.setAccessibleName(key)
        self.updateGeometry()
        self.update()

    def _read(self) -> str:
        return self._key

    key = Property(str, _read, set_key)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return keycap_size(self._key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cap."""
        paint_keycap(QPainter(self), QRectF(self.rect()), self._key, colours.INK_SOFT)


class KeyButton(Restyled, QPushButton):
    """A button with an icon before its words (behind them with `glyph_side` = "right") and its key behind them; in a
    form the properties `glyph` and `cap`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = ""
        self._cap = ""
        self.setProperty("paints_glyph", True)

    def set_glyph(self, name: str) -> None:
        """The icon before the words; "" for none."""
        self._glyph = name
        self.updateGeometry()
        self.update()

    def set_cap(self, key: str) -> None:
        """The key behind the words; "" for none."""
        self._cap = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def _read_glyph(self) -> str:
        return self._glyph

    def _read_cap(self) -> str:
        return self._cap

    glyph = Property(str, _read_glyph, set_glyph)
    cap = Property(str, _read_cap, set_cap)

    def sizeHint(self) -> QSize:
        """Icon, words and key."""
        return QSize(round(self._inside()) + 2 * px(18), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: nothing may be cut off."""
        return self.sizeHint()

    def _font_px(self) -> int:
        return 18 if self.property("kind") == "primary" else 15

    def _inside(self) -> float:
        icon = px(SIDE) + px(_GAP) if self._glyph else 0
        cap = px(_GAP) + keycap_size(self._cap).width() if self._cap else 0
        return icon + words_size(self.text(), desk_font(self._font_px(), bold=True)).width() + cap

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stylesheet's ground, then icon, words and key in its middle."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        trailing = self.property("glyph_side") == "right"
        left = (self.width() - self._inside()) / 2
        if self._glyph and not trailing:
            self._paint_glyph(painter, left)
            left += px(SIDE) + px(_GAP)
        font, ink = desk_font(self._font_px(), bold=True), ink_of(self)
        width = words_size(self.text(), font).width()
        draw_words(painter, QRectF(left, 0, width, self.height()), self.text(), font, ink)
        left += width + px(_GAP)
        if self._cap:
            size = keycap_size(self._cap)
            corner = QPointF(round(left), round((self.height() - size.height()) / 2))
            paint_keycap(painter, QRectF(corner, size.toSizeF()), self._cap, ink)
            left += size.width() + px(_GAP)
        if self._glyph and trailing:
            self._paint_glyph(painter, left)

    def _paint_glyph(self, painter: QPainter, left: float) -> None:
        paint_icon(painter, QRectF(left, 0, px(SIDE), self.height()), self._glyph, ink_of(self))
