"""The page of requests for a grant: widgets and focus. What it says and does is in `presenters.grants`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.grants.grant_requests import DAY_PARTS, GrantRequestsModel, GrantRequestsPresenter
from bsuh_desktop.presenters.grants.request_rows import RequestTable
from bsuh_desktop.presenters.parts import Part, PlaceQuestion
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, SourceWords, ask_place, ask_sources
from bsuh_desktop.qt.forms.grant_requests import Ui_GrantRequests
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.system.sticks import sticks

_WIDE = 760
REQUESTS = SourceWords(
    question=Message("Where are the requests?"),
    choose=Message("Choose the requests"),
    kinds={"*.json": Message("Requests for a grant")},
    name="requests",
)


class GrantRequests(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "grant_requests"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_GrantRequests()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._presenter = GrantRequestsPresenter(bridge, self)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        own: dict[str, Setter] = {
            "news": PageNews(bridge, self.form.news).show,
            "hidden_names": self._set_hidden_names,
            "rows": self._set_rows,
        }
        self._binding = Binding(self.form, GrantRequestsModel, bridge.text, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        for part in DAY_PARTS:
            field = getattr(form, part)
            field.set_digits(4 if part.endswith("year") else 2)
            field.numbered.connect(lambda number, part=part: presenter.write_number(part, number))
        form.back.clicked.connect(lambda: self.open("grants"))
        form.choose_requests.clicked.connect(self._choose)
        form.grant_all.clicked.connect(presenter.ask_folder)
        form.rows.verb_pressed.connect(lambda key, _: presenter.turn(int(key)))
        form.rows.chosen.connect(lambda key: presenter.turn(int(key)))
        form.news.closed.connect(presenter.close_news)
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Grants"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Grant requests"))

    def enter(self, destination: Destination) -> None:
        """Starts empty."""
        self._presenter.enter()

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._presenter.clear()

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view others."""
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: GrantRequestsModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a button the keyboard."""
        getattr(self.form, part).setFocus()

    def show_first_page(self) -> None:
        """Turns to the first page of the table."""
        self._pages.to_first()

    def ask_place(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for a stick or a folder."""
        ask_place(self, self.bridge, question.question, question.detail, then, self.find_sticks, question.no)

    def _choose(self) -> None:
        ask_sources(self, self.bridge, REQUESTS, self._presenter.look_at, self.find_sticks)

    def _set_hidden_names(self, part: Part) -> None:
        self._hidden.say()
        if not part.shown:
            self.form.hidden_names.hide()

    def _set_rows(self, rows: RequestTable) -> None:
        self.form.rows.set_columns(rows.columns())
        self._pages.show(rows.places(), rows.row)
