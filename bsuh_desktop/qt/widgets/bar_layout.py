"""The bar below the page: buttons give way where there is little room, then wrap; the next step is at the right."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from bsuh_desktop.qt.widgets.item_layout import ItemLayout
from bsuh_desktop.qt.widgets.keycap import TIGHTEST, KeyButton

_SPACING, _TIGHT_SPACING = 16, 6
_SIDE, _TIGHT_SIDE, _ABOVE = 32, 24, 12


class BarLayout(ItemLayout):
    """Rows from the left; the last `right` widgets that were added are together at the right end of the last row."""

    def __init__(self, parent: QWidget, right: int = 1) -> None:
        super().__init__(parent)
        self._right = right
        self.setContentsMargins(QMargins(_SIDE, _ABOVE, _SIDE, _ABOVE))
        self.setSpacing(_SPACING)

    def expandingDirections(self) -> Qt.Orientation:
        """Neither: it is as high as its rows."""
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        """All rows and the margins."""
        margins = self.contentsMargins()
        lowest = max((place.bottom() + 1 for place in self._placed(width)), default=margins.top())
        return lowest + margins.bottom()

    def sizeHint(self) -> QSize:
        """One row."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as its widest button."""
        margins, shown = self.contentsMargins(), self._shown()
        width = max((item.sizeHint().width() for item in shown), default=0)
        return QSize(width + margins.left() + margins.right(), _height(shown) + margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Places the rows in the middle of the height."""
        super().setGeometry(rect)
        top = rect.top() + max(0, rect.height() - self.heightForWidth(rect.width())) // 2
        for item, place in zip(self._shown(), self._placed(rect.width()), strict=True):
            item.setGeometry(place.translated(rect.left(), top))

    def _placed(self, width: int) -> list[QRect]:
        """Where each item that is shown stands, from the top left corner."""
        if width not in self._measured:
            margins, places = self.contentsMargins(), list[QRect]()
            top, right = margins.top(), width - margins.right()
            for row in self._rows(width, self._shown()):
                places += self._in_row(row, QRect(margins.left(), top, right - margins.left(), _height(row)))
                top += _height(row) + self.spacing()
            self._measured[width] = places
        return self._measured[width]

    def _in_row(self, row: list[QLayoutItem], room: QRect) -> list[QRect]:
        group = [item for item in row if item in self._items[-self._right :]]
        left, places = room.left(), list[QRect]()
        for item in row:
            if group and item is group[0]:
                left = max(left, room.right() + 1 - self._width(group))
            size = item.sizeHint()
            places.append(QRect(QPoint(left, room.top() + (room.height() - size.height()) // 2), size))
            left += size.width() + self.spacing()
        return places

    def rows(self, width: int, parts: Collection[QWidget]) -> int:
        """On how many rows of `width` `parts` stand. Its buttons give way as far as they must for the fewest."""
        rows: list[int] = []
        while len(rows) <= TIGHTEST and 1 not in rows:
            rows.append(self._rows_at(len(rows), width, parts))
        least_tight = rows.index(min(rows))
        return rows[-1] if least_tight == len(rows) - 1 else self._rows_at(least_tight, width, parts)

    def _rows_at(self, tight: int, width: int, parts: Collection[QWidget]) -> int:
        side = _TIGHT_SIDE if tight == TIGHTEST else _SIDE
        self.setContentsMargins(QMargins(side, _ABOVE, side, _ABOVE))
        self.setSpacing(_TIGHT_SPACING if tight else _SPACING)
        for item in self._items:
            if isinstance(button := item.widget(), KeyButton):
                button.set_tight(tight)
        return len(self._rows(width, [item for item in self._items if item.widget() in parts]))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int, shown: list[QLayoutItem]) -> list[list[QLayoutItem]]:
        """The group at the right breaks as a whole, if it fits on a row at all."""
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        rows: list[list[QLayoutItem]] = [[]]
        group = [item for item in self._items[-self._right :] if item in shown]
        for item in shown:
            whole = group if group and item is group[0] and self._width(group) <= room else [item]
            if rows[-1] and self._width([*rows[-1], *whole]) > room:
                rows.append([])
            rows[-1].append(item)
        return rows

    def _width(self, row: list[QLayoutItem]) -> int:
        return sum(_natural(item) for item in row) + self.spacing() * max(0, len(row) - 1)


def _natural(item: QLayoutItem) -> int:
    """The width that it asks for, hidden or not: the item of a hidden widget asks for nothing."""
    widget = item.widget()
    return widget.sizeHint().width() if widget is not None and item.isEmpty() else item.sizeHint().width()


def _height(row: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in row), default=0)
