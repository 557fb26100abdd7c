"""The header of a page: where it belongs, its title, and the read-outs at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayoutItem, QPushButton, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text, stroke
from bsuh_desktop.qt.widgets.icons import icon_pixmap
from bsuh_desktop.qt.widgets.layouts import ItemLayout
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say

APART = 24
"""Px between the title and the read-outs beside it."""

LOW = 760
"""A window of less px is low, as on a small laptop with a title bar, or a panel as well: header and page take half the
space around what they hold."""


class HeadLayout(ItemLayout):
    """Its first item is the line above the title, the second the title, all others are read-outs. `gap` are the px
    between two read-outs, `under` the px between the title and read-outs below it."""

    gap, under = 16, 4

    def expandingDirections(self) -> Qt.Orientation:
        """Horizontal only: its height is that of its lines."""
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
        """The width in px of the read-outs beside the title, with the gaps."""
        widths = [item.sizeHint().width() for item in self._items[2:]]
        return sum(widths) + self.gap * (len(widths) - 1) + APART if widths else 0

    def _boxes(self, width: int) -> list[QRect]:
        """The rectangle of each item for a width of `width` px between the margins."""
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
        """Read-outs at the right, vertically centred on the title; empty if they do not fit there."""
        left = width - self._across()
        if left < title.minimumSize().width():
            return []
        height = max([_height(title, left), *(item.sizeHint().height() for item in readouts)])
        boxes = [QRect(0, 0, left, height)]
        left += APART
        for item in readouts:
            size = item.sizeHint()
            boxes.append(QRect(QPoint(left, (height - size.height()) // 2), size))
            left += size.width() + self.gap
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
            left += size.width() + self.gap
        return boxes


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _end(boxes: list[QRect]) -> int:
    return max((box.y() + box.height() for box in boxes), default=0)


_SIDE = 32


class PageHeader(Restyled, QWidget):
    """A small line above the title; read-outs such as the time at its right, or below it if there is no space; at
    the bottom an ink line with a pale second line. The read-out `lock` is a button."""

    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.over = _label("header_over", "caption")
        self.title = _label("header_title", "page-title")
        self._shown: list[tuple[str, str]] = []
        self._low = False
        self._head = HeadLayout(self)
        for line in (self.over, self.title):
            line.setWordWrap(True)
            self._head.addWidget(line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def set_texts(self, over: str, title: str) -> None:
        """Sets the two lines, in the desk's language."""
        self.over.setText(over)
        self.title.setText(title)

    def set_readouts(self, readouts: list[tuple[str, str]]) -> None:
        """Sets icon and text of each read-out, from left to right."""
        before, self._shown = self._shown, list(readouts)
        if [name for name, _ in before] == [name for name, _ in readouts]:
            self._say(readouts)
            return
        while (item := self._head.takeAt(2)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, text in readouts:
            self._head.addWidget(self._readout(name, text))

    def _readout(self, name: str, text: str) -> QWidget:
        if name != "lock":
            return _Readout(name, text)
        lock = _LockButton(f"readout_{name}", text)
        # Else Enter would cover the desk again as soon as it is opened.
        lock.clicked.connect(lock.clearFocus)
        lock.clicked.connect(self.lock_wanted)
        return lock

    def _say(self, readouts: list[tuple[str, str]]) -> None:
        """Updates only the texts: the clock must not rebuild the header."""
        for name, text in readouts:
            name = f"readout_{name}"
            label = self.findChild(QLabel, name) or self.findChild(_LockButton, name)
            if label is not None and label.text() != text:
                label.setText(text)

    def set_low(self, low: bool) -> None:
        """Takes half of the space around the lines, in a window that has little height."""
        if low != self._low:
            self._low = low
            self.restyle()

    def restyle(self) -> None:
        """Sets the margins to the page's own, and the line heights to what both scripts need."""
        self.over.setMinimumHeight(scaled_text(20))
        self.title.setMinimumHeight(scaled_text(40))
        share = 2 if self._low else 1
        self._head.setContentsMargins(_SIDE, scaled_box(24) // share, _SIDE, scaled_box(12) // share + 5)
        self._head.gap, self._head.under = scaled_box(16), scaled_box(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the line below the title, and the pale one 4 px below it."""
        painter = QPainter(self)
        bottom = self.height() - 1
        width, thick = self.width() - 2 * _SIDE, round(stroke())
        painter.fillRect(_SIDE, bottom - 3 - thick, width, thick, colours.INK)
        painter.fillRect(_SIDE, bottom + 1 - thick, width, thick, colours.LINE)


def _label(name: str, role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    return label


class _Readout(Restyled, QWidget):
    """An icon with its text."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._name, self._icon, self._row = name, QLabel(), QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._icon)
        self._row.addWidget(_label(f"readout_{name}", "caption", text))
        self.restyle()

    def restyle(self) -> None:
        """Scales the icon with the text; as high as the button beside it."""
        self.setMinimumHeight(scaled_box(24))
        self._row.setSpacing(scaled_box(6))
        self._icon.setPixmap(icon_pixmap(self._name, colours.INK_SOFT.rgba(), scaled_text(18)))


class _LockButton(Restyled, QPushButton):
    """Says that the desk is unlocked, and locks it. A click takes the keyboard from no field."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setProperty("kind", "readout")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Scales the icon with the text."""
        self.setIcon(QIcon(icon_pixmap("lock", colours.INK_SOFT.rgba(), scaled_text(18))))
        self.setIconSize(QSize(scaled_text(18), scaled_text(18)))

    def retranslate(self) -> None:
        """What it does, with its key."""
        self.setToolTip(desk_say(Message("Lock the desk; during a class cover it (Ctrl+L)")))
        self.setAccessibleName(self.toolTip())
