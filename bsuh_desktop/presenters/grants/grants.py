"""Grants: coordinators and laptops with a grant, their status, and what a coordinator can do about it.

With the rows of their table: name, number, partner, days, status."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text, validity
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import (
    NO_TEXT,
    Empty,
    Field,
    Joined,
    News,
    Notice,
    Part,
    PlaceQuestion,
    Question,
    Text,
)
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.programme.programme import accepted_words
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.presenters.small_file_words import list_written, request_written, taken_back
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.grant_status import request_made
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.grants_view import Accepted, GrantsView, ListedKey, Revoked, State, grants_view
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.grants.revoke import revoke
from bsuh_desktop.services.programme.key_lists import renew_lists
from bsuh_desktop.system.folders import place_error, require_folder

REVOKE_ROW = "take_back"
NARROW = Message("Double-click a row, or press Enter on it, to revoke its key.")
"""Added as text in a narrow table, which has no room for a button."""
_LIGHTS: dict[State, str] = {"granted": "ok", "expires_soon": "look", "expired": "stop", "revoked": "stop"}
_ORDER: dict[State, int] = {"expires_soon": 0, "expired": 1, "granted": 2, "revoked": 3}


class KeyTable(msgspec.Struct, frozen=True):
    """The keys that the table shows; a row is made of a key once its page is shown. In a narrow table number and days
    are below the name; activating a row asks to revoke it. In `public` view a key's code stands for its name."""

    things: tuple[ListedKey, ...] = ()
    public: bool = True
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        who, state = Column(Message("Who")), Column(Message("Status"), 200 if self.wide else 0)
        if not self.wide:
            return who, state
        number, partner = Column(Message("Number"), 120), Column(Message("Partner"), 170)
        return who, number, partner, Column(Message("From – until"), 170), state, Column(NO_TEXT, 130)

    def row(self, one: ListedKey) -> Row:
        """One key."""
        name = "" if self.public else one.label
        first, last = date_text(one.first_day), date_text(one.last_day)
        state = Cell(_state(one), _files(one), light=_LIGHTS[one.state])
        code, role = one.code if name else "", _role(one)
        if not self.wide:
            under = Joined((code, role, one.device, Joined((first, last), " – ")))
            return Row(one.key, (Cell(name or one.code, under, bold=True), state))
        who = Cell(name or one.code, Joined((code, role)), bold=True)
        verb = Cell() if one.state == "revoked" else Cell(verb=CellButton(REVOKE_ROW, Message("Revoke")))
        partner = Cell(one.partner if one.partner.text_in("en") else Message("all partners"))
        return Row(one.key, (who, Cell(one.device), partner, Cell(first, last), state, verb))


def _role(one: ListedKey) -> Message:
    return Message("coordinator") if one.role == "coordinator" else Message("laptop")


def _state(one: ListedKey) -> Message:
    if one.state == "revoked":
        return Message("Revoked")
    if one.state == "expired":
        return Message("Ended")
    return Message("Ends soon") if one.state == "expires_soon" else Message("Granted")


def _files(one: ListedKey) -> Text:
    if one.revoked_on is not None:
        return date_text(one.revoked_on)
    return Message("Files seen here: {count}", count=one.files_seen) if one.files_seen else NO_TEXT


@dataclasses.dataclass(frozen=True)
class SearchableRow:
    """One key with its searchable texts: `open` is shown to everybody, `name` in private view only."""

    key: ListedKey
    open: str
    name: str


def findable(keys: Sequence[ListedKey]) -> tuple[SearchableRow, ...]:
    """All keys, those that need attention first. Slow for thousands of keys, so do not call it on the GUI thread."""
    ordered = sorted(keys, key=lambda one: (one.role != "coordinator", _ORDER[one.state]))
    return tuple(SearchableRow(one, _open_text(one), _plain(one.label)) for one in ordered)


def _open_text(one: ListedKey) -> str:
    return "\n".join(_plain(text) for text in (one.code, one.device, one.partner.bn, one.partner.en))


def found(keys: Sequence[SearchableRow], wanted: str, public: bool) -> tuple[ListedKey, ...]:
    """Keys whose name (not in `public` view), code, number or partner contains `wanted`."""
    plain = _plain(wanted)
    return tuple(one.key for one in keys if plain in one.open or (not public and plain in one.name))


