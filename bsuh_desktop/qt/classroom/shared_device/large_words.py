"""Large text to be read at arm's length, on as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import desk_font, scale, scaled_box, scaled_text
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled

_LARGE = 28
"""From this size on words grow like the boxes around them: they can be read already, and must not push answers away."""
_INKS = {"": colours.INK, "soft": colours.INK_SOFT, "look": colours.AMBER_TEXT, "stop": colours.CORAL_TEXT}


def grown(letters: int, share: float = 1.0) -> float:
    """The size before the text scale of words of `letters` px; large ones may be reduced to `share` where they would
    not all be seen at once."""
    return letters if letters < _LARGE else max(float(_LARGE), scaled_box(letters) * share) / scale()


class LargeWords(Restyled, QWidget):
    """Properties: `letters` in px before the text scale, `bold`, `centred`, `ink` ("", soft, look, stop)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._letters, self._bold, self._centred, self._ink = "", 20, False, False, ""
        self._share = 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Sets the text; empty text takes no space."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_share(self, share: float) -> None:
        """Reduces large words to `share` of their size."""
        self._share = share
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The text."""
        return self._text

    def _read_letters(self) -> int:
        return self._letters

    def _set_letters(self, letters: int) -> None:
        self._letters = letters

    def _read_bold(self) -> bool:
        return self._bold

    def _set_bold(self, bold: bool) -> None:
        self._bold = bold

    def _read_centred(self) -> bool:
        return self._centred

    def _set_centred(self, centred: bool) -> None:
        self._centred = centred

    def _read_ink(self) -> str:
        return self._ink

    def _set_ink(self, ink: str) -> None:
        self._ink = ink

    letters = Property(int, _read_letters, _set_letters)
    bold = Property(bool, _read_bold, _set_bold)
    centred = Property(bool, _read_centred, _set_centred)
    ink = Property(str, _read_ink, _set_ink)

    def _font(self) -> QFont:
        return desk_font(grown(self._letters, self._share), self._bold)

    def hasHeightForWidth(self) -> bool:
        """Yes, lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        return round(words_size(self._text, self._font(), width).height()) + 1

    def sizeHint(self) -> QSize:
        """A few words per line."""
        return QSize(scaled_text(400), self.heightForWidth(scaled_text(400)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest word."""
        longest = max((words_size(word, self._font()).width() for word in self._text.split()), default=0.0)
        return QSize(round(longest) + 1, scaled_text(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the lines."""
        align = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        draw_words(QPainter(self), QRectF(self.rect()), self._text, self._font(), _INKS[self._ink], align, wrap=True)
