"""A word or two on a rounded ground: 45 minutes, signed, practice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scaled_text
from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

TAGS: dict[str, tuple[QColor, QColor]] = {
    "plain": (colours.WELL, colours.INK),
    "ok": (colours.GREEN_TINT, colours.GREEN),
    "look": (colours.AMBER_TINT, colours.AMBER_TEXT),
    "stop": (colours.CORAL_TINT, colours.CORAL_TEXT),
    "info": (colours.INDIGO_TINT, colours.INDIGO_TEXT),
}
"""By state: the ground and the text colour."""
_SIDE = 10


class Tag(Restyled, QLabel):
    """A tag with an optional light before the text. In a form, a label with the property `tag` looks the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "plain"
        self._lit = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, state: str, text: str, *, light: bool = False) -> None:
        """Sets the state (plain, ok, look, stop or info) and the text. Raises KeyError for another state."""
        TAGS[state]
        self._state, self._lit = state, light and state != "plain"
        self.setText(text)
        self.updateGeometry()
        self.update()

    def _before(self) -> int:
        return scaled_text(18) + scaled_text(6) if self._lit else 0

    def sizeHint(self) -> QSize:
        """The size of light and text, with some padding."""
        width = words_size(self.text(), desk_font(13, bold=True)).width()
        return QSize(round(width) + self._before() + 2 * _SIDE + 1, scaled_text(24))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the tag."""
        ground, ink = TAGS[self._state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ground)
        painter.setBrush(ground)
        box = QRectF(self.rect())
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        if self._lit:
            paint_light(painter, QRectF(_SIDE, 0, scaled_text(18), box.height()), self._state)
        left = _SIDE + self._before()
        draw_words(painter, box.adjusted(left, 0, -_SIDE, 0), self.text(), desk_font(13, bold=True), ink)