def _plain(text: str) -> str:
    return ascii_digits(text.casefold()).replace("-", "").replace(" ", "")


def summary(view: GrantsView) -> Message:
    """Number of keys, and of those that need attention soon."""
    devices = sum(one.role == "device" and one.state != "revoked" for one in view.keys)
    coordinators = sum(one.role == "coordinator" and one.state != "revoked" for one in view.keys)
    soon = sum(one.state == "expires_soon" for one in view.keys)
    if coordinators:
        return Message(
            "Coordinators: {coordinators}. Laptops: {devices}. Ending soon: {soon}.",
            coordinators=coordinators,
            devices=devices,
            soon=soon,
        )
    return Message("Laptops: {devices}. Ending soon: {soon}.", devices=devices, soon=soon)


KEEP, TAKE_BACK = "keep", "take_back"
Primary = Literal["open_requests", "ask_for_grant", "take_answer"]
"""The buttons that can be the next thing to do."""


@dataclasses.dataclass(frozen=True)
class GrantsData:
    """What the page shows."""

    view: GrantsView
    """The coordinator's view."""
    keys: tuple[SearchableRow, ...]
    """All keys, with their searchable texts."""
    practising: bool
    """The desk only practises."""
    own: Notice
    """Message about this desk's own grant as a coordinator, if that ends soon."""
    asked: bool
    """A request for the own grant is waiting for its answer."""

    @property
    def gives(self) -> bool:
        """True if this desk can give grants."""
        return self.view.keeps_root or self.view.coordinates


class GrantsModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the keys, or how this desk asks for a grant of its own."""

    news: News
    own_grant: Notice
    hidden_names: Part
    asking: Part
    asking_text: Part
    code: Part
    head_parts: Part
    summary: Part
    search_part: Part
    search: Field
    nobody: Empty
    table_space: Part
    rows: KeyTable
    tools: Part
    write_list: Part
    open_read_out: Part
    ask_again: Part
    take_answer: Part
    list_text: Part
    open_requests: Part
    primary: Primary


class GrantsScreen(TableView[GrantsModel], Protocol):
    """The screen."""

    def show_top(self) -> None:
        """Shows the page from its top."""

    def close_question(self) -> None:
        """Closes the question that is being asked, as if it was answered by its safe button."""


class GrantsPresenter(TablePresenter[GrantsModel]):
    """Reloads from the desk each time the screen is entered."""

    heading = Message("Grants")
    above = Message("Programme")
    view: GrantsScreen

    def __init__(self, session: DeskSession, view: GrantsScreen) -> None:
        super().__init__(session, view)
        self._data: GrantsData | None = None
        self._model: GrantsModel | None = None
        self._search = ""

    def enter(self) -> None:
        """Reloads everything."""
        super().enter()
        self._search = ""
        self.view.show_first_page()
        self._look()

    def clear(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._data, self._search = None, ""
        if self._model is not None:
            self._bind(msgspec.structs.replace(self._model, rows=KeyTable(wide=self._wide), search=Field(value="")))

    def refresh(self) -> None:
        """Shows what was loaded last; nothing if nothing was."""
        if self._data is not None:
            self._bind(self.model())

    def _bind(self, model: GrantsModel) -> None:
        self._model = model
        self.view.bind(model)

    def words_changed(self) -> None:
        """Whether names may be shown, or the language, has changed: a question that names somebody is not asked where
        the class may see it."""
        if self.session.public:
            self.view.close_question()
        self.refresh()

    def _look(self) -> None:
        self.session.query(_look, self.in_visit(self._on_looked))

    def _on_looked(self, data: GrantsData) -> None:
        self._data = data
        self.refresh()
        # Until now the focus stood on some control in the middle of the page, and the news stand at its top.
        self.view.show_top()
        self.view.focus(_primary(data))

    def search(self, text: str) -> None:
        """Somebody typed into the search."""
        self._search = text
        self.view.show_first_page()
        self.refresh()

    # A grant of one's own

    def ask_request(self) -> None:
        """Asks where the request for a grant should go."""
        detail = Message("The programme's office answers it.")
        question = PlaceQuestion(Message("Where should the request be saved?"), detail)
        self.view.ask_place(question, self._write_request)

    def _write_request(self, folder: Path, label: str) -> None:
        def written(_: Path) -> None:
            remedy = Message("Give it to the programme's office. If they ask, read out the code of your desk.")
            self._report("ok", request_written(folder, label), remedy)
            self._look()

        def write(desk: Desk) -> Path:
            require_folder(folder)
            return write_request(desk, "coordinator", folder)

        self.session.change(write, self.in_visit(written), self._failed(label))

    def take_answer(self, path: Path) -> None:
        """Loads an answer of the office, or a key list."""
        self.session.change(
            lambda desk: accept(desk, path), self.in_visit(self._on_accepted), self.in_visit(self._fail)
        )

    def _on_accepted(self, accepted: Accepted) -> None:
        words = accepted_words(accepted)
        verbs = ((words.page, words.verb),) if words.verb is not None and words.page != "grants" else ()
        self._report(words.state, words.fact, words.remedy, *verbs)
        self._look()

    # Key lists

    def ask_list(self) -> None:
        """Asks where the key list should go."""
        detail = Message(
            "It shows which keys are valid and which are revoked. Give it to everybody who checks certificates."
        )
        question = PlaceQuestion(Message("Where should the key list be saved?"), detail)
        self.view.ask_place(question, self._write_list)

    def _write_list(self, folder: Path, label: str) -> None:
        def write(desk: Desk) -> int:
            require_folder(folder)
            renew_lists(desk, desk.today(), folder)
            return grants_view(desk, desk.today()).list_version

        def written(version: int) -> None:
            self._report("ok", list_written(version, folder, label))
            self._look()

        self.session.change(write, self.in_visit(written), self._failed(label))

    def ask_to_revoke(self, key: str) -> None:
        """Asks before a key is revoked; does nothing for one that is."""
        keys = self._data.view.keys if self._data else ()
        one = next((each for each in keys if each.key == key and each.state != "revoked"), None)
        if one is not None:
            name = "" if self.session.public else one.label
            verbs = ((KEEP, Message("Keep"), "secondary"), (TAKE_BACK, Message("Revoke"), "careful"))
            question = Question(_question(one, name), _consequences(one), verbs, KEEP)
            self.view.ask(question, lambda verb: self._ask_where(one) if verb == TAKE_BACK else None)

    def _ask_where(self, one: ListedKey) -> None:
        question = PlaceQuestion(
            Message("Where should the new key list be saved?"),
            Message("Give it to everybody who checks certificates: without it, they do not know this."),
            Message("Keep the key as it is"),
        )
        self.view.ask_place(question, lambda folder, label: self._revoke(one, folder, label))

    def _revoke(self, one: ListedKey, folder: Path, label: str) -> None:
        def done(_: Revoked) -> None:
            remedy = Message("Give the new list to everybody who checks certificates.")
            self._report("ok", taken_back(one.code, folder, label), remedy)
            self._look()

        def take(desk: Desk) -> Revoked:
            require_folder(folder)
            return revoke(desk, one.key, folder)

        self.session.change(take, self.in_visit(done), self._failed(label))

    def _failed(self, label: str) -> Callable[[KnownError], object]:
        return self.in_visit(lambda error: self._fail(place_error(error, label)))

    # The view model

    def model(self) -> GrantsModel:
        """What was loaded last. Raises LookupError if nothing was."""
        data = self._data
        if data is None:
            raise LookupError("nothing was loaded")
        view, gives, public = data.view, data.gives, self.session.public
        keys, facts = found(data.keys, self._search, public), self.session.facts
        answer = Message("Load a key list") if view.keeps_root else Message("Load the answer")
        counts: Text = summary(view)
        return GrantsModel(
            news=self._news,
            own_grant=data.own,
            hidden_names=Part(shown=public and bool(view.keys)),
            asking=Part(shown=not gives),
            asking_text=Part(text=_how_to_ask(data.practising)),
            code=Part(text=facts.code if facts else ""),
            head_parts=Part(shown=gives),
            summary=Part(text=counts if self._wide or not keys else Joined((counts, NARROW), " ")),
            search_part=Part(shown=bool(view.keys)),
            search=Field(value=self._search),
            nobody=_nobody(view, gives and not keys),
            table_space=Part(shown=gives and bool(keys)),
            rows=KeyTable(keys, public, self._wide),
            tools=Part(shown=gives or not data.practising),
            write_list=Part(shown=gives),
            open_read_out=Part(shown=gives),
            ask_again=Part(shown=gives and not view.keeps_root),
            take_answer=Part(shown=not data.practising, text=answer),
            list_text=Part(shown=gives, text=_list_text(view)),
            open_requests=Part(shown=gives),
            primary=_primary(data),
        )


def _look(desk: Desk) -> GrantsData:
    """Loads the data; runs on the desk's thread."""
    day, office = desk.today(), desk.coordinator_grant
    view = grants_view(desk, day)
    own = Notice(shown=False) if office is None or view.keeps_root else own_grant(office.terms.last_day, day)
    return GrantsData(view, findable(view.keys), desk.practising, own, request_made(desk, "coordinator"))


