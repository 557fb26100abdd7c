"""The entries of the rail: places to go to, steps of a class, the two languages, and help for a child."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scale, scaled_box, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.widgets.icons import paint_icon
from bsuh_desktop.qt.widgets.keycap import keycap_size, paint_keycap
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_STATE_WORDS = {"done": Message("Done"), "now": Message("Now"), "next": Message("Still to come")}


class RailButton(Restyled, QAbstractButton):
    """The base of all entries: a name, a ground that reacts to the mouse, and the keyboard."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setProperty("on_night", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the rail, as high as a finger."""
        return QSize(scaled_box(120), max(scaled_box(44), scaled_text(24)))

    def ground(self, painter: QPainter, fill: QColor | None) -> None:
        """A round box; darker under the mouse where there is no other `fill`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if fill is None and self.isEnabled() and (self.underMouse() or self.isDown()):
            fill = colours.NIGHT_DEEP
        if fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(self.rect()), 12, 12)


class DestinationEntry(RailButton):
    """A place: its icon, its name, and a count of waiting items."""

    def __init__(
        self, text: str, icon: str, badge: str = "", parent: QWidget | None = None, many: bool = False
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._badge, self._many = icon, badge, many
        self.setAccessibleName(f"{text}, {badge}" if badge else text)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """48 px high, hardly more with large text: all places must fit on a small screen. If there are `many`, only
        as high as a finger needs."""
        return QSize(scaled_box(176), 44 if self._many and scale() > 1 else max(48, scaled_text(28)))

    def nextCheckState(self) -> None:
        """Does nothing: the page that is shown determines the checked entry, not the click."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the entry; the chosen one is an ivory tab."""
        painter = QPainter(self)
        here = self.isChecked()
        self.ground(painter, colours.IVORY if here else None)
        ink = colours.INK if here else colours.MINT
        side, box = scaled_box(22), QRectF(self.rect())
        paint_icon(painter, QRectF(12, (box.height() - side) / 2, side, side), self._icon, ink)
        left = 12 + side + 12
        right = self._paint_badge(painter, box) if self._badge else box.width() - 8
        words = QRectF(left, 0, right - left, box.height())
        draw_words(painter, words, self.text(), desk_font(15, bold=here), ink)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> float:
        font = desk_font(13, bold=True)
        width = max(scaled_text(20), words_size(self._badge, font).width() + 12)
        pill = QRectF(box.width() - 12 - width, (box.height() - scaled_text(20)) / 2, width, scaled_text(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.AMBER)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        draw_words(painter, pill, self._badge, font, colours.INK, _CENTRE)
        return pill.left() - 8


class StepEntry(RailButton):
    """A step of the class: done with a tick, the current one an ivory tab with an amber number, or still to come."""

    def __init__(self, text: str, number: str, state: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._number, self.state = number, state
        self.setEnabled(state != "next")
        self.setAccessibleDescription(desk_say(_STATE_WORDS[state]))

    def sizeHint(self) -> QSize:
        """56 px high, in large text hardly more."""
        return QSize(scaled_box(176), max(56, scaled_text(32)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and name."""
        painter = QPainter(self)
        now = self.state == "now"
        self.ground(painter, colours.IVORY if now else None)
        box, side = QRectF(self.rect()), scaled_box(32)
        self._paint_disc(painter, QRectF(8, (box.height() - side) / 2, side, side))
        ink = {"now": colours.INK, "done": colours.IVORY}.get(self.state, colours.MINT)
        left = 8 + side + 12
        draw_words(painter, box.adjusted(left, 0, -6, 0), self.text(), desk_font(17, bold=now), ink)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        fill, line, ink = {
            "now": (colours.AMBER, colours.INK, colours.INK),
            "done": (colours.MINT, colours.MINT, colours.NIGHT),
        }.get(self.state, (colours.NIGHT, colours.MINT, colours.MINT))
        painter.setPen(QPen(line, 2))
        painter.setBrush(fill)
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        if self.state == "done":
            inset = disc.width() / 5
            paint_icon(painter, disc.adjusted(inset, inset, -inset, -inset), "check", ink)
        else:
            draw_words(painter, disc, self._number, desk_font(15, bold=True), ink, _CENTRE)


class LanguageHalf(RailButton):
    """One of the two languages, under its own name."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("ring_radius", 8)

    def sizeHint(self) -> QSize:
        """Half of the switch, 44 px high with the ground around it."""
        return QSize(scaled_box(60), scaled_box(36))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its word, which must not touch the ground of the chosen one."""
        return QSize(round(words_size(self.text(), desk_font(14, bold=True)).width()) + 14, scaled_box(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the language; the chosen one is on mint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.MINT)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ink = colours.NIGHT if chosen else colours.MINT
        draw_words(painter, QRectF(self.rect()), self.text(), desk_font(14, bold=chosen), ink, _CENTRE)


class IconButton(RailButton):
    """A square button with only an icon; its name and its key are in the tooltip and for a screen reader."""

    KEY, ICON = "", ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def name(self) -> str:
        """Its accessible name."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Its name and its key."""
        self.setAccessibleName(self.name())
        self.setAccessibleDescription(self.KEY)
        self.setToolTip(f"{self.name()} ({self.KEY})")

    def sizeHint(self) -> QSize:
        """A square for a finger."""
        return QSize(scaled_box(44), scaled_box(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the icon, centred."""
        painter = QPainter(self)
        self.ground(painter, None)
        side, box = scaled_box(24), QRectF(self.rect())
        place = QRectF((box.width() - side) / 2, (box.height() - side) / 2, side, side)
        paint_icon(painter, place, self.ICON, colours.MINT)


class LookButton(IconButton):
    """Opens this person's display settings. The icon is a screen, half dark."""

    KEY, ICON = "Ctrl+,", "screen"

    def name(self) -> str:
        return desk_say(Message("This screen"))


class GuideButton(IconButton):
    """Opens the guide at the page that is shown. The icon is a question mark."""

    KEY, ICON = "F1", "question"

    def name(self) -> str:
        return desk_say(Message("Guide"))


class HelpButton(RailButton):
    """A child needs help: always here, always F8."""

    KEY = "F8"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The number of its lines depends on its width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _words(self) -> QRectF:
        left = 8 + scaled_box(24) + 8
        return QRectF(left, 0, self.width() - left - 8 - keycap_size(self.KEY).width() - 6, self.height())

    def sizeHint(self) -> QSize:
        """As high as its words on one line or two."""
        words = words_size(self.text(), desk_font(14, bold=True), max(60.0, self._words().width())).height()
        return QSize(scaled_box(176), max(scaled_box(56), round(words) + 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a hand with a heart, the text, the key."""
        painter = QPainter(self)
        self.ground(painter, None)
        box = QRectF(self.rect())
        painter.setPen(QPen(colours.MINT, stroke()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(within_stroke(box), 12, 12)
        side = scaled_box(24)
        paint_icon(painter, QRectF(8, (box.height() - side) / 2, side, side), "care", colours.IVORY)
        draw_words(painter, self._words(), self.text(), desk_font(14, bold=True), colours.IVORY, wrap=True)
        cap = keycap_size(self.KEY)
        corner = QPointF(box.width() - 8 - cap.width(), (box.height() - cap.height()) / 2)
        paint_keycap(painter, QRectF(corner, cap.toSizeF()), self.KEY, colours.IVORY)
