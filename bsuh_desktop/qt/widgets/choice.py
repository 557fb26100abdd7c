"""A choice with a picture: one of a few cards, each with a title and a sentence."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.icons import paint_icon
from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Folding

_PAD = 16
FOOT_COLOURS: dict[str, QColor] = {
    "": colours.INK_SOFT,
    "ok": colours.GREEN,
    "look": colours.AMBER_TEXT,
    "stop": colours.CORAL_TEXT,
    "info": colours.INDIGO_TEXT,
    "unused": colours.INK_SOFT,
}
"""The text colour of the footer line by the state of its light."""


class ChoiceCard(Folding, QAbstractButton):
    """Cards of one parent are exclusive. A `wide` card is horizontal: the icon at the left, the footer below the
    sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._sentence, self._foot, self._foot_state, self._wide = "", "", "", "", False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, icon: str, title: str, sentence: str = "") -> None:
        """Sets the icon's name, the title and the sentence, both in the desk's language."""
        self._icon, self._sentence = icon, sentence
        self.setText(title)
        self._changed()

    def set_foot(self, text: str, state: str = "") -> None:
        """Sets the footer line and its light (ok, look, stop, info, unused; "" for none)."""
        FOOT_COLOURS[state]
        self._foot, self._foot_state = text, state
        self._changed()

    def set_wide(self, wide: bool) -> None:
        """Makes the card horizontal instead of vertical."""
        self._wide = wide
        self._changed()

    def _read_wide(self) -> bool:
        return self._wide

    wide = Property(bool, _read_wide, set_wide)

    def _changed(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(" ".join(part for part in (self._sentence, self._foot) if part))
        self.fold()

    def _disc(self) -> float:
        return float(scaled_box(64 if self._wide else 52))

    def _text_rect(self, width: float) -> tuple[float, float]:
        """The left edge of the text, and the width of its lines."""
        left = _PAD + self._disc() + 20 if self._wide else _PAD
        return left, max(40.0, width - left - _PAD - (scaled_text(24) + 8 if self._wide else 0))

    def _title_height(self, width: float) -> float:
        return max(float(scaled_text(32)), words_size(self.text(), desk_font(20, bold=True), width).height())

    def _sentence_height(self, width: float) -> float:
        return words_size(self._sentence, desk_font(15), width).height() if self._sentence else 0.0

    def _foot_height(self, width: float) -> float:
        if not self._foot:
            return 0.0
        return max(float(scaled_text(24)), words_size(self._foot, desk_font(15), width - self._foot_indent()).height())

    def _foot_indent(self) -> int:
        return scaled_text(20) + 8 if self._foot_state else 0

    def heightForWidth(self, width: int) -> int:
        """The height of all texts on lines of that width."""
        _, line = self._text_rect(width)
        words = (
            self._title_height(line) + self._sentence_height(line) + self._foot_height(line) + (8 if self._foot else 0)
        )
        if self._wide:
            return round(max(self._disc(), words) + 2 * (_PAD + 4))
        return round(self._disc() + 8 + words + 2 * _PAD)

    def hasHeightForWidth(self) -> bool:
        """Sentences wrap."""
        return True

    def sizeHint(self) -> QSize:
        """A card of a row of four, or of a column."""
        width = 480 if self._wide else scaled_box(220)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        words = [*self.text().split(), ""]
        longest = max(words_size(word, desk_font(20, bold=True)).width() for word in words)
        left, _ = self._text_rect(0)
        width = round(left + longest + _PAD + (scaled_text(24) + 8 if self._wide else 0))
        return QSize(width, scaled_text(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints card, disc with icon, texts, footer, and the tick of the chosen one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        disc = QRectF(_PAD + (4 if self._wide else 0), _PAD, self._disc(), self._disc())
        if self._wide:
            disc.moveTop((self.height() - disc.height()) / 2)
        self._paint_disc(painter, disc)
        left, line = self._text_rect(self.width())
        words = self._title_height(line) + self._sentence_height(line) + self._foot_height(line)
        top = (self.height() - words) / 2 if self._wide else disc.bottom() + 8
        self._paint_words(painter, QRectF(left, top, line, self.height() - top))
        if self.isChecked():
            side = scaled_text(24)
            paint_light(
                painter,
                QRectF(self.width() - _PAD - side, _PAD if not self._wide else (self.height() - side) / 2, side, side),
                "ok",
            )

    def _paint_ground(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        fill, border = (colours.GREEN_TINT, colours.GREEN) if chosen else (colours.PAPER, colours.LINE)
        if self._hovered():
            fill, border = colours.WELL, colours.EDGE
        width = stroke(2 if chosen else 1)
        painter.setPen(QPen(border, width))
        painter.setBrush(fill)
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)

    def _hovered(self) -> bool:
        return not self.isChecked() and self.isEnabled() and (self.underMouse() or self.isDown())

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        chosen = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        # On the ground of a card under the mouse its own colour would not be seen.
        painter.setBrush(colours.GREEN if chosen else colours.PAPER if self._hovered() else colours.WELL)
        painter.drawEllipse(disc)
        inset = disc.width() / 4
        ink = colours.WHITE if chosen else colours.INK if self.isEnabled() else colours.INK_SOFT
        if self._icon:
            paint_icon(painter, disc.adjusted(inset, inset, -inset, -inset), self._icon, ink)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        ink = colours.INK if self.isEnabled() else colours.INK_SOFT
        title = QRectF(box.left(), box.top(), box.width(), self._title_height(box.width()))
        draw_words(painter, title, self.text(), desk_font(20, bold=True), ink, wrap=True)
        sentence = QRectF(box.left(), title.bottom(), box.width(), self._sentence_height(box.width()))
        if self._sentence:
            draw_words(painter, sentence, self._sentence, desk_font(15), colours.INK_SOFT, wrap=True)
        if self._foot:
            self._paint_foot(painter, box, sentence.bottom())

    def _paint_foot(self, painter: QPainter, box: QRectF, top: float) -> None:
        height = self._foot_height(box.width())
        foot = QRectF(box.left(), top if self._wide else self.height() - _PAD - height, box.width(), height)
        if self._foot_state:
            paint_light(painter, QRectF(foot.left(), foot.top(), scaled_text(20), scaled_text(24)), self._foot_state)
        colour = FOOT_COLOURS[self._foot_state]
        draw_words(painter, foot.adjusted(self._foot_indent(), 0, 0, 0), self._foot, desk_font(15), colour, wrap=True)
