"""Words that a part paints itself: shaped rightly in both scripts, set in the middle of their box, and observed.

A label tells a test how much room its text needs; painted words tell it through `observers`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

Observer = Callable[[str, QSizeF, QRectF], None]
observers: list[Observer] = []
"""Called with each text that is painted, the size it needs, and the box that it gets."""

# Room for the marks above and below Bangla letters; a line's middle is that of Noto Sans' ascent and descent.
LEADING, CLOSE = 1.6, 1.36
_BASELINE = 0.388
_ENDLESS = 100_000.0


class Words:
    """A text in lines of one font, at most `width` wide."""

    def __init__(self, text: str, font: QFont, width: float) -> None:
        self._px = font.pixelSize()
        self._layout = QTextLayout(text, font)
        self._layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout.setTextOption(option)
        self._lay(width)

    def _lay(self, width: float) -> None:
        self._layout.beginLayout()
        self.widths: list[float] = []
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, -line.ascent()))
            self.widths.append(line.naturalTextWidth())
        self._layout.endLayout()

    @property
    def size(self) -> QSizeF:
        """What the lines need."""
        step = self._px * (LEADING if len(self.widths) > 1 else CLOSE)
        return QSizeF(max(self.widths, default=0.0), step * len(self.widths))

    def paint(self, painter: QPainter, rect: QRectF, align: Qt.AlignmentFlag) -> None:
        """Draws the lines into `rect`, placed as `align` says."""
        step = self.size.height() / max(1, len(self.widths))
        top = rect.top() + _before(align, rect.height() - self.size.height())
        for place, width in enumerate(self.widths):
            left = rect.left() + _aside(align, rect.width() - width)
            baseline = top + step * (place + 0.5) + _BASELINE * self._px
            self._layout.lineAt(place).draw(painter, QPointF(left, baseline))


def _aside(align: Qt.AlignmentFlag, spare: float) -> float:
    if align & Qt.AlignmentFlag.AlignHCenter:
        return spare / 2
    return spare if align & Qt.AlignmentFlag.AlignRight else 0.0


def _before(align: Qt.AlignmentFlag, spare: float) -> float:
    if align & Qt.AlignmentFlag.AlignTop:
        return 0.0
    return spare if align & Qt.AlignmentFlag.AlignBottom else spare / 2


def draw_words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    wrap: bool = False,
) -> None:
    """Paints `text` into `rect`, in the middle of its height unless `align` says otherwise.

    What does not fit on one line ends in … instead of half a letter; `observers` hear what the whole text needs.
    """
    words = words_of(text, font, rect.width() if wrap else _ENDLESS)
    for observer in observers:
        observer(text, words.size, QRectF(rect))
    if not wrap and words.size.width() > rect.width() + 0.5:
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        words = words_of(elided, font, _ENDLESS)
    painter.setPen(colour)
    words.paint(painter, rect, align)


def words_of(text: str, font: QFont, width: float = _ENDLESS) -> Words:
    """`text` set in `font`, kept for the next painting."""
    return _kept(text, font.pixelSize(), font.bold(), font.key(), width)


def words_size(text: str, font: QFont, width: float = _ENDLESS) -> QSizeF:
    """The room that `text` needs on lines of `width`."""
    return words_of(text, font, width).size


@functools.lru_cache(maxsize=2048)
def _kept(text: str, size: int, bold: bool, key: str, width: float) -> Words:
    font = QFont()
    font.fromString(key)
    return Words(text, font, width)
