"""Buttons side by side, wrapped into further lines if they do not fit on one even when some are narrower."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bsuh_desktop.qt.widgets.restyled import Folding

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
