"""Text that a widget paints itself: shaped correctly in both scripts, centred in its box, and observable.

A label reports to a test how much space its text needs; painted text does so through `observers`. Heights of painted
lists are cached: a layout asks for them many times a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from bsuh_desktop.qt.widgets.restyled import Restyled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Observer = Callable[[str, QSizeF, QRectF], None]
observers: list[Observer] = []
"""Called with each text that is painted, the size it needs, and the box that it gets."""

# Line heights in type sizes: with space for the marks above and below Bangla letters, and for a single line.
LEADING, CLOSE = 1.6, 1.36
# Distance of the baseline below a line's middle (Noto Sans: ascent 1.069, descent 0.293).
_BASELINE = 0.388
_ENDLESS = 100_000.0


class PaintedLines:
    """A text in lines of one font, at most `width` px wide; its first `bold` characters are bold."""

    def __init__(self, text: str, font: QFont, width: float, bold: int = 0) -> None:
        self._px = font.pixelSize()
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats(_bold(text[:bold]))
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
        self.step = self._px * (LEADING if len(self.widths) > 1 else CLOSE)
        self.size = QSizeF(max(self.widths, default=0.0), self.step * len(self.widths))

    def paint(self, painter: QPainter, rect: QRectF, align: Qt.AlignmentFlag) -> None:
        """Draws the lines into `rect`, placed by `align`; vertically centred if that has no vertical flag."""
        top = rect.top() + _before(align, rect.height() - self.size.height())
        for place, width in enumerate(self.widths):
            left = rect.left() + _aside(align, rect.width() - width)
            # Whole pixels, so that the same letters look alike at every position.
            baseline = round(top + self.step * (place + 0.5) + _BASELINE * self._px)
            self._layout.lineAt(place).draw(painter, QPointF(left, baseline))


def _bold(text: str) -> list[QTextLayout.FormatRange]:
    if not text:
        return []
    span = QTextLayout.FormatRange()
    span.start, span.length = 0, len(text.encode("utf-16-le")) // 2
    heavy = QTextCharFormat()
    heavy.setFontWeight(QFont.Weight.Bold)
    span.format = heavy
    return [span]


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
    """Paints `text` into `rect`, vertically centred unless `align` says otherwise.

    Text that does not fit on one line ends in … instead of half a letter; `observers` get the size of the whole text.
    """
    lines = lines_of(text, font, rect.width() if wrap else _ENDLESS)
    observe(text, lines.size, rect)
    if not wrap and lines.size.width() > rect.width() + 0.5:
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        lines = lines_of(elided, font, _ENDLESS)
    painter.setPen(colour)
    lines.paint(painter, rect, align)


def observe(text: str, needed: QSizeF, rect: QRectF) -> None:
    """Reports `text`, painted into `rect` of its widget, to the observers."""
    for observer in observers:
        observer(text, QSizeF(needed), QRectF(rect))


def words_size(text: str, font: QFont, width: float = _ENDLESS) -> QSizeF:
    """The size of `text` on lines of `width` px."""
    return lines_of(text, font, width).size


def lines_of(text: str, font: QFont, width: float = _ENDLESS, bold: int = 0) -> PaintedLines:
    """`text` set in `font`, cached for the next painting."""
    key = (text, font.key(), width, bold)
    lines = _cache.get(key)
    if lines is None:
        if len(_cache) >= _MOST_CACHED:
            _cache.clear()
        lines = _cache[key] = PaintedLines(text, font, width, bold)
    return lines


def forget_words() -> None:
    """Clears the cache of painted text: it may contain somebody's name."""
    _cache.clear()


_MOST_CACHED = 4096
_cache: dict[tuple[str, str, float, int], PaintedLines] = {}


if TYPE_CHECKING:

    class _Part(Restyled, QWidget):
        pass
else:
    _Part = Restyled


class SizeCache(_Part):
    """List it before the Qt class. Call `remeasure` when the painted content has changed."""

    _known: dict[int, int] | None = None

    def height_of(self, width: int) -> int:
        """The height of the widget for a width of `width`."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """`height_of`, cached."""
        known = self._known = {} if self._known is None else self._known
        if width not in known:
            known[width] = self.height_of(width)
        return known[width]

    def remeasure(self) -> None:
        """Clears the cache."""
        self._known = None
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Clears the cache for another text size."""
        self.remeasure()
