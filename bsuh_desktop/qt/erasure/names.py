"""The page of names: widgets and focus. What it says and does is in `presenters.erasure.names`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.erasure.names import DateAsked, NamesModel, NamesPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.date_question import DeletionDateQuestion
from bsuh_desktop.qt.forms.names import Ui_Names
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.navigation.screen import Destination


class Names(TableScreen[NamesModel, NamesPresenter]):
    """`place.path` is the page to go back to; coming back from a class keeps it."""

    name: ClassVar[str] = "names"
    wide_from = 820

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Names(), NamesPresenter, parent)
        self._day = DeletionDateQuestion(bridge, self.form, lambda: self._presenter.state_day(self._day.day()))
        self.bind_to(NamesModel, {"date": self._show_date})
        self.form.due_card.set_state("look")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(presenter.back)
        form.hand_over.clicked.connect(lambda: self.open("hand_over"))
        form.delete_now.clicked.connect(presenter.ask_to_delete)
        form.rows.verb_pressed.connect(lambda group, _: presenter.open_class(group))
        form.rows.chosen.connect(presenter.open_class)
        form.nothing.chosen.connect(lambda: self.open("classes"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._presenter.come_from(str(destination.path or ""))

    def _show_date(self, date: DateAsked) -> None:
        self._day.clock_says = date.clock_says
        self._day.show(date.shown)
        if date.error is not None:
            self._day.fail(date.error)
