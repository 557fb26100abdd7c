"""Requests for a grant: shown, compared by their codes, and all requests of a room granted in one step.

With the rows of their table: code to compare by ear, proposed grant, refusal and its reason."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.dates import date_text, read_day
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Field, Joined, News, Part, PlaceQuestion, Text
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.presenters.small_file_words import answers_written
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.grants.grants_view import GivenGrant, WaitingRequest
from bsuh_desktop.services.grants.issue import issue
from bsuh_desktop.services.grants.request import look_at_requests
from bsuh_desktop.system.folders import place_error, require_folder

TICK = "tick"
NARROW = Message("Double-click a row, or press Enter on it, to skip it.")
"""Added as text in a narrow table, which has no room for a button."""


class RequestTable(msgspec.Struct, frozen=True):
    """The requests that the table shows, and which of them are left out. In a narrow table the days are below the
    grant, and activating a row ticks it. In `public` view a request's code stands for its name."""

    requests: tuple[WaitingRequest, ...] = ()
    left_out: frozenset[int] = frozenset()
    """Places of requests."""
    public: bool = True
    wide: bool = True

    @property
    def things(self) -> list[int]:
        """The places of all requests, those that are refused first."""
        return sorted(range(len(self.requests)), key=lambda place: self.requests[place].refused is None)

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        who, gets = Column(Message("Who asks")), Column(Message("Will get"))
        return (who, gets, Column(Message("From – until"), 180), Column(NO_TEXT, 160)) if self.wide else (who, gets)

    def row(self, place: int) -> Row:
        """The request at that place, which is the row's key."""
        one, ticked, key = self.requests[place], place not in self.left_out, str(place)
        who, days = self._who(one), (date_text(one.first_day), date_text(one.last_day))
        if one.refused is not None:
            why = Cell(one.refused, one.remedy or NO_TEXT, light="stop")
            return Row(key, (who, why, Cell(), Cell()) if self.wide else (who, why), "stop")
        what, state = Joined(tuple(_gets(one))), "ok" if ticked else ""
        if not self.wide:
            return Row(key, (who, Cell(what, Joined(days, " – "), light="ok" if ticked else "unused")), state)
        words: Text = Joined(("✓", Message("Chosen")), " ") if ticked else Message("Choose")
        tick = CellButton(TICK, words, on=ticked)
        return Row(key, (who, Cell(what, one.partner), Cell(*days), Cell(verb=tick)), state)

    def _who(self, one: WaitingRequest) -> Cell:
        name, code = "" if self.public else one.label, one.code or one.path.name
        return Cell(name or code, code if name else "", bold=True)


def _gets(one: WaitingRequest) -> list[Message]:
    if one.role == "coordinator":
        return [Message("may give grants to laptops, as a coordinator")]
    number = "" if one.number is None else encode(one.number, DEVICE_LENGTH)
    texts = [Message("laptop {number}", number=number)] if number else [Message("a laptop")]
    if one.renews:
        texts.append(Message("already has one, and keeps its number"))
    if one.has_earlier_key:
        texts.append(Message("continues the classes of an earlier key"))
    return texts


DayPart = Literal["first_day", "first_month", "first_year", "last_day", "last_month", "last_year"]
DAY_PARTS: tuple[DayPart, ...] = get_args(DayPart)


class GrantRequestsModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the requests, the days of the grants to give, and the button that gives them."""

    news: News
    hidden_names: Part
    nothing: Empty
    choose_text: Part
    days_text: Part
    first_day: Field
    first_month: Field
    first_year: Field
    last_day: Field
    last_month: Field
    last_year: Field
    days_problem: Part
    table_space: Part
    rows: RequestTable
    grant_all: Part
    reason: Part


class _Days:
    """First and last day of the grants to give, as they are typed; the usual days if left empty."""

    def __init__(self) -> None:
        self.numbers: dict[DayPart, int | None] = dict.fromkeys(DAY_PARTS)

    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """First and last day; None if empty or incomplete."""
        numbers = self.numbers
        first = read_day(numbers["first_day"], numbers["first_month"], numbers["first_year"])
        return first, read_day(numbers["last_day"], numbers["last_month"], numbers["last_year"])

    @property
    def wrong(self) -> bool:
        """True if something typed is not a day, or the last day is before the first."""
        first, last = self.days()
        begun = [any(self.numbers[part] is not None for part in parts) for parts in (DAY_PARTS[:3], DAY_PARTS[3:])]
        incomplete = (begun[0] and first is None) or (begun[1] and last is None)
        return incomplete or (first is not None and last is not None and last < first)


class GrantRequestsPresenter(TablePresenter[GrantRequestsModel]):
    """Starts empty each time the screen is entered."""

    heading = Message("Grant requests")
    above = Message("Grants")
    view: TableView[GrantRequestsModel]

    def __init__(self, session: DeskSession, view: TableView[GrantRequestsModel]) -> None:
        super().__init__(session, view)
        self._paths: Sequence[Path] = ()
        self._requests: tuple[WaitingRequest, ...] = ()
        self._left_out: frozenset[int] = frozenset()
        self._looked = self._busy = self._reading = False
        self._asked = 0
        self._days = _Days()

    def enter(self) -> None:
        """Starts empty."""
        super().enter()
        self._forget()
        self._busy = False
        self._days = _Days()
        self.refresh()
        self.view.focus("choose_requests")

    def clear(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self._paths, self._requests, self._looked, self._reading = (), (), False, False
        self._left_out = frozenset()
        self.view.show_first_page()
        self._asked += 1

    # Reading

    def look_at(self, paths: Sequence[Path]) -> None:
        """Reads the requests in these folders or files."""
        self._forget()
        self._news = self._news.closed()
        self._paths, self._reading = paths, True
        self.refresh()
        self._look(self._go_to_verb)

    def _go_to_verb(self) -> None:
        if self._chosen():
            self.view.focus("grant_all")

    def _look(self, then: Callable[[], object] | None = None) -> None:
        """Only the newest query is answered: typing a day is faster than reading a stick."""
        self._asked += 1
        paths, asked, (first, last) = self._paths, self._asked, self._days.days()

        def came(found: tuple[WaitingRequest, ...]) -> None:
            if asked == self._asked:
                self._on_found(found, then)

        self.session.query(
            lambda desk: look_at_requests(desk, paths, first, last), self.in_visit(came), self.in_visit(self._not_found)
        )

    def _not_found(self, error: KnownError) -> None:
        self._reading = False
        self._fail(error)

    def _on_found(self, found: tuple[WaitingRequest, ...], then: Callable[[], object] | None) -> None:
        self._requests, self._looked, self._reading = found, True, False
        self.refresh()
        # Keeps the focus of a person who is typing a day.
        if then is not None:
            then()

    def write_number(self, part: DayPart, number: int | None) -> None:
        """Somebody typed a part of a day; None if its field is empty."""
        self._days.numbers[part] = number
        if self._paths and not self._days.wrong:
            self._look()
        self.refresh()

    def turn(self, place: int) -> None:
        """Leaves out the request at that place, or chooses it again."""
        if self._requests[place].refused is None:
            self._left_out ^= {place}
            self.refresh()

    def _grantable(self) -> list[int]:
        return [place for place, one in enumerate(self._requests) if one.refused is None]

    def _chosen(self) -> list[WaitingRequest]:
        return [self._requests[place] for place in self._grantable() if place not in self._left_out]

    # Granting

    def ask_folder(self) -> None:
        """Asks where the answers should go."""
        detail = Message("Save them on the stick that went round: each person loads their own answer.")
        self.view.ask_place(PlaceQuestion(Message("Where should the answers be saved?"), detail), self._grant)

    def _grant(self, folder: Path, label: str) -> None:
        chosen, (first, last) = self._chosen(), self._days.days()
        if not chosen or self._busy:
            return
        self._busy = True
        self.refresh()

        def done(given: tuple[GivenGrant, ...]) -> None:
            self._busy = False
            self._forget()
            remedy = Message(
                "Each person opens Programme and loads the answer. The new key list is beside the answers."
            )
            self._report("ok", answers_written(len(given), folder, label), remedy)
            self.view.focus("back")

        def failed(error: KnownError) -> None:
            self._busy = False
            self._fail(place_error(error, label))

        def grant(desk: Desk) -> tuple[GivenGrant, ...]:
            require_folder(folder)
            return issue(desk, chosen, folder, first, last)

        self.session.change(grant, self.in_visit(done), self.in_visit(failed))

    # The view model

    def model(self) -> GrantRequestsModel:
        """The requests, and what can be done with them."""
        there, wrong = bool(self._requests), self._days.wrong
        chosen, grantable = len(self._chosen()), len(self._grantable())
        where: Text = Message("On the stick that went round the room, or in a folder.")
        refused = len(self._requests) - grantable
        return GrantRequestsModel(
            news=self._news,
            hidden_names=Part(shown=there and self.session.public),
            nothing=self._nothing(),
            choose_text=Part(text=Joined((where, NARROW), " ") if there and not self._wide else where),
            days_text=Part(
                text=Message("If empty: from the first class that waits, for as long as your own grant is valid.")
            ),
            **{part: Field(value=number) for part, number in self._days.numbers.items()},
            days_problem=Part(shown=wrong, text=Message("Write complete dates. The last day must be after the first.")),
            table_space=Part(shown=there),
            rows=RequestTable(self._requests, self._left_out, self.session.public, self._wide),
            grant_all=Part(text=self._verb(chosen, grantable), enabled=bool(chosen) and not self._busy and not wrong),
            reason=Part(text=Message("Cannot get a grant: {count}", count=refused) if refused else NO_TEXT),
        )

    def _verb(self, chosen: int, grantable: int) -> Message:
        if self._busy:
            return Message("Giving the grants")
        if chosen < grantable:
            return Message("Give {count} of {total} grants", count=chosen, total=grantable)
        return Message("Give all {count} grants", count=chosen) if chosen else Message("Give all grants")

    def _nothing(self) -> Empty:
        shown = not self._requests
        if self._reading:
            title, sentence = Message("The requests are being read"), Message("Many files on a stick take a while.")
        elif self._looked:
            title = Message("There is no request there")
            sentence = Message(
                "Ask each person to write a request to the stick, from the Programme page of their desk."
            )
        else:
            title = Message("No requests yet")
            sentence = Message("Each person reads out the code of their desk: compare it before you give the grant.")
        return Empty(shown=shown, picture="stick", title=title, sentence=sentence)
