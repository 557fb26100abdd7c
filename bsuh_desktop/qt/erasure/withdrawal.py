"""Withdrawal of consent: choose a person of a class; their name and answers are deleted at once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.erasure import person_rows
from bsuh_desktop.qt.erasure.ask_withdrawal import ask_withdrawal
from bsuh_desktop.qt.erasure.erasure_words import HAND_OVER, withdrawn_words
from bsuh_desktop.qt.forms.withdrawal import Ui_Withdrawal
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.person_words import shown_name
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import ListedPerson, Withdrawn

_WIDE = 760
"""From this width on (px at normal text size) the table has a column for each fact."""


@dataclasses.dataclass(frozen=True)
class ClassPeople:
    """A class with all people who can withdraw their consent."""

    title: LocalText
    place: LocalText
    people: tuple[ListedPerson, ...]


class Withdrawal(Screen):
    """`destination` has a class group, or the session of one class; `place.path` is the page to go back to."""

    name: ClassVar[str] = "withdrawal"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Withdrawal()
        self.form.setupUi(self)
        self._place = Destination(self.name)
        self._seated: ClassPeople | None = None
        self._busy = False
        self._news = PageNews(bridge, self.form.news)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.open(str(self._place.path or "names"), group=self._place.group))
        form.news.answered.connect(lambda key: self.open("hand_over") if key == HAND_OVER else None)
        form.search.textChanged.connect(self._on_search)
        form.rows.verb_pressed.connect(lambda line, _: self._ask(line))
        form.rows.chosen.connect(self._ask)
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """The class, and its school."""
        seated = self._seated
        return " · ".join(filter(None, map(self.bridge.text_of, (seated.title, seated.place)))) if seated else ""

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Consent withdrawn"))

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._place, self._seated, self._busy = destination, None, False
        self._news.clear()
        self.form.search.clear()
        self._look()

    def clear_personal_data(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._seated = None
        self.form.search.clear()
        self.form.rows.set_rows([])
        forget_words()

    def _look(self) -> None:
        place = self._place
        self.bridge.query(lambda desk: _seated(desk, place.group, place.session), self._on_seated)

    def _on_seated(self, seated: ClassPeople) -> None:
        self._seated = seated
        self.retranslate()
        self.header_changed.emit()
        (self.form.search if seated.people else self.form.back).setFocus()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        self._hidden.say()
        self._news.retranslate()
        if self._seated is None:
            return
        form, say, there = self.form, self.bridge.say, bool(self._seated.people)
        form.nobody.setVisible(not there)
        sentence = Message("A class without a list keeps no name.")
        form.nobody.tell("open-book", say(Message("Nobody is on this list")), say(sentence))
        for part in (form.how_text, form.search_part, form.table_space):
            part.setVisible(there)
        how = Message("Choose the person. The app asks again before it deletes anything.")
        form.how_text.setText(say(how))
        self._show_rows()

    def _on_search(self, _: str) -> None:
        self._pages.to_first()
        self._show_rows()

    def _show_rows(self) -> None:
        if self._seated is None:
            return
        bridge, wide = self.bridge, self._table_space.wide
        self.form.rows.set_columns(person_rows.columns(bridge, wide))
        found = person_rows.found(self._seated.people, self.form.search.text(), bridge.public)
        self._pages.show(found, lambda one: person_rows.row(bridge, one, wide))

    def _ask(self, line: str) -> None:
        one = next((one for one in self._seated.people if str(one.line) == line), None) if self._seated else None
        if one is not None and person_rows.may_withdraw(self.bridge, one) and not self._busy:
            person = one.roll, shown_name(self.bridge, one.name_bn, one.name_en)
            ask_withdrawal(self, self.bridge, person, one.sessions, lambda: self._withdraw(one.line))

    def _withdraw(self, line: int) -> None:
        self._busy = True
        self.bridge.change(lambda desk: _withdraw(desk, line), self._on_withdrawn, self._on_not_withdrawn)

    def _on_withdrawn(self, gone: Withdrawn) -> None:
        self._busy = False
        self.form.search.clear()
        verbs = [(HAND_OVER, Message("Hand over"))] if gone.classes else []
        self._news.tell(*withdrawn_words(gone), verbs)
        self._look()

    def _on_not_withdrawn(self, error: KnownError) -> None:
        self._busy = False
        self._news.fail(error)


def _seated(desk: Desk, group: str, session: str) -> ClassPeople:
    from bsuh_desktop.services.class_lists.class_groups import class_group
    from bsuh_desktop.services.desk.titles import class_place, class_title
    from bsuh_desktop.services.erasure.people import people_of_class, people_of_group

    if group:
        found = class_group(desk, group)
        return ClassPeople(found.title, found.place, people_of_group(desk, group))
    state = desk.store.journal.state(session)
    title = class_title(state.opened.groups if state.opened else ())
    return ClassPeople(title, class_place(desk, state), people_of_class(desk, session))


def _withdraw(desk: Desk, line: int) -> Withdrawn:
    from bsuh_desktop.services.erasure.withdraw import withdraw

    return withdraw(desk, [line])
