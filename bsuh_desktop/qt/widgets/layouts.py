"""Our own layouts: buttons that wrap into lines, the bar below the page, and layouts suspended while parts change.

The Python object of a layout's item outlives the item, which Qt deletes when its widget leaves the layout. If Qt then
allocates another object at the same address, Python gets the dead item in its place, and events for it fail.
`QLayout.itemAt` makes such objects. `addLayout` does, too, for each item of the layout that is added: so a layout is
added while it is empty, and filled afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from bsuh_desktop.qt.widgets.keycap import TIGHTEST, KeyButton
from bsuh_desktop.qt.widgets.restyled import Folding


@contextmanager
def layout_suspended(layout: QLayout) -> Iterator[None]:
    """Lays the page out once, after the block, instead of once for each part that is shown."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()
        page = layout.parentWidget()
        if page is not None:
            QCoreApplication.postEvent(page, QEvent(QEvent.Type.LayoutRequest))


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets directly in `layout`, including hidden ones, in order."""
    parent = layout.parentWidget()
    if parent is None:
        return []
    children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    places = {layout.indexOf(child): child for child in children}
    return [places[place] for place in sorted(places) if place >= 0]


class ItemLayout(QLayout):
    """Subclasses implement the height for a width, and place `self._items`. They cache measurements by width in
    `self._measured`, which is cleared when an item changes its size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._measured: dict[int, list[QRect]] = {}

    def invalidate(self) -> None:
        """An item has changed its size hint, or was shown or hidden."""
        self._measured.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """One more at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The one at `index`, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Removes and returns the item at `index`; None beyond the end."""
        self._measured.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Narrow ones need more lines."""
        return True


_GAP = 8


@runtime_checkable
class Yielding(Protocol):
    """A part that becomes narrower before the parts beside it wrap to another line."""

    def narrowest(self) -> int:
        """The least width, in px, at which its text is still complete."""
        ...


class Flow(Folding, QWidget):
    """Places its children itself, in order; hidden ones take no space. With the property `centred` each line stands in
    the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _shown(self) -> list[QWidget]:
        return [child for child in self.children() if isinstance(child, QWidget) and not child.isHidden()]

    def _boxes(self, width: int) -> list[QRect]:
        boxes: list[QRect] = []
        at = QPoint(0, 0)
        for size in self._sizes(width):
            if at.x() and at.x() + size.width() > width:
                at = QPoint(0, boxes[-1].bottom() + 1 + _GAP)
            boxes.append(QRect(at, size))
            at += QPoint(size.width() + _GAP, 0)
        return boxes

    def _sizes(self, width: int) -> list[QSize]:
        """The size hints of the parts; if they fit on one line only with less width, the yielding parts are reduced,
        each in proportion to its spare width."""
        parts = self._shown()
        sizes = [part.sizeHint() for part in parts]
        over = sum(size.width() for size in sizes) + _GAP * (len(sizes) - 1) - width
        spare = [
            max(0, size.width() - part.narrowest()) if isinstance(part, Yielding) else 0
            for part, size in zip(parts, sizes, strict=True)
        ]
        if not 0 < over <= sum(spare):
            return sizes
        gone = [-(-over * each // sum(spare)) for each in spare]
        return [size - QSize(less, 0) for size, less in zip(sizes, gone, strict=True)]

    def hasHeightForWidth(self) -> bool:
        """A narrow one has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines."""
        return max((box.bottom() + 1 for box in self._boxes(width)), default=0)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        sizes = [child.sizeHint() for child in self._shown()]
        width = sum(size.width() for size in sizes) + _GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """As wide as its widest part."""
        widest = max((child.sizeHint().width() for child in self._shown()), default=0)
        return QSize(widest, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """A part was shown, hidden or changed its text."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.fold()
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """While hidden, a page gets no layout requests from its parts: so measure again now."""
        super().showEvent(event)
        self._place()
        self.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        boxes = self._boxes(self.width())
        ends = {box.top(): box.right() + 1 for box in boxes}
        for child, box in zip(self._shown(), boxes, strict=True):
            spare = (self.width() - ends[box.top()]) // 2 if self.property("centred") else 0
            child.setGeometry(box.translated(max(0, spare), 0))


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
