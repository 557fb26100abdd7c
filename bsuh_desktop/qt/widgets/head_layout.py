"""Where the parts of a page's head stand: read-outs beside the title, or under it where that takes less height."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem

from bsuh_desktop.qt.widgets.item_layout import ItemLayout

APART = 24
"""Px between the title and the read-outs beside it."""


class HeadLayout(ItemLayout):
    """Its first item is the line over the title, the second the title, all others are read-outs. `apart` are the px
    between two of them, `under` the px between the title and those under it."""

    apart, under = 16, 4

    def expandingDirections(self) -> Qt.Orientation:
        """Across only: it is as high as its lines."""
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        """All lines and the margins."""
        around = self.contentsMargins()
        boxes = self._boxes(width - around.left() - around.right())
        return around.top() + _end(boxes) + around.bottom()

    def sizeHint(self) -> QSize:
        """Everything on as few lines as can be."""
        widths = [item.sizeHint().width() for item in self._items[:2]]
        around = self.contentsMargins()
        width = max(widths, default=0) + self._across() + around.left() + around.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """As wide as its longest word or read-out."""
        around = self.contentsMargins()
        least = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(least + around.left() + around.right(), self.sizeHint().height())

    def setGeometry(self, rect: QRect) -> None:
        """Places everything."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        for item, box in zip(self._items, self._boxes(inner.width()), strict=True):
            item.setGeometry(box.translated(inner.topLeft()))

    def _across(self) -> int:
        """The px that the read-outs take beside the title, with what stands between."""
        widths = [item.sizeHint().width() for item in self._items[2:]]
        return sum(widths) + self.apart * (len(widths) - 1) + APART if widths else 0

    def _boxes(self, width: int) -> list[QRect]:
        """One for each item, in a head that is `width` px wide between its margins."""
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> list[QRect]:
        over, title, *readouts = self._items
        top = QRect(0, 0, width, _height(over, width))
        beside, under = self._beside(title, readouts, width), self._under(title, readouts, width)
        lower = beside if beside and _end(beside) <= _end(under) else under
        return [top, *(box.translated(0, top.height()) for box in lower)]

    def _beside(self, title: QLayoutItem, readouts: list[QLayoutItem], width: int) -> list[QRect]:
        """Read-outs at the right, at the title's middle; nothing if they do not fit there."""
        left = width - self._across()
        if left < title.minimumSize().width():
            return []
        height = max([_height(title, left), *(item.sizeHint().height() for item in readouts)])
        boxes = [QRect(0, 0, left, height)]
        left += APART
        for item in readouts:
            size = item.sizeHint()
            boxes.append(QRect(QPoint(left, (height - size.height()) // 2), size))
            left += size.width() + self.apart
        return boxes

    def _under(self, title: QLayoutItem, readouts: list[QLayoutItem], width: int) -> list[QRect]:
        """Read-outs from the left under the title, on as many lines as they need."""
        boxes = [QRect(0, 0, width, _height(title, width))]
        left, top = 0, _end(boxes) + self.under
        for item in readouts:
            size = item.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, _end(boxes) + self.under
            boxes.append(QRect(QPoint(left, top), size))
            left += size.width() + self.apart
        return boxes


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _end(boxes: list[QRect]) -> int:
    return max((box.y() + box.height() for box in boxes), default=0)