def own_grant(last: datetime.date, today: datetime.date) -> Notice:
    """A coordinator's own grant that ends soon or has ended: without it, no grants can be given. `last`: its last
    day."""
    standing = validity(last, today)
    if standing == "holds":
        return Notice(shown=False)
    remedy = Message("Write a request and give it to the programme's office. The grants that you gave stay valid.")
    if standing == "ended":
        fact = Message("Your own grant as a coordinator ended on {day}.", day=date_text(last))
        return Notice(light="stop", fact=fact, remedy=remedy)
    fact = Message("Your own grant as a coordinator ends on {day}.", day=date_text(last))
    return Notice(light="look", fact=fact, remedy=remedy)


def _primary(data: GrantsData) -> Primary:
    """The next thing to do."""
    if data.gives:
        return "open_requests"
    return "take_answer" if data.asked else "ask_for_grant"


def _how_to_ask(practising: bool) -> Message:
    if practising:
        return Message(
            "A partner's coordinator gives grants to the laptops of its facilitators. The office "
            "may add your request to the programme file; join the programme before you load its "
            "answer."
        )
    return Message(
        "A partner's coordinator gives grants to the laptops of its facilitators. Write the "
        "request, give it to the programme's office, and load the answer here."
    )


def _nobody(view: GrantsView, shown: bool) -> Empty:
    if view.keys:
        sentence = Message("Try a part of the name, code or number.")
        return Empty(shown=shown, title=Message("Nobody found"), sentence=sentence)
    sentence = Message("Ask your facilitators for their requests, and answer all of them in one step.")
    if view.keeps_root:
        sentence = Message("Ask your coordinators for their requests: they give grants to the laptops of facilitators.")
    return Empty(shown=shown, title=Message("Nobody has a grant yet"), sentence=sentence)


def _list_text(view: GrantsView) -> Message:
    if view.list_expires is None:
        return Message("No key list has been written yet.")
    return Message(
        "Key list {version}: up to date until {day}. Everybody who checks certificates needs the newest one.",
        version=digits_text(view.list_version),
        day=date_text(view.list_expires),
    )


def _question(one: ListedKey, name: str) -> Message:
    if name:
        return Message("Revoke this key? {name}, {code}", name=name, code=one.code)
    return Message("Revoke the key {code}?", code=one.code)


def _consequences(one: ListedKey) -> Message:
    """Effects on its new files, on earlier ones, and on keys below it."""
    if one.role == "coordinator":
        return Message(
            "This coordinator can give no more grants to laptops. Laptops with a grant that this "
            "desk knows stay valid. This cannot be undone: a new key needs a new request."
        )
    if one.files_seen:
        return Message(
            "Its earlier files that this desk has checked stay valid: {count}. No later file "
            "counts, whatever its date. This cannot be undone: a new key needs a new request.",
            count=one.files_seen,
        )
    return Message(
        "This desk has checked none of its files, so none of them counts any more. If some "
        "should count, check them first on the Verify page. This cannot be undone: a new key "
        "needs a new request."
    )
