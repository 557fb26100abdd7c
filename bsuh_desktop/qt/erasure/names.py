"""The page of names: widgets and focus. What it says and does is in `presenters.erasure.names`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.names import DateAsked, NamesModel, NamesPresenter
from bsuh_desktop.presenters.parts import Question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.date_question import DeletionDateQuestion
from bsuh_desktop.qt.forms.names import Ui_Names
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace

_WIDE = 820
"""From this width on (px at normal text size) the table has a column for each fact."""


class Names(Screen):
    """`place.path` is the page to go back to; coming back from a class keeps it."""

    name: ClassVar[str] = "names"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Names()
        self.form.setupUi(self)
        self._presenter = NamesPresenter(bridge, self)
        self._news = PageNews(bridge, self.form.news)
        self._day = DeletionDateQuestion(bridge, self.form, lambda: self._presenter.state_day(self._day.day()))
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        own: dict[str, Setter] = {
            "header": lambda _: self.header_changed.emit(),
            "news": self._news.show,
            "date": self._show_date,
            "columns": self.form.rows.set_columns,
            "rows": lambda rows: self._pages.show(rows, lambda row: row),
        }
        self._binding = Binding(self.form, NamesModel, bridge.text, own)
        self.form.due_card.set_state("look")
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(presenter.back)
        form.hand_over.clicked.connect(lambda: self.open("hand_over"))
        form.delete_now.clicked.connect(presenter.ask_to_delete)
        form.news.closed.connect(presenter.close_news)
        form.rows.verb_pressed.connect(lambda group, _: presenter.open_class(group))
        form.rows.chosen.connect(presenter.open_class)
        form.nothing.chosen.connect(lambda: self.open("classes"))
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))

    def breadcrumb(self) -> str:
        """Number of names stored."""
        return self.bridge.text(self._presenter.breadcrumb())

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Names"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._pages.to_first()
        self._presenter.come_from(str(destination.path or ""))

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: NamesModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks over the page."""
        ask_question(self, question, then)

    def _show_date(self, date: DateAsked) -> None:
        self._day.clock_says = date.clock_says
        self._day.show(date.shown)
        if date.error is not None:
            self._day.fail(date.error)
