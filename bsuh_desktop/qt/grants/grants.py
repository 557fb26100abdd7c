"""The page of grants: widgets, keys and focus. What it says and does is in `presenters.grants.grants`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.grants.grants import KEEP, GrantsModel, GrantsPresenter, Primary
from bsuh_desktop.presenters.grants.key_rows import KeyTable
from bsuh_desktop.presenters.parts import Part, PlaceQuestion, Question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.grants import Ui_Grants
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog, ask_question
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.focus_scroller import to_top
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.system.sticks import sticks

ANSWERS = {"*.json": Message("Programme files")}
_WIDE = 820
"""From this width on (px at normal text size) the table has a column for each fact."""


class Grants(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "grants"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Grants()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._question: Dialog | None = None
        self._presenter = GrantsPresenter(bridge, self)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        own: dict[str, Setter] = {
            "news": PageNews(bridge, self.form.news).show,
            "hidden_names": self._set_hidden_names,
            "rows": self._set_rows,
            "primary": self._set_primary,
        }
        self._binding = Binding(self.form, GrantsModel, bridge.text, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.open("programme"))
        form.open_requests.clicked.connect(lambda: self.open("grant_requests"))
        form.ask_for_grant.clicked.connect(presenter.ask_request)
        form.ask_again.clicked.connect(presenter.ask_request)
        form.take_answer.clicked.connect(self._ask_answer)
        form.write_list.clicked.connect(presenter.ask_list)
        form.search.textEdited.connect(presenter.search)
        form.rows.verb_pressed.connect(lambda key, _: presenter.ask_to_revoke(key))
        form.rows.chosen.connect(presenter.ask_to_revoke)
        form.news.answered.connect(self.open)
        form.news.closed.connect(presenter.close_news)
        form.open_read_out.clicked.connect(lambda: self.open("read_out"))
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Programme"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Grants"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._presenter.enter()

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._presenter.clear()

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view others."""
        words = self.bridge.say(Message("This is not a coordinator's desk yet"))
        self.form.asking_tag.tell("info", words, light=True)
        self._presenter.names_changed()
        self._binding.retranslate()

    def bind(self, model: GrantsModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a button the keyboard."""
        getattr(self.form, part).setFocus()

    def show_top(self) -> None:
        """Shows the page from its top, with its header."""
        self.header_changed.emit()
        to_top(self)

    def show_first_page(self) -> None:
        """Turns to the first page of the table."""
        self._pages.to_first()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks a question over the page."""
        self._question = ask_question(self, question, then)

    def close_question(self) -> None:
        """Closes the question that is being asked."""
        question, self._question = self._question, None
        if question is not None and isValid(question) and question.isVisible():
            question.answer(KEEP)

    def ask_place(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for a stick or a folder."""
        ask_place(self, self.bridge, question.question, question.detail, then, self.find_sticks, question.no)

    def _ask_answer(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose the answer"), ANSWERS, self._presenter.take_answer)

    def _set_hidden_names(self, part: Part) -> None:
        self._hidden.say()
        if not part.shown:
            self.form.hidden_names.hide()

    def _set_rows(self, rows: KeyTable) -> None:
        self.form.rows.set_columns(rows.columns())
        self._pages.show(rows.keys, rows.row)

    def _set_primary(self, primary: Primary) -> None:
        for button in (self.form.ask_for_grant, self.form.take_answer):
            button.setProperty("kind", "primary" if button.objectName() == primary else "secondary")
            repolish(button)
        apply_icons(self)
