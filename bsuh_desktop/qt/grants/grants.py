"""Grants: coordinators and laptops with a grant, their status, and what a coordinator can do about it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.small_file_words import list_written, request_written, taken_back
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_target import FindSticks, ask_place
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.grants import Ui_Grants
from bsuh_desktop.qt.grants import key_rows
from bsuh_desktop.qt.grants.ask_revoke import KEEP, ask_to_revoke
from bsuh_desktop.qt.grants.own_grant import OwnWords, own_grant_words
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.programme.accepted_words import accepted_words
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.focus_scroller import to_top
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import request_made
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import grants_view
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.grants.values import Accepted, GrantsView, ListedKey, Revoked
from bsuh_desktop.services.programme.key_lists import renew_lists
from bsuh_desktop.system.refused_folder import place_error, require_folder
from bsuh_desktop.system.sticks import sticks

ANSWERS = {"*.json": Message("Programme files")}
_WIDE = 820
"""From this width on (px at normal text size) the table has a column for each fact."""


@dataclasses.dataclass(frozen=True)
class GrantsData:
    """What the page shows."""

    view: GrantsView
    """The coordinator's view."""
    keys: tuple[key_rows.SearchableRow, ...]
    """All keys, with their searchable texts."""
    practising: bool
    """The desk only practises."""
    own: OwnWords | None
    """Message about this desk's own grant as a coordinator, if that ends soon."""
    asked: bool
    """A request for the own grant is waiting for its answer."""


def look(desk: Desk) -> GrantsData:
    """Loads the data; runs on the desk's thread."""
    day, office = desk.today(), desk.coordinator_grant
    view = grants_view(desk, day)
    own = None if office is None or view.keeps_root else own_grant_words(office.terms.last_day, day)
    return GrantsData(view, key_rows.findable(view.keys), desk.practising, own, request_made(desk, "coordinator"))


