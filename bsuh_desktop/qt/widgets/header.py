"""The head of a page: where one is, what the page is called, and what the laptop tells at its right."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import px, room, stroke
from bsuh_desktop.qt.widgets.head_layout import HeadLayout
from bsuh_desktop.qt.widgets.icon_pixels import icon_pixmap
from bsuh_desktop.qt.widgets.restyled import Restyled

_SIDE = 32


class PageHeader(Restyled, QWidget):
    """A small line over the title; read-outs such as the time at its right, or under it where there is no room; under
    all of it an ink line with its twin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.over = _label("header_over", "caption")
        self.title = _label("header_title", "page-title")
        self._told: list[tuple[str, str]] = []
        self._head = HeadLayout(self)
        for line in (self.over, self.title):
            line.setWordWrap(True)
            self._head.addWidget(line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def set_texts(self, over: str, title: str) -> None:
        """The two lines, already said."""
        self.over.setText(over)
        self.title.setText(title)

    def set_readouts(self, readouts: list[tuple[str, str]]) -> None:
        """Icon and text of each, from left to right."""
        before, self._told = self._told, list(readouts)
        if [name for name, _ in before] == [name for name, _ in readouts]:
            self._say(readouts)
            return
        while (item := self._head.takeAt(2)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, text in readouts:
            self._head.addWidget(_readout(name, text))

    def _say(self, readouts: list[tuple[str, str]]) -> None:
        """Only the words are others: the clock must not build the head of the page anew."""
        for name, text in readouts:
            label = self.findChild(QLabel, f"readout_{name}")
            if label is not None and label.text() != text:
                label.setText(text)

    def restyle(self) -> None:
        """Margins as wide as the page's own, and lines as high as both scripts need them."""
        self.over.setMinimumHeight(px(20))
        self.title.setMinimumHeight(px(40))
        self._head.setContentsMargins(_SIDE, room(24), _SIDE, room(12) + 5)
        self._head.apart, self._head.under = room(16), room(4)
        told, self._told = self._told, []
        self.set_readouts(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line under the title, its pale twin 4 px below."""
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


def _readout(name: str, text: str) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(room(6))
    row.addWidget(_icon(name))
    row.addWidget(_label(f"readout_{name}", "caption", text))
    return both


def _icon(name: str) -> QLabel:
    label = QLabel()
    label.setPixmap(icon_pixmap(name, colours.INK_SOFT.rgba(), px(18)))
    return label
