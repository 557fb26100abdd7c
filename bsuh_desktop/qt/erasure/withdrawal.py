"""The page of a withdrawal: widgets and focus. What it says and does is in `presenters.erasure.withdrawal`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.withdrawal import (
    HAND_OVER,
    WithdrawalModel,
    WithdrawalPresenter,
    WithdrawalQuestion,
)
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.erasure.ask_withdrawal import ask_withdrawal
from bsuh_desktop.qt.forms.withdrawal import Ui_Withdrawal
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.table_space import TableSpace

_WIDE = 760
"""From this width on (px at normal text size) the table has a column for each fact."""


class Withdrawal(Screen):
    """`destination` has a class group, or the session of one class; `destination.path` is the page to go back to."""

    name: ClassVar[str] = "withdrawal"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Withdrawal()
        self.form.setupUi(self)
        self._presenter = WithdrawalPresenter(bridge, self)
        self._news = PageNews(bridge, self.form.news)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        own: dict[str, Setter] = {
            "header": lambda _: self.header_changed.emit(),
            "news": self._news.show,
            "columns": self.form.rows.set_columns,
            "rows": lambda rows: self._pages.show(rows, lambda row: row),
        }
        self._binding = Binding(self.form, WithdrawalModel, bridge.text, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(presenter.back)
        form.news.closed.connect(presenter.close_news)
        form.news.answered.connect(lambda key: self.open("hand_over") if key == HAND_OVER else None)
        form.search.textChanged.connect(self._on_search)
        form.rows.verb_pressed.connect(lambda line, _: presenter.choose(line))
        form.rows.chosen.connect(presenter.choose)
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))

    def breadcrumb(self) -> str:
        """The class, and its school."""
        return self.bridge.text(self._presenter.breadcrumb())

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Consent withdrawn"))

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._presenter.show(destination.group, destination.session, str(destination.path or ""))

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._presenter.clear()
        forget_words()

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view others."""
        self._hidden.say()
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: WithdrawalModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def ask_withdrawal(self, question: WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Asks what a withdrawal would delete."""
        ask_withdrawal(self, self.bridge, question, then)

    def _on_search(self, text: str) -> None:
        self._pages.to_first()
        self._presenter.search(text)
