"""Asks where receipts are, or for the code of one that is read out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_sources import SourceWords, Then, ask_sources
from bsuh_desktop.qt.dialogs.ask_target import FindSticks
from bsuh_desktop.qt.forms.dictated_code import Ui_DictatedCode
from bsuh_desktop.qt.hand_over.receipt_words import receipt_words
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.values import TakenReceipt


class DictatedCode(LocalizedWidget):
    """Takes codes one after the other, as they are read out on the phone. `changed` is called when one was accepted."""

    def __init__(self, bridge: Bridge, changed: Callable[[], object]) -> None:
        super().__init__()
        self._bridge = bridge
        self._changed = changed
        self.form = Ui_DictatedCode()
        self.form.setupUi(self)
        self.form.slip_light.set_state("stop")
        self._news = PageNews(bridge, self.form.taken)
        self.form.taken.set_closable(False)
        self.form.dictated.textChanged.connect(lambda _: self._look())
        self.form.dictated.installEventFilter(self)
        self.form.take_code.setAutoDefault(False)
        self.form.take_code.clicked.connect(self._take)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter accepts the code and does not close the dialog."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self._take()
            return True
        return False

    def retranslate(self) -> None:
        """The error in the code, and the result of the last one."""
        self._look()
        self._news.retranslate()

    def _look(self) -> None:
        from bsuh_desktop.qt.verify.typed_code_check import typing_error_in

        form, text = self.form, self.form.dictated.text()
        slip = typing_error_in(text)
        form.take_code.setEnabled(bool(text.strip()) and slip is None)
        form.slip_text.setText(self._bridge.say(slip) if slip else "")
        form.dictated.setAccessibleDescription(form.slip_text.text())
        if form.slip.isHidden() == (slip is not None):
            form.slip.setVisible(slip is not None)
            if slip is not None:
                scroll_into_view(form.slip)
        set_problem(form.dictated, slip is not None)

    def _take(self) -> None:
        code = self.form.dictated.text().strip()
        if not self.form.take_code.isEnabled():
            return
        # A double click accepts it once.
        self.form.take_code.setEnabled(False)
        self._bridge.change(lambda desk: _take_code(desk, code), self._on_taken, self._on_refused)

    def _on_taken(self, taken: TakenReceipt) -> None:
        self._news.tell(*receipt_words([taken]))
        self.form.dictated.clear()
        self.form.dictated.setFocus()
        self._changed()

    def _on_refused(self, error: KnownError) -> None:
        self._news.tell("stop", error.message, error.remedy)
        self._look()


def _take_code(desk: Desk, code: str) -> TakenReceipt:
    from bsuh_desktop.services.hand_over.receipts import take_code

    return take_code(desk, code)


RECEIPTS = SourceWords(
    question=Message("Where are the receipts?"),
    choose=Message("Choose the receipts"),
    kinds={"*.json": Message("Receipts")},
    name="receipts",
    leave=Message("Close"),
)


def ask_receipts(
    parent: QWidget, bridge: Bridge, then: Then, changed: Callable[[], object], find_sticks: FindSticks
) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the chosen folder or files, `changed` after each
    accepted code."""
    return ask_sources(parent, bridge, RECEIPTS, then, find_sticks, DictatedCode(bridge, changed))
