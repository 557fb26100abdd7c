"""The map of districts: one tile each in five shades of green; exact numbers under the pointer and the cursor."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bsuh_desktop.domain.districts import COLUMNS, ROWS
from bsuh_desktop.presenters.figures.upper_half import SHADES, DistrictTiles, Tile
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import desk_language
from bsuh_desktop.qt.look.theme import desk_font, scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.focus import around, paint_ring
from bsuh_desktop.qt.widgets.painted_text import draw_words, words_size
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say, desk_text


def shade(step: int) -> QtGui.QColor:
    """Colour of a tile: paper for 0, then from the palest to the darkest green."""
    return QtGui.QColor(colours.SHADES[min(step, SHADES) - 1] if step > 0 else colours.PAPER)


def ink_on(step: int) -> QtGui.QColor:
    """A text colour that is readable on it."""
    ground = shade(step)
    return max((colours.INK, colours.WHITE), key=lambda ink: colours.contrast(ink, ground))


def paint_tile(painter: QtGui.QPainter, rect: QRectF, step: int, radius: float = 6) -> None:
    """Paints a box of that shade. Since colour must not be the only sign, it has as many dots at its foot as its
    step."""
    painter.save()
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    shape = QtGui.QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.fillPath(shape, shade(step))
    painter.setPen(QtGui.QPen(colours.EDGE if step <= 0 else colours.GREEN, stroke()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    if step > 0:
        _dots(painter, rect, step)
    painter.restore()


def _dots(painter: QtGui.QPainter, rect: QRectF, step: int) -> None:
    side = gap = min(scaled_text(2.6), (rect.width() - 4) / (2 * SHADES))
    width = step * side + (step - 1) * gap
    left, y = rect.center().x() - width / 2, rect.bottom() - scaled_text(4) - side / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QtGui.QBrush(ink_on(step)))
    for place in range(step):
        painter.drawEllipse(QRectF(left + place * (side + gap), y - side / 2, side, side))


_GAP = 3
_WIDTH, _LEAST_WIDTH, _HEIGHT = 46, 34, 35
_LETTERS, _LEGEND_LETTERS = 12, 12
_LEGEND_LINE, _LEGEND_BOX, _LEGEND_COLUMN, _LEGEND_ROWS = 25, 18, 4, 3
"""Line and box of the legend in px; first column and number of rows of the empty corner that contains it."""


class DistrictMap(Restyled, QWidget):
    """Arrow keys move a cursor from tile to tile; the pointer shows the tile below it."""

    pointed = Signal(str)
    """Code of the district under the pointer, "" when the cursor's is shown again."""
    chosen = Signal(str)
    """Code of a tile that was double-clicked or opened with Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = DistrictTiles()
        self._place = 0
        self._over: int | None = None
        self._rects: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_ring", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def _tiles(self) -> tuple[Tile, ...]:
        return self._shown.tiles

    def set_tiles(self, shown: DistrictTiles) -> None:
        """Sets the tiles. The cursor stays; at first it is on the darkest tile."""
        first, tiles = not self._tiles, shown.tiles
        self._shown = shown
        if first and tiles:
            self._place = max(range(len(tiles)), key=lambda place: (tiles[place].classes, -place))
        self._measure()
        self.updateGeometry()
        self.update()
        self._describe()

    def current(self) -> Tile | None:
        """The tile under the pointer, else the one with the cursor."""
        place = self._place if self._over is None else self._over
        return self._tiles[place] if self._tiles else None

    def _legend_lines(self) -> list[tuple[int, str]]:
        return [(step, desk_text(text)) for step, text in self._shown.legend()]

    def _legend_height(self) -> int:
        columns = self._legend_columns()
        return -(-len(self._legend_lines()) // columns) * scaled_text(_LEGEND_LINE)

    def _legend_entry(self) -> float:
        widths = (words_size(text, desk_font(_LEGEND_LETTERS)).width() for _, text in self._legend_lines())
        return scaled_text(_LEGEND_LETTERS) * 1.8 + 8 + max(widths, default=0.0) + 12

    def _legend_columns(self) -> int:
        free = self._tile_width() * (COLUMNS - _LEGEND_COLUMN) - _GAP
        return 2 if self._legend_entry() * 2 <= free else 1

    def _tile_width(self) -> float:
        """Width in px, with the gap after it."""
        return (self.width() - 2 * around() + _GAP) / COLUMNS

    def _above(self) -> int:
        """How far the map is moved down, in px, to make room for the legend in the empty corner."""
        return max(0, self._legend_height() - _LEGEND_ROWS * (scaled_box(_HEIGHT) + _GAP))

    def _measure(self) -> None:
        across, down, side = self._tile_width(), scaled_box(_HEIGHT) + _GAP, around()
        top = side + self._above()
        self._rects = [
            QRectF(
                round(side + tile.district.column * across),
                top + tile.district.row * down,
                round(across) - _GAP,
                scaled_box(_HEIGHT),
            )
            for tile in self._tiles
        ]

    def sizeHint(self) -> QSize:
        """Nine tiles wide, eleven high."""
        return QSize(COLUMNS * (scaled_box(_WIDTH) + _GAP) + 2 * around(), self._needed())

    def minimumSizeHint(self) -> QSize:
        """Tiles in which three letters can be read."""
        return QSize(COLUMNS * (scaled_box(_LEAST_WIDTH) + _GAP) + 2 * around(), self._needed())

    def _needed(self) -> int:
        return ROWS * (scaled_box(_HEIGHT) + _GAP) - _GAP + 2 * around() + self._above()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Tiles share the width; this may move the legend."""
        super().resizeEvent(event)
        self._measure()
        self.updateGeometry()

    def restyle(self) -> None:
        """Scales the tiles."""
        self._measure()

    def retranslate(self) -> None:
        """Letters, legend and the accessible text."""
        self._measure()
        self.updateGeometry()
        self._describe()

    def _describe(self) -> None:
        tile = self._tiles[self._place] if self._tiles else None
        said = desk_say(tile.label()) if tile else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if self.hasFocus():
                QtGui.QAccessible.updateAccessibility(
                    QtGui.QAccessibleEvent(self, QtGui.QAccessible.Event.DescriptionChanged)
                )

    def _go(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self._over = None
            self._describe()
            self.update()
            self.pointed.emit(self._tiles[place].district.code)

    def _toward(self, right: int, down: int) -> int:
        """Index of the nearest tile in that direction; the present one at the edge."""
        here = self._tiles[self._place].district
        best, least = self._place, 1_000.0
        for place, tile in enumerate(self._tiles):
            across, below = tile.district.column - here.column, tile.district.row - here.row
            along = across * right + below * down
            aside = abs(across * down) + abs(below * right)
            if along > 0 and along + 3 * aside < least:
                best, least = place, along + 3 * aside
        return best

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Moves the cursor; Enter opens its tile."""
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if self._tiles and key in moves:
            self._go(self._toward(*moves[key]))
        elif self._tiles and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            places = sorted(range(len(self._tiles)), key=lambda place: self._at(place))
            self._go(places[0] if key == Qt.Key.Key_Home else places[-1])
        elif self._tiles and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.chosen.emit(self._tiles[self._place].district.code)
        else:
            super().keyPressEvent(event)

    def _at(self, place: int) -> tuple[int, int]:
        district = self._tiles[place].district
        return district.row, district.column

    def _place_at(self, point: QPointF) -> int | None:
        return next((place for place, rect in enumerate(self._rects) if rect.contains(point)), None)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        """Reports the tile under the pointer."""
        self._set_over(self._place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Reports the cursor's tile again."""
        self._set_over(None)

    def _set_over(self, place: int | None) -> None:
        if place != self._over:
            self._over = place
            self.update()
            self.pointed.emit("" if place is None else self._tiles[place].district.code)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Moves the cursor to the tile."""
        place = self._place_at(event.position())
        if place is not None:
            self._go(place)

    def mouseDoubleClickEvent(self, event: QtGui.QMouseEvent) -> None:
        """Opens the tile."""
        place = self._place_at(event.position())
        if place is not None:
            self.chosen.emit(self._tiles[place].district.code)

    def event(self, event: QEvent) -> bool:
        """Tooltip of the tile under the pointer."""
        if isinstance(event, QtGui.QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPoint) -> str:
        """Tooltip at `point`; "" if there is none."""
        place = self._place_at(QPointF(point))
        return "" if place is None else desk_say(self._tiles[place].label())

    def focusInEvent(self, event: QtGui.QFocusEvent) -> None:
        """Shows the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Hides the focus ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paints tiles, legend and ring."""
        painter = QtGui.QPainter(self)
        language = desk_language()
        for tile, rect in zip(self._tiles, self._rects, strict=True):
            paint_tile(painter, rect, tile.step)
            lift = scaled_text(5) if tile.step > 0 else 0
            box = rect.adjusted(0, 0, 0, -lift)
            bold = tile.step > 0
            ink = ink_on(tile.step) if tile.step > 0 else colours.INK_SOFT
            middle = Qt.AlignmentFlag.AlignHCenter
            draw_words(painter, box, tile.district.label.text_in(language), _tile_font(bold), ink, middle)
        self._paint_legend(painter)
        if self._tiles and (self.hasFocus() or self._over is not None):
            place = self._place if self._over is None else self._over
            paint_ring(painter, self._rects[place].adjusted(2, 2, -2, -2), 4)

    def _paint_legend(self, painter: QtGui.QPainter) -> None:
        said, columns = self._legend_lines(), self._legend_columns()
        lines = -(-len(said) // columns)
        width, line, side = self._legend_entry(), scaled_text(_LEGEND_LINE), scaled_text(_LEGEND_LETTERS) * 1.8
        left = self.width() - around() - columns * width + 12
        for place, (step, text) in enumerate(said):
            column, row = divmod(place, max(1, lines))
            x, y = left + column * width, around() + row * line
            box_height = scaled_text(_LEGEND_BOX)
            paint_tile(painter, QRectF(x, y + (line - box_height) / 2, side, box_height), step, 4)
            box = QRectF(x + side + 8, y, width - side - 8 - 10, line)
            draw_words(painter, box, text, desk_font(_LEGEND_LETTERS), colours.INK)


def _tile_font(bold: bool) -> QtGui.QFont:
    """Font of the letters on a tile: scaled with it; the whole name is shown beside the map in full size."""
    return desk_font(_LETTERS * scaled_box(100) / scaled_text(100), bold=bold)
