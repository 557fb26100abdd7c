"""The page of a class's history: table and focus. What it says and does is in `presenters.class_lists.history`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.class_lists.history import HistoryModel, HistoryPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.history import Ui_History
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.navigation.screen import Destination


class History(TableScreen[HistoryModel, HistoryPresenter]):
    """`destination` has the group's id."""

    name: ClassVar[str] = "history"
    wide_from = 960

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_History(), HistoryPresenter, parent)
        self.bind_to(HistoryModel)
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.open("classes"))
        form.open_lesson.clicked.connect(lambda: presenter.open_lesson(form.rows.current_key()))
        form.rows.chosen.connect(presenter.open_lesson)
        form.nothing.hide()
        self.restyle()

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._presenter.show(destination.group)

    def set_current(self, session: str) -> None:
        """Moves the cursor to the row of that lesson."""
        self.form.rows.set_current(session)
