"""Help when a child needs it (F8): listen first, then who helps. Opens over everything, even before unlocking.

It stores nothing. At the left is what to do, at the right whom to call: each half is a widget of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QLabel, QScrollBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.dialogs.help_numbers import focal_rows, helpline_rows
from bsuh_desktop.qt.forms.child_help import Ui_ChildHelp
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.helplines import Help

_LARGEST = QSize(1120, 704)
_MARGIN = 32
_TWO_COLUMNS = 760


def help_with_child(bridge: Bridge, desk_window: QWidget) -> None:
    """Opens the help over the front window, or closes it if it is open. `desk` is the desk's window."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    found = desk_window.findChild(QDialog, DIALOG)
    if isinstance(found, ChildHelp) and found.isVisible():
        found.reject()
        return
    ChildHelp(bridge, _in_front(desk_window)).open()


def _in_front(desk_window: QWidget) -> QWidget:
    """The window to open the help over: the desk, or the shared device's window that covers it. Never a dialog: that
    would delete the help with it when it is answered."""
    window = QApplication.activeModalWidget()
    while isinstance(window, QDialog):
        parent = window.parentWidget()
        window = parent.window() if parent is not None else None
    return window or desk_window


class ChildHelp(Dialog):
    """The help dialog; it does not affect the stage. Helplines are those of the programme or, while the desk is
    locked, the country's own. Whether somebody has verified them by a call is not shown, because a child may read
    along."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__("", "", [("close", "", "primary")], parent)
        self.setObjectName(DIALOG)
        self._bridge = bridge
        self._before = QApplication.activeWindow()
        self._body = QWidget()
        self.form = Ui_ChildHelp()
        self.form.setupUi(self._body)
        self.add(self._body)
        window = parent.window().size()
        wanted = QSize(scaled_box(_LARGEST.width()), scaled_box(_LARGEST.height()))
        self.resize(wanted.boundedTo(window - QSize(2 * _MARGIN, 2 * _MARGIN)))
        bridge.public_changed.connect(self._say_who_sees)
        bridge.class_changed.connect(self._say_way_back)
        for change in (bridge.opened, bridge.locked):
            change.connect(self._say)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Updates all texts when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self._body)
            self._say()

    def _say(self) -> None:
        say = self._bridge.say
        title = say(Message("A child needs help"))
        self.setWindowTitle(title)
        self.question.setText(title)
        self._say_way_back()
        self._say_who_sees()
        self._show_help(self._bridge.child_help())
        self.setAccessibleDescription(" ".join(self._read_out()))

    def _say_way_back(self) -> None:
        words = Message("Back to the class") if self._bridge.class_runs else Message("Close")
        self.verb("close").setText(self._bridge.say(words))

    def _say_who_sees(self) -> None:
        say = self._bridge.say
        # Before a desk was open there is no stage.
        if self._bridge.public or self._bridge.projector.public_over_stage:
            fact, rest = (
                Message("If a projector shows this laptop's screen, the class sees this page."),
                Message("Cover the projector first."),
            )
            self.form.seen.tell("look", say(fact), say(rest))
        else:
            fact = (
                Message("The projector does not show this page. The class stays where it is.")
                if self._bridge.projector.arrangement == "two"
                else Message("No projector shows this page. The class stays where it is.")
            )
            self.form.seen.tell("info", say(fact))

    def _show_help(self, found: Help) -> None:
        rows = helpline_rows(self._bridge, found)
        if self._bridge.more_help_if_unlocked:
            rows.append(self._way_to_more())
        _fill(self.form.helpline_column, rows)
        _fill(self.form.focal_column, focal_rows(self._bridge, found))
        for part in (self.form.stitch, self.form.focal_title, self.form.focal_points):
            part.setVisible(bool(found.focal_points))

    def _way_to_more(self) -> QWidget:
        line = TextLines()
        line.setProperty("role", "soft")
        line.setText(self._bridge.say(Message("Unlock the desk to see your programme's own numbers.")))
        return line

    def _read_out(self) -> list[str]:
        """All texts in reading order, for a screen reader when the dialog opens."""
        halves = (self.form.listen, self.form.who)
        labels = [label for half in halves for label in half.findChildren(QLabel) if not label.isHidden()]
        return [label.text() for label in labels if label.text()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns if there is space, else one below the other."""
        super().resizeEvent(event)
        wide = self.width() >= scaled_box(_TWO_COLUMNS)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self.form.halves.setDirection(direction)

    def done(self, result: int) -> None:
        """Gives the focus back to where it was, also to a stage over the desk: without a window manager nothing else
        does."""
        super().done(result)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With large text the content is longer than its window: the keys scroll it wherever the focus is."""
        bar: QScrollBar = self.form.scroll.verticalScrollBar()
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


def _fill(column: QVBoxLayout, parts: list[QWidget]) -> None:
    """Replaces the content of `column` by `parts`."""
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
    for part in parts:
        column.addWidget(part)
