"""What happened, and what to do: a tinted bar with a light, a bold fact, a remedy, and perhaps buttons.

The most important sentence of a page has a large card in the same colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtGui
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.theme import scaled_box, scaled_text, stroke, within_stroke
from bsuh_desktop.qt.widgets.icons import icon
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.text_lines import TextLines

MessageVerb = tuple[str, str]
"""The key that `answered` emits, and the button's text."""
TINTS: dict[str, tuple[QtGui.QColor, QtGui.QColor]] = {
    "ok": (colours.GREEN_TINT, colours.GREEN),
    "look": (colours.AMBER_TINT, colours.AMBER_LINE),
    "stop": (colours.CORAL_TINT, colours.CORAL),
    "info": (colours.INDIGO_TINT, colours.INDIGO),
}
"""Of each state the ground, and the border with its thick left edge."""
_EDGE = 6
# Light, padding and gaps; and the least width at which a sentence is legible.
_AROUND_WORDS, _LEGIBLE = 110, 240


class MessageBar(Restyled, QFrame):
    """A message with buttons. Emits `answered` with the key of the button that was pressed, and `closed` when the
    person has dismissed it."""

    answered = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "info"
        self._light = Light()
        self._words = TextLines()
        self._verbs = QHBoxLayout()
        self._close = QPushButton()
        self._close.setObjectName("close_message")
        self._close.setProperty("kind", "icon")
        # A click leaves the keyboard where it is: hidden, it would give it to whatever comes next.
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self._on_close)
        self._close.hide()
        self._build()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.restyle()
        self.retranslate()

    def _build(self) -> None:
        line = QHBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole = QHBoxLayout(self)
        self._whole.addLayout(self._row, 1)
        self._row.addLayout(line, 1)
        self._row.addLayout(self._verbs)
        line.addWidget(self._light, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        self._whole.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        line.setSpacing(12)
        self._verbs.setSpacing(12)
        self._row.setSpacing(16)

    def tell(self, state: str, fact: str, remedy: str = "", verbs: Sequence[MessageVerb] = ()) -> None:
        """Shows a message: state (ok, look, stop, info), what happened, what to do, and buttons. Raises KeyError for
        another state."""
        TINTS[state]
        self._state = state
        self._light.set_state(state)
        self._words.set_fact(fact, remedy)
        self.setAccessibleName(self._words.text())
        self._set_verbs(verbs)
        self._arrange()
        self.update()
        if self.isVisible():
            self._alert()

    def _alert(self) -> None:
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleEvent(self, QtGui.QAccessible.Event.Alert))

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        """Announces the message to a screen reader."""
        super().showEvent(event)
        self._alert()

    def set_closable(self, closable: bool) -> None:
        """Sets whether the person can dismiss the message."""
        self._close.setVisible(closable)

    def _set_verbs(self, verbs: Sequence[MessageVerb]) -> None:
        held = ""
        while (item := self._verbs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                held = widget.objectName() if widget.hasFocus() else held
                widget.hide()
                widget.deleteLater()
        for key, text in verbs:
            button = QPushButton(text)
            button.setObjectName(key)
            button.clicked.connect(lambda _=False, key=key: self.answered.emit(key))
            self._verbs.addWidget(button)
            if key == held:
                # The same button in another language keeps the focus.
                button.show()
                button.setFocus()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def restyle(self) -> None:
        """Scales padding and close button."""
        self._whole.setContentsMargins(_EDGE + 16, scaled_box(10), 16, scaled_box(10))
        self._close.setIcon(icon("x"))
        self._close.setIconSize(QSize(scaled_text(20), scaled_text(20)))

    def retranslate(self) -> None:
        """Sets the close button's accessible name."""
        self._close.setAccessibleName(desk_say(Message("Close this message")))

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Puts the buttons beside the text, or below it if too little width would be left for the text."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """No wider than with the buttons below the text: a long word, such as a file name, never widens the page."""
        hint, margins = super().minimumSizeHint(), self._whole.contentsMargins()
        light = self._light.sizeHint().width() + 12
        width = max(light + self._words.minimumSizeHint().width(), self._verbs.minimumSize().width())
        close = 0 if self._close.isHidden() else self._close.sizeHint().width() + self._whole.spacing()
        return QSize(min(hint.width(), width + close + margins.left() + margins.right()), hint.height())

    def _arrange(self) -> None:
        beside = self.width() - self._verbs.sizeHint().width() - scaled_box(_AROUND_WORDS)
        legible = min(scaled_box(_LEGIBLE), self._words.sizeHint().width())
        narrow = beside < max(legible, self._words.minimumSizeHint().width())
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """The tint, its border, and the thick left edge cut along the round corners."""
        tint, edge = TINTS[self._state]
        paint_message_ground(QtGui.QPainter(self), QRectF(self.rect()), tint, edge)


def paint_message_ground(painter: QtGui.QPainter, rect: QRectF, tint: QtGui.QColor, edge: QtGui.QColor) -> None:
    """A round box of `tint` with a border and a thick left edge of `edge`."""
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    shape = QtGui.QPainterPath()
    shape.addRoundedRect(within_stroke(rect), 12, 12)
    painter.fillPath(shape, edge)
    inside = QtGui.QPainterPath()
    inside.addRoundedRect(rect.adjusted(_EDGE, 0.5, 12, -0.5), 12, 12)
    painter.fillPath(inside.intersected(shape), tint)
    painter.setPen(QtGui.QPen(edge, stroke()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


PLAIN = "plain"


class TintedCard(QFrame):
    """Its form fills it. The colour says nothing that its words do not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = PLAIN

    def set_state(self, state: str) -> None:
        """Sets the state: ok, look, stop, info, or plain. Raises KeyError for another state."""
        if state != PLAIN:
            TINTS[state]
        self.state = state
        self.update()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Paper with a hairline, or the tint of the state with its thick left edge."""
        painter, box = QtGui.QPainter(self), QRectF(self.rect())
        if self.state != PLAIN:
            paint_message_ground(painter, box, *TINTS[self.state])
            return
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(colours.LINE)
        pen.setWidthF(stroke())
        painter.setPen(pen)
        painter.setBrush(colours.PAPER)
        painter.drawRoundedRect(within_stroke(box), 12, 12)
