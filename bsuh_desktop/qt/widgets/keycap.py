"""Keys of the keyboard: drawn small beside what they do, and those that are the same in every step of a class.

Enter for the main button, Ctrl+Z for undo, Ctrl+Y for redo."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.widgets.icons import SIDE, ink_of, paint_icon
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_by_enter(event: QKeyEvent, verb: QPushButton) -> bool:
    """Presses `verb` if the key is Enter and the button is visible and enabled; True if so. For a button that has
    the focus itself the desk has already handled Enter."""
    if event.key() not in ENTER or not (verb.isEnabled() and verb.isVisible()):
        return False
    verb.click()
    return True


def is_undo(event: QKeyEvent) -> bool:
    """True for Ctrl+Z, whichever script the keyboard writes."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and not shift and event.key() == Qt.Key.Key_Z


def is_put_back(event: QKeyEvent) -> bool:
    """True for redo: Ctrl+Y and Ctrl+Shift+Z."""
    modifiers = event.modifiers()
    if not modifiers & Qt.KeyboardModifier.ControlModifier:
        return False
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Y or (shift and event.key() == Qt.Key.Key_Z)


_GAP, _TIGHT_GAP = 10, 6
_PADDING, _TIGHT_PADDING = 18, 9
_GLYPH_GOES, _CAP_GOES = 2, 3
TIGHTEST = _CAP_GOES
_CENTRE = Qt.AlignmentFlag.AlignHCenter


def keycap_size(key: str) -> QSize:
    """The size of the cap of `key`."""
    return QSize(round(words_size(key, desk_font(12, bold=True)).width()) + 14, scaled_text(20))


def paint_keycap(painter: QPainter, rect: QRectF, key: str, colour: QColor = colours.INK) -> None:
    """The cap of `key` in `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, stroke()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(within_stroke(rect), 6, 6)
    draw_words(painter, rect, key, desk_font(12, bold=True), colour, _CENTRE)


class KeyCap(Restyled, QWidget):
    """One key, for a line such as “L late”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Sets the text of the key."""
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
    """A button with an icon before its text (after it with `glyph_side` = "right") and its key at the end; in a form
    the properties `glyph` and `cap`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = ""
        self._cap = ""
        self._tight = 0
        self.setProperty("paints_glyph", True)

    def set_glyph(self, name: str) -> None:
        """Sets the icon before the text; "" for none."""
        self._glyph = name
        self.updateGeometry()
        self.update()

    def set_cap(self, key: str) -> None:
        """Sets the key after the text; "" for none."""
        self._cap = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def set_tight(self, tight: int) -> None:
        """How far it gives way where there is little room: its padding first (1), then its icon (2), last its key
        (`TIGHTEST`), which the tooltip tells; its words never."""
        if tight != self._tight:
            self._tight = tight
            self.setToolTip(self._cap if tight >= _CAP_GOES else "")
            self.updateGeometry()
            self.update()

    def _read_glyph(self) -> str:
        return self._glyph

    def _read_cap(self) -> str:
        return self._cap

    glyph = Property(str, _read_glyph, set_glyph)
    cap = Property(str, _read_cap, set_cap)

    def sizeHint(self) -> QSize:
        """The size of icon, text and key."""
        padding = _TIGHT_PADDING if self._tight else _PADDING
        return QSize(round(self._inside()) + 2 * scaled_text(padding), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: nothing may be cut off."""
        return self.sizeHint()

    def _font(self) -> QFont:
        return desk_font(18 if self.property("kind") == "primary" else 15, bold=True)

    def _pieces(self) -> list[tuple[str, float]]:
        """What is shown from left to right, and the width of each piece."""
        pieces = []
        if self.text():
            pieces.append(("words", words_size(self.text(), self._font()).width()))
        if self._cap and not (self.text() and self._tight >= _CAP_GOES):
            pieces.append(("cap", float(keycap_size(self._cap).width())))
        if self._glyph and not (self.text() and self._tight >= _GLYPH_GOES):
            pieces.insert(
                len(pieces) if self.property("glyph_side") == "right" else 0, ("glyph", float(scaled_text(SIDE)))
            )
        return pieces

    def _inside(self) -> float:
        pieces = self._pieces()
        return sum(width for _, width in pieces) + self._gap() * max(0, len(pieces) - 1)

    def _gap(self) -> int:
        return scaled_text(_TIGHT_GAP if self._tight else _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the stylesheet's ground, then icon, text and key, centred."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        left = (self.width() - self._inside()) / 2
        for piece, width in self._pieces():
            self._paint(painter, piece, QRectF(left, 0, width, self.height()))
            left += width + self._gap()

    def _paint(self, painter: QPainter, piece: str, box: QRectF) -> None:
        ink = ink_of(self)
        if piece == "glyph":
            paint_icon(painter, box, self._glyph, ink)
        elif piece == "words":
            draw_words(painter, box, self.text(), self._font(), ink)
        else:
            height = keycap_size(self._cap).height()
            corner = QPointF(round(box.left()), round((box.height() - height) / 2))
            paint_keycap(painter, QRectF(corner, QSizeF(box.width(), height)), self._cap, ink)