class Grants(Screen):
    """Reloads from the desk each time it is entered. `find_sticks` lists the sticks (on the file thread)."""

    name: ClassVar[str] = "grants"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Grants()
        self.form.setupUi(self)
        self.find_sticks: FindSticks = sticks
        self._looked: GrantsData | None = None
        self._asking_back: Dialog | None = None
        self._news = PageNews(bridge, self.form.news)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.open("programme"))
        form.open_requests.clicked.connect(lambda: self.open("grant_requests"))
        form.ask_for_grant.clicked.connect(self._ask_request)
        form.ask_again.clicked.connect(self._ask_request)
        form.take_answer.clicked.connect(self._ask_answer)
        form.write_list.clicked.connect(self._ask_list)
        form.search.textEdited.connect(lambda _: self._search())
        form.rows.verb_pressed.connect(lambda key, _: self._ask_to_revoke(key))
        form.rows.chosen.connect(self._ask_to_revoke)
        form.nobody.chosen.connect(lambda: self.open("grant_requests"))
        form.news.answered.connect(self.open)
        form.open_read_out.clicked.connect(lambda: self.open("read_out"))
        self._table_space.turned.connect(self._show_rows)

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Programme"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Grants"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._news.clear()
        self.form.search.clear()
        self._pages.to_first()
        self._look()

    def clear_personal_data(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._looked = None
        self.form.search.clear()
        self.form.rows.set_rows([])

    def _look(self, _: object = None) -> None:
        self.bridge.query(look, self._on_looked)

    def _on_looked(self, looked: GrantsData) -> None:
        self._looked = looked
        self.retranslate()
        self.header_changed.emit()
        # Until now the focus stood on some control in the middle of the page, and the news stand at its top.
        to_top(self)
        self._primary().setFocus()

    def _primary(self) -> QPushButton:
        """The next thing to do."""
        verb: QPushButton = self.form.open_requests
        if not self._gives():
            verb = self.form.take_answer if self._looked and self._looked.asked else self.form.ask_for_grant
        return verb

    def _gives(self) -> bool:
        return self._looked is not None and (self._looked.view.keeps_root or self._looked.view.coordinates)

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        if self._looked is None:
            return
        view, form, gives = self._looked.view, self.form, self._gives()
        self._hide_name()
        for part in (form.head_parts, form.write_list, form.open_read_out, form.open_requests):
            part.setVisible(gives)
        form.tools.setVisible(gives or not self._looked.practising)
        form.asking.setVisible(not gives)
        form.ask_again.setVisible(gives and not view.keeps_root)
        form.take_answer.setVisible(not self._looked.practising)
        lists = Message("Load a key list")
        form.take_answer.setText(self.bridge.say(lists if view.keeps_root else Message("Load the answer")))
        form.search_part.setVisible(bool(view.keys))
        self._say_asking()
        self._say_own(self._looked.own)
        form.list_text.setText(self._list_text(view))
        form.list_text.setVisible(gives)
        self._say_primary()
        self._show_rows()
        self._hidden.say()
        if not view.keys:
            form.hidden_names.hide()
        self._news.retranslate()

    def _hide_name(self) -> None:
        """Closes a question that names somebody when the class may see the screen."""
        asking, self._asking_back = self._asking_back, None
        if asking is not None and isValid(asking) and asking.isVisible():
            if self.bridge.public:
                asking.answer(KEEP)
            else:
                self._asking_back = asking

    def _say_primary(self) -> None:
        primary = self._primary()
        for button in (self.form.ask_for_grant, self.form.take_answer):
            button.setProperty("kind", "primary" if button is primary else "secondary")
            repolish(button)
        apply_icons(self)

    def _say_asking(self) -> None:
        form, say, practising = self.form, self.bridge.say, self._looked is not None and self._looked.practising
        form.asking_tag.tell("info", say(Message("This is not a coordinator's desk yet")), light=True)
        said = Message(
            "A partner's coordinator gives grants to the laptops of its facilitators. Write the "
            "request, give it to the programme's office, and load the answer here."
        )
        first = Message(
            "A partner's coordinator gives grants to the laptops of its facilitators. The office "
            "may add your request to the programme file; join the programme before you load its "
            "answer."
        )
        form.asking_text.setText(say(first if practising else said))
        form.code.setText(self.bridge.facts.code if self.bridge.facts else "")

    def _say_own(self, own: OwnWords | None) -> None:
        self.form.own_grant.setVisible(own is not None)
        if own is not None:
            state, fact, remedy = own
            self.form.own_grant.tell(state, self.bridge.say(fact), self.bridge.say(remedy))

    def _list_text(self, view: GrantsView) -> str:
        say = self.bridge.say
        if view.list_expires is None:
            return say(Message("No key list has been written yet."))
        return say(
            Message(
                "Key list {version}: up to date until {day}. Everybody who checks certificates needs the newest one.",
                version=self.bridge.digits(view.list_version),
                day=date_text(view.list_expires),
            )
        )

    def _search(self) -> None:
        self._pages.to_first()
        self._show_rows()

    def _show_rows(self) -> None:
        if self._looked is None:
            return
        form, bridge, say, wide = self.form, self.bridge, self.bridge.say, self._table_space.wide
        keys, gives = self._looked.keys, self._gives()
        found = key_rows.found(bridge, keys, form.search.text())
        form.table_space.setVisible(gives and bool(found))
        form.nobody.setVisible(gives and not found)
        if keys:
            form.nobody.tell(
                "open-book", say(Message("Nobody found")), say(Message("Try a part of the name, code or number."))
            )
        else:
            sentence = Message("Ask your facilitators for their requests, and answer all of them in one step.")
            if self._looked.view.keeps_root:
                sentence = Message(
                    "Ask your coordinators for their requests: they give grants to the laptops of facilitators."
                )
            form.nobody.tell("open-book", say(Message("Nobody has a grant yet")), say(sentence))
        summary = say(key_rows.summary(self._looked.view))
        form.summary.setText(summary if wide or not found else f"{summary} {say(key_rows.NARROW)}")
        form.rows.set_columns(key_rows.columns(bridge, wide))
        self._pages.show(found, lambda one: key_rows.row(bridge, one, wide))

    def _ask_request(self) -> None:
        detail = Message("The programme's office answers it.")
        question = Message("Where should the request be saved?")
        ask_place(self, self.bridge, question, detail, self._write_request, self.find_sticks)

    def _write_request(self, folder: Path, label: str) -> None:
        def written(_: Path) -> None:
            remedy = Message("Give it to the programme's office. If they ask, read out the code of your desk.")
            self._news.tell("ok", request_written(folder, label), remedy)
            self._look()

        def write(desk: Desk) -> Path:
            require_folder(folder)
            return write_request(desk, "coordinator", folder)

        self.bridge.change(write, written, lambda error: self._news.fail(place_error(error, label)))

    def _ask_answer(self) -> None:
        ask_for_file(self, self.bridge, Message("Choose the answer"), ANSWERS, self._take_answer)

    def _take_answer(self, path: Path) -> None:
        self.bridge.change(lambda desk: accept(desk, path), self._on_accepted, self._news.fail)

    def _on_accepted(self, accepted: Accepted) -> None:
        words = accepted_words(accepted)
        verbs = [(words.page, words.verb)] if words.verb is not None and words.page != self.name else []
        self._news.tell(words.state, words.fact, words.remedy, verbs)
        self._look()

    def _ask_list(self) -> None:
        detail = Message(
            "It shows which keys are valid and which are revoked. Give it to everybody who checks certificates."
        )
        question = Message("Where should the key list be saved?")
        ask_place(self, self.bridge, question, detail, self._write_list, self.find_sticks)

    def _write_list(self, folder: Path, label: str) -> None:
        def write(desk: Desk) -> int:
            require_folder(folder)
            renew_lists(desk, desk.today(), folder)
            return grants_view(desk, desk.today()).list_version

        def written(version: int) -> None:
            self._news.tell("ok", list_written(version, folder, label))
            self._look()

        self.bridge.change(write, written, lambda error: self._news.fail(place_error(error, label)))

    def _ask_to_revoke(self, key: str) -> None:
        keys = self._looked.view.keys if self._looked else ()
        one = next((each for each in keys if each.key == key and each.state != "revoked"), None)
        if one is not None:
            name = "" if self.bridge.public else one.label
            self._asking_back = ask_to_revoke(self, one, name, lambda: self._ask_where(one))

    def _ask_where(self, one: ListedKey) -> None:
        question = Message("Where should the new key list be saved?")
        detail = Message("Give it to everybody who checks certificates: without it, they do not know this.")
        ask_place(
            self,
            self.bridge,
            question,
            detail,
            lambda folder, label: self._revoke(one, folder, label),
            self.find_sticks,
            Message("Keep the key as it is"),
        )

    def _revoke(self, one: ListedKey, folder: Path, label: str) -> None:
        def done(_: Revoked) -> None:
            remedy = Message("Give the new list to everybody who checks certificates.")
            self._news.tell("ok", taken_back(one.code, folder, label), remedy)
            self._look()

        def take(desk: Desk) -> Revoked:
            require_folder(folder)
            return revoke(desk, one.key, folder)

        self.bridge.change(take, done, lambda error: self._news.fail(place_error(error, label)))
