"""Asks where receipts are, or for the code of one that is read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.hand_over.dictated_code import DictatedCodeModel, DictatedCodePresenter
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, SourceWords, ask_sources
from bsuh_desktop.qt.dialogs.file_filters import RECEIPTS
from bsuh_desktop.qt.forms.dictated_code import Ui_DictatedCode
from bsuh_desktop.qt.widgets.bound_parts import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.qt.widgets.page_news import PageNews


class DictatedCode(BoundForm[DictatedCodeModel]):
    """Takes codes one after the other, as they are read out on the phone. `changed` is called when one was accepted."""

    def __init__(self, bridge: Bridge, changed: Callable[[], object]) -> None:
        super().__init__(Ui_DictatedCode())
        self._bridge = bridge
        self.form.slip_light.set_state("stop")
        self._presenter = DictatedCodePresenter(bridge, self, changed)
        self.bind_to(DictatedCodeModel, {"taken": PageNews(bridge, self.form.taken).show, "slip": self._set_slip})
        self.form.taken.set_closable(False)
        self.form.dictated.textChanged.connect(self._presenter.write)
        self.form.dictated.installEventFilter(self)
        self.form.take_code.setAutoDefault(False)
        self.form.take_code.clicked.connect(self._presenter.take)
        self.destroyed.connect(self._presenter.close)
        self._presenter.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter accepts the code and does not close the dialog."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self._presenter.take()
            return True
        return False

    def _set_slip(self, slip: Text) -> None:
        form, there = self.form, slip != ""
        form.slip_text.setText(self._bridge.text(slip))
        form.dictated.setAccessibleDescription(form.slip_text.text())
        if form.slip.isHidden() == there:
            form.slip.setVisible(there)
            if there:
                scroll_into_view(form.slip)
        set_problem(form.dictated, there)


SOURCES = SourceWords(
    question=Message("Where are the receipts?"),
    choose=Message("Choose the receipts"),
    kinds=RECEIPTS,
    name="receipts",
    leave=Message("Close"),
)


def ask_receipts(
    parent: QWidget,
    bridge: Bridge,
    then: Callable[[Sequence[Path]], object],
    changed: Callable[[], object],
    find_sticks: FindSticks,
) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the chosen folder or files, `changed` after each
    accepted code."""
    return ask_sources(parent, bridge, SOURCES, then, find_sticks, DictatedCode(bridge, changed))
