"""Requests for a grant: shown, compared by their codes, and all requests of a room granted in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import answers_written
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.forms.grant_requests import Ui_GrantRequests
from bsuh_desktop.qt.grants import request_rows
from bsuh_desktop.qt.grants.ask_requests import ask_requests
from bsuh_desktop.qt.grants.day_fields import DayFields
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request_review import look_at_requests
from bsuh_desktop.services.grants.values import GivenGrant, WaitingRequest
from bsuh_desktop.system.refused_folder import place_error, require_folder
from bsuh_desktop.system.sticks import sticks

_WIDE = 760


class GrantRequests(Screen):
    """`find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "grant_requests"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_GrantRequests()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._paths: Sequence[Path] = ()
        self._requests: tuple[WaitingRequest, ...] = ()
        self._left_out: set[int] = set()
        self._looked = self._busy = self._reading = False
        self._asked = 0
        self._news = PageNews(bridge, self.form.news)
        self._days = DayFields(bridge, self.form, self._on_days)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.open("grants"))
        form.choose_requests.clicked.connect(self._choose)
        form.nothing.chosen.connect(self._choose)
        form.grant_all.clicked.connect(self._ask_folder)
        form.rows.verb_pressed.connect(lambda key, _: self._turn(int(key)))
        form.rows.chosen.connect(lambda key: self._turn(int(key)))
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Grants"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Grant requests"))

    def enter(self, destination: Destination) -> None:
        """Starts empty."""
        self._forget()
        self._busy = False
        self._news.clear()
        self._days.clear()
        self.retranslate()
        self.form.choose_requests.setFocus()

    def clear_personal_data(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._forget()
        self.form.rows.set_rows([])

    def _forget(self) -> None:
        self._paths, self._requests, self._looked, self._reading = (), (), False, False
        self._left_out.clear()
        self._pages.to_first()
        self._asked += 1

    def _choose(self) -> None:
        ask_requests(self, self.bridge, self._look_at, self.find_sticks)

    def _look_at(self, paths: Sequence[Path]) -> None:
        self._forget()
        self._news.clear()
        self._paths, self._reading = paths, True
        self.retranslate()
        self._look(self._go_to_verb)

    def _go_to_verb(self) -> None:
        if self._chosen():
            self.form.grant_all.setFocus()

    def _look(self, then: Callable[[], object] | None = None) -> None:
        """Only the newest query is answered: typing a day is faster than reading a stick."""
        self._asked += 1
        paths, asked, (first, last) = self._paths, self._asked, self._days.days()
        self.bridge.query(
            lambda desk: look_at_requests(desk, paths, first, last),
            lambda found: self._on_found(found, then) if asked == self._asked else None,
            self._not_found,
        )

    def _not_found(self, error: KnownError) -> None:
        self._reading = False
        self._say_nothing()
        self._news.fail(error)

    def _on_found(self, found: tuple[WaitingRequest, ...], then: Callable[[], object] | None) -> None:
        self._requests, self._looked, self._reading = found, True, False
        self.retranslate()
        # Keeps the focus of a person who is typing a day.
        if then is not None:
            then()

    def _on_days(self) -> None:
        if self._paths and not self._days.wrong:
            self._look()
        self._say_bar()

    def _grantable(self) -> list[int]:
        return [place for place, one in enumerate(self._requests) if one.refused is None]

    def _chosen(self) -> list[WaitingRequest]:
        return [self._requests[place] for place in self._grantable() if place not in self._left_out]

    def _turn(self, place: int) -> None:
        if self._requests[place].refused is None:
            self._left_out.symmetric_difference_update({place})
            self._show_rows()
            self._say_bar()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        form = self.form
        form.nothing.setVisible(not self._requests)
        form.table_space.setVisible(bool(self._requests))
        self._hidden.say()
        if not self._requests:
            form.hidden_names.hide()
        self._say_nothing()
        self._days.retranslate()
        self._show_rows()
        self._say_bar()
        self._news.retranslate()

    def _say_nothing(self) -> None:
        say = self.bridge.say
        if self._reading:
            sentence = Message("Many files on a stick take a while.")
            self.form.nothing.tell("stick", say(Message("The requests are being read")), say(sentence))
        elif self._looked:
            sentence = Message(
                "Ask each person to write a request to the stick, from the Programme page of their desk."
            )
            self.form.nothing.tell("stick", say(Message("There is no request there")), say(sentence))
        else:
            sentence = Message("Each person reads out the code of their desk: compare it before you give the grant.")
            self.form.nothing.tell("stick", say(Message("No requests yet")), say(sentence))

    def _show_rows(self) -> None:
        bridge, wide = self.bridge, self._table_space.wide
        where = bridge.say(Message("On the stick that went round the room, or in a folder."))
        narrow = bool(self._requests) and not wide
        self.form.choose_text.setText(f"{where} {bridge.say(request_rows.NARROW)}" if narrow else where)
        self.form.rows.set_columns(request_rows.columns(bridge, wide))
        places = sorted(range(len(self._requests)), key=lambda place: self._requests[place].refused is None)
        self._pages.show(
            places,
            lambda place: request_rows.row(
                bridge, str(place), self._requests[place], place not in self._left_out, wide
            ),
        )

    def _say_bar(self) -> None:
        form, say, chosen, all_of = self.form, self.bridge.say, len(self._chosen()), len(self._grantable())
        words = Message("Give all {count} grants", count=chosen)
        if chosen < all_of:
            words = Message("Give {count} of {total} grants", count=chosen, total=all_of)
        elif not chosen:
            words = Message("Give all grants")
        form.grant_all.setText(say(Message("Giving the grants") if self._busy else words))
        form.grant_all.setEnabled(bool(chosen) and not self._busy and not self._days.wrong)
        refused = len(self._requests) - all_of
        form.reason.setText(say(Message("Cannot get a grant: {count}", count=refused)) if refused else "")

    def _ask_folder(self) -> None:
        question = Message("Where should the answers be saved?")
        detail = Message("Save them on the stick that went round: each person loads their own answer.")
        ask_place(self, self.bridge, question, detail, self._grant, self.find_sticks)

    def _grant(self, folder: Path, label: str) -> None:
        chosen, (first, last) = self._chosen(), self._days.days()
        if not chosen or self._busy:
            return
        self._busy = True
        self._say_bar()

        def done(given: tuple[GivenGrant, ...]) -> None:
            self._busy = False
            self._forget()
            self.retranslate()
            remedy = Message(
                "Each person opens Programme and loads the answer. The new key list is beside the answers."
            )
            self._news.tell("ok", answers_written(len(given), folder, label), remedy)
            self.form.back.setFocus()

        def failed(error: KnownError) -> None:
            self._busy = False
            self._say_bar()
            self._news.fail(place_error(error, label))

        def grant(desk: Desk) -> tuple[GivenGrant, ...]:
            require_folder(folder)
            return issue(desk, chosen, folder, first, last)

        self.bridge.change(grant, done, failed)
