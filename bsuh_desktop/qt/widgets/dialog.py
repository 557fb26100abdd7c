"""One question on paper, with its verbs; the safe one has the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.qt import colours
from bsuh_desktop.qt.building import building
from bsuh_desktop.qt.theme import room
from bsuh_desktop.qt.widgets.focus import FocusRing
from bsuh_desktop.qt.widgets.words import Words

DialogVerb = tuple[str, str, str]
"""The key that is answered, the words on the button, and its kind: primary, secondary, careful or quiet."""
_RADIUS = 16
_READABLE = 640


class Dialog(QDialog):
    """`answered` gives the key of the verb once, "" if it was closed without one (Escape). Show it by `open()`."""

    answered = Signal(str)

    def __init__(
        self,
        question: str,
        detail: str = "",
        verbs: Sequence[DialogVerb] = (),
        parent: QWidget | None = None,
        *,
        safe: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question)
        self._key = ""
        self.question = QLabel(question)
        self.question.setProperty("role", "card-title")
        self.question.setWordWrap(True)
        self.detail = Words()
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.body = QVBoxLayout()
        self._verbs = QHBoxLayout()
        self._build()
        self._add_verbs(verbs, safe)
        self._ring = FocusRing(self)
        self.finished.connect(lambda _: self.answered.emit(self._key))

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self.detail)
        column.addLayout(self.body, 1)
        column.addSpacing(16)
        column.addLayout(self._verbs)
        self._verbs.addStretch(1)
        self._verbs.setSpacing(16)
        self.setMinimumWidth(room(468))

    def _add_verbs(self, verbs: Sequence[DialogVerb], safe: str) -> None:
        wanted = safe or next((key for key, _, kind in verbs if kind == "primary"), verbs[-1][0] if verbs else "")
        for key, text, kind in verbs:
            button = QPushButton(text)
            button.setObjectName(key)
            button.setProperty("kind", kind)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, key=key: self.answer(key))
            self._verbs.addWidget(button)
            if key == wanted:
                button.setDefault(True)
                button.setFocus()

    def add(self, widget: QWidget) -> None:
        """More to read or to fill in, between the question and the verbs."""
        self.body.addWidget(widget)

    def verb(self, key: str) -> QPushButton:
        """The button of `key`. Raises LookupError if there is none."""
        found = self.findChild(QPushButton, key)
        if found is None:
            raise LookupError(key)
        return found

    def answer(self, key: str) -> None:
        """Ends the dialog with `key`."""
        self._key = key
        self.accept()

    def sizeHint(self) -> QSize:
        """As wide as its verbs, not wider than a sentence can be read, and as high as its words are at that width."""
        layout = self._column
        least = max(self.minimumWidth(), layout.totalMinimumSize().width())
        width = max(least, min(super().sizeHint().width(), room(_READABLE)))
        return QSize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Stands in the middle of its window, in full: Qt itself gives it two thirds of the screen at most."""
        super().showEvent(event)
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.sizeHint())
        parent = self.parentWidget()
        if parent is not None:
            frame = parent.window().geometry()
            self.move(frame.center() - self.rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the corners: without a compositor a window has no other round ones."""
        super().resizeEvent(event)
        self.setMask(_rounded(self.size()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with an ink line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.INK)
        painter.setPen(QPen(colours.INK, 2))
        painter.setBrush(colours.PAPER)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


def _rounded(size: QSize) -> QRegion:
    width, height, across = size.width(), size.height(), 2 * _RADIUS
    region = QRegion(_RADIUS, 0, width - across, height).united(QRegion(0, _RADIUS, width, height - across))
    for x in (0, width - across):
        for y in (0, height - across):
            region = region.united(QRegion(x, y, across, across, QRegion.RegionType.Ellipse))
    return region


def ask(
    parent: QWidget,
    question: str,
    detail: str,
    verbs: Sequence[DialogVerb],
    then: Callable[[str], object],
    safe: str = "",
) -> Dialog:
    """Opens a dialog over `parent`; `then` gets the key of the verb, or "" if it was closed without one."""
    with building():
        dialog = Dialog(question, detail, verbs, parent, safe=safe)
        dialog.answered.connect(then)
        dialog.open()
    return dialog
