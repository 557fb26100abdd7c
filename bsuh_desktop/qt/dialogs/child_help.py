"""Help when a child needs it (F8): listen first, then who helps. Opens over everything, even before unlocking.

It stores nothing. At the left is what to do, at the right whom to call: each half is a widget of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.dialogs.child_help import ChildHelpModel, HelpNumber, child_help
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.forms.child_help import Ui_ChildHelp
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.text_lines import TextLines

_LARGEST = QSize(1120, 704)
_MARGIN = 32
_TWO_COLUMNS = 760
_NUMBERS = 72
"""Width of the numbers, so that the words beside them are aligned."""


def help_with_child(bridge: Bridge, desk_window: QtWidgets.QWidget) -> None:
    """Opens the help over the front window, or closes it if it is open. `desk` is the desk's window."""
    while (popup := QtWidgets.QApplication.activePopupWidget()) is not None:
        popup.close()
    found = desk_window.findChild(QtWidgets.QDialog, DIALOG)
    if isinstance(found, ChildHelp) and found.isVisible():
        found.reject()
        return
    ChildHelp(bridge, _in_front(desk_window)).open()


def _in_front(desk_window: QtWidgets.QWidget) -> QtWidgets.QWidget:
    """The window to open the help over: the desk, or the shared device's window that covers it. Never a dialog: that
    would delete the help with it when it is answered."""
    window = QtWidgets.QApplication.activeModalWidget()
    while isinstance(window, QtWidgets.QDialog):
        parent = window.parentWidget()
        window = parent.window() if parent is not None else None
    return window or desk_window


class ChildHelp(Dialog):
    """The help dialog; it does not affect the stage. What it says is in `presenters.dialogs.child_help`."""

    def __init__(self, bridge: Bridge, parent: QtWidgets.QWidget) -> None:
        super().__init__("", "", [("close", "", "primary")], parent)
        self.setObjectName(DIALOG)
        self._bridge = bridge
        self._before = QtWidgets.QApplication.activeWindow()
        self._body = QtWidgets.QWidget()
        self.form = Ui_ChildHelp()
        self.form.setupUi(self._body)
        self.add(self._body)
        window = parent.window().size()
        wanted = QSize(scaled_box(_LARGEST.width()), scaled_box(_LARGEST.height()))
        self.resize(wanted.boundedTo(window - QSize(2 * _MARGIN, 2 * _MARGIN)))
        own: dict[str, Setter] = {
            "title": self._set_title,
            "close": lambda words: self.verb("close").setText(bridge.text(words)),
            "helpline_column": lambda numbers: self._fill(self.form.helpline_column, numbers),
            "focal_column": lambda numbers: self._fill(self.form.focal_column, numbers),
        }
        self._binding = Binding(self.form, ChildHelpModel, bridge.text, own)
        for change in (bridge.public_changed, bridge.class_changed, bridge.opened, bridge.locked):
            change.connect(self._show_now)
        self._show_now()

    def changeEvent(self, event: QEvent) -> None:
        """Updates all texts when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_binding"):
            self.form.retranslateUi(self._body)
            self._binding.retranslate()
            self._read_out()

    def _show_now(self) -> None:
        self._binding.show(child_help(self._bridge, lambda: self._bridge.projector))
        self._read_out()

    def _set_title(self, title: Text) -> None:
        self.setWindowTitle(self._bridge.text(title))
        self.question.setText(self._bridge.text(title))

    def _fill(self, column: QtWidgets.QVBoxLayout, numbers: Sequence[HelpNumber | Message]) -> None:
        """Replaces the content of `column`."""
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for one in numbers:
            column.addWidget(self._row(one) if isinstance(one, HelpNumber) else _line(self._bridge.say(one), "soft"))

    def _row(self, one: HelpNumber) -> QtWidgets.QWidget:
        """A number, large where it stands out in a card, and its lines beside it."""
        lines = [(self._bridge.text(text), role) for text, role in one.lines]
        number = self._bridge.text(one.number)
        whole = QtWidgets.QWidget()
        row = QtWidgets.QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        if number:
            label = QtWidgets.QLabel(number)
            label.setProperty("role", "number" if one.card else "card-title")
            label.setMinimumWidth(scaled_box(_NUMBERS))
            row.addWidget(label)
        words = QtWidgets.QVBoxLayout()
        row.addLayout(words, 1)
        words.setSpacing(0)
        for text, role in lines:
            words.addWidget(_line(text, role))
        whole.setAccessibleName(", ".join([*filter(None, [number]), *(text for text, _ in lines)]))
        return _card(whole, one.card) if one.card else whole

    def _read_out(self) -> None:
        """A screen reader says all texts in reading order when the dialog opens."""
        halves = (self.form.listen, self.form.who)
        labels = [label for half in halves for label in half.findChildren(QtWidgets.QLabel) if not label.isHidden()]
        self.setAccessibleDescription(" ".join(label.text() for label in labels if label.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns if there is space, else one below the other."""
        super().resizeEvent(event)
        wide = self.width() >= scaled_box(_TWO_COLUMNS)
        direction = QtWidgets.QBoxLayout.Direction.LeftToRight if wide else QtWidgets.QBoxLayout.Direction.TopToBottom
        self.form.halves.setDirection(direction)

    def done(self, result: int) -> None:
        """Gives the focus back to where it was, also to a stage over the desk: without a window manager nothing else
        does."""
        super().done(result)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With large text the content is longer than its window: the keys scroll it wherever the focus is."""
        bar: QtWidgets.QScrollBar = self.form.scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _card(row: QtWidgets.QWidget, role: str) -> QtWidgets.QFrame:
    card = QtWidgets.QFrame()
    card.setProperty("role", role)
    card.setProperty("selected", role == "card")
    inside = QtWidgets.QVBoxLayout(card)
    inside.setContentsMargins(20, 10, 20, 10)
    inside.addWidget(row)
    return card


def _line(text: str, role: str) -> TextLines:
    line = TextLines()
    line.setProperty("role", role)
    line.setText(text)
    return line
