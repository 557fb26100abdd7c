"""Names: how many are stored for each class, until when, and what delays deletion; expired ones are deleted here."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Joined, Light, News, Part, Question, Text
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import GroupNames, Purged, RetentionView

WITHDRAWN = "withdrawn"
"""The button of a row: consent was withdrawn."""

_COUNTS_STAY = Message("The numbers stay. Your coordinator can print their certificates again.")
_SHOWN_DAYS = 3
_ORDER = ("due", "held_back", "later", "running", "none")

Until = tuple[Light, Message, Text]
"""State of the light, the day until which names are stored, and the reason."""


class DateAsked(msgspec.Struct, frozen=True):
    """Whether today's date is asked for, what the clock says, and why the date that was typed is refused."""

    shown: bool = False
    clock_says: datetime.date | None = None
    error: KnownError | None = None


class NamesModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: the question for the date, what is due, and the classes."""

    news: News
    date: DateAsked
    nothing: Empty
    due_card: Part
    due_title: Part
    due_text: Part
    rule_text: Part
    table_space: Part
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    hand_over: Part
    reason: Part
    delete_now: Part


class NamesPresenter(TablePresenter[NamesModel]):
    """Reloads from the desk each time it is entered. Asks for the date first if the clock is in doubt."""

    heading = Message("Names")
    view: TableView[NamesModel]

    def __init__(self, session: DeskSession, view: TableView[NamesModel]) -> None:
        super().__init__(session, view)
        self._came_from = "classes"
        self._found: RetentionView | None = None
        self._stated: datetime.date | None = None
        self._date = DateAsked()
        self._busy = False

    def breadcrumb(self) -> Text:
        """Number of names stored."""
        groups = self._found.groups if self._found else ()
        return Message("Names on this laptop: {count}", count=sum(group.names for group in groups))

    def come_from(self, screen: str) -> None:
        """Reloads everything; "" keeps the page to go back to."""
        self._came_from = screen or self._came_from
        self._stated, self._date, self._busy = None, DateAsked(), False
        self.view.show_first_page()
        self.enter()
        self.refresh()
        self._look(first=True)

    def back(self) -> None:
        """Opens the page from which somebody came."""
        self.view.open(self._came_from)

    def state_day(self, day: datetime.date | None) -> None:
        """Today's date as somebody typed it; None while it is incomplete."""
        self._date = DateAsked(self._date.shown, self._date.clock_says)
        if day != self._stated:
            self._stated = day
            self._look()

    def ask_to_delete(self) -> None:
        """Asks before the names are deleted."""
        if self._found is None:
            return
        question = Question(
            Message("Delete {count} names?", count=self._found.due),
            Message(
                "They are deleted from this laptop and its backups. This cannot be undone. The "
                "numbers stay. Your coordinator can print their certificates again."
            ),
            (("keep", Message("Not now"), "secondary"), ("delete", Message("Delete the names"), "careful")),
            "keep",
        )
        self.view.ask(question, lambda key: self._delete() if key == "delete" else None)

    def open_class(self, group: str) -> None:
        """Opens the people of a class."""
        self.view.open("withdrawal", group=group, path="names")

    def _look(self, first: bool = False) -> None:
        """Ignores a result for another day than the one typed last: its own is on the way."""
        stated = self._stated
        self.session.query(
            partial(_look, stated=stated),
            self.in_visit(lambda found: self._on_found(found, first) if stated == self._stated else None),
            self.in_visit(lambda error: self._on_refused(error) if stated == self._stated else None),
        )

    def _on_found(self, found: RetentionView, first: bool) -> None:
        self._found = found
        clock_says = found.day if self._stated is None else self._date.clock_says
        self._date = DateAsked(found.doubtful, clock_says, self._date.error)
        self.refresh()
        if first:
            self.view.focus(self._first_part(found))

    def _first_part(self, found: RetentionView) -> str:
        if found.doubtful:
            return "day"
        if found.due:
            return "delete_now"
        return "rows" if found.groups else "back"

    def _on_refused(self, error: KnownError) -> None:
        """Shows that this date is not possible."""
        self._stated = None
        self._date = DateAsked(self._date.shown, self._date.clock_says, error)
        self.refresh()

    def _delete(self) -> None:
        if self._busy:
            return
        self._busy = True
        self.refresh()
        self.session.change(
            partial(_purge, stated=self._stated), self.in_visit(self._on_deleted), self.in_visit(self._on_not_deleted)
        )

    def _on_deleted(self, gone: Purged) -> None:
        self._busy = False
        fact = Message("Names that were deleted: {count}.", count=gone.names)
        self._report("ok", fact, _COUNTS_STAY)
        self._look(first=True)

    def _on_not_deleted(self, error: KnownError) -> None:
        self._busy = False
        self._fail(error)

    @property
    def _certain(self) -> bool:
        """True if the date is certain, and the page shows the names expired on it."""
        found = self._found
        return found is not None and (not found.doubtful or found.day == self._stated)

    def model(self) -> NamesModel:
        """The page as it should look now."""
        found = self._found
        there = None if found is None else bool(found.groups)
        due = found.due if found is not None and self._certain else 0
        asked = found is not None and found.doubtful and not self._certain
        groups = () if found is None else found.groups
        in_order = sorted(groups, key=lambda one: _ORDER.index(one.state))
        days = 0 if found is None else found.days
        return NamesModel(
            news=self._news,
            date=self._date,
            nothing=Empty(
                there is False,
                Message("No name is kept"),
                Message("Names come with a class list, and only with consent."),
                Message("Classes"),
            ),
            due_card=Part(shown=bool(due)),
            due_title=Part(text=Message("Names to delete, because their time is over: {count}", count=due)),
            due_text=Part(text=_COUNTS_STAY),
            rule_text=Part(shown=there, text=_rule(days)),
            table_space=Part(shown=there),
            columns=_columns(self._wide),
            rows=tuple(_row(one, days, self._certain, self._wide) for one in in_order),
            hand_over=Part(shown=found is not None and bool(found.held_back)),
            reason=Part(text=Message("Write today's date first.") if asked else NO_TEXT),
            delete_now=Part(shown=bool(due), enabled=not self._busy, text=Message("Delete now: {count}", count=due)),
        )


def names_gone(gone: Purged) -> tuple[Light, Message, Message]:
    """After names were deleted automatically when their time was over: state, fact, and meaning."""
    if len(gone.gone) != 1:
        fact = Message("Names of {count} classes: deleted, by the programme's rule.", count=len(gone.gone))
        return "info", fact, _COUNTS_STAY
    (one,) = gone.gone
    if one.because == "receipt":
        fact = Message(
            "Names of {class_title}: deleted {days} days after the receipt, by the programme's rule.",
            class_title=one.title,
            days=gone.days,
        )
        return "info", fact, _COUNTS_STAY
    return (
        "info",
        Message("Names of {class_title}: deleted, by the programme's rule.", class_title=one.title),
        _COUNTS_STAY,
    )


def _rule(days: int) -> Message:
    return Message(
        "The app deletes names {days} days after the receipt of a class's last session, or "
        "after the end of the programme. The numbers stay. Without a receipt, names are not "
        "deleted.",
        days=days,
    )


def _columns(wide: bool) -> tuple[Column, ...]:
    """In a narrow table activating a row opens the class."""
    name, names = Column(Message("Class")), Column(Message("Names"), 84 if wide else 72)
    until = Column(Message("Kept until"), 330 if wide else 0)
    return (name, names, until, Column("", 190)) if wide else (name, names, until)


def _row(one: GroupNames, days: int, certain: bool, wide: bool) -> Row:
    """One class. `certain`: the day is known to be right."""
    light, words, why = _until(one, days, certain)
    name = Cell(one.title, one.place, bold=True)
    cells = name, Cell(one.names or "—"), Cell(words, why, light=light)
    state = "look" if light == "look" else ""
    if not wide:
        return Row(one.group, cells, state)
    return Row(one.group, (*cells, Cell(verb=CellButton(WITHDRAWN, Message("Consent withdrawn")))), state)


def _until(one: GroupNames, days: int, certain: bool) -> Until:
    """The day until which the names of a class are stored."""
    if one.state == "held_back":
        return "look", Message("Not deleted: a receipt is missing"), _missing(one)
    if one.state == "running":
        return (
            "info",
            Message("A class is still to come"),
            Message("A class is open or planned: the names stay for it."),
        )
    if one.due is None:
        return "unused", Message("No name is kept"), _deleted(one)
    if one.state == "due" and certain:
        return "look", Message("Their time is over"), _because(one, days)
    return "ok", Message("To be deleted on {day}", day=date_text(one.due)), _because(one, days)


def _because(one: GroupNames, days: int) -> Message:
    """What that day is computed from."""
    if one.because == "receipt":
        return Message("{days} days after the receipt", days=days)
    if one.because == "class":
        return Message("{days} days after the last class", days=days)
    return Message("{days} days after the end of the programme", days=days)


def _deleted(one: GroupNames) -> Text:
    if one.deleted is None:
        return NO_TEXT
    return Message("Deleted on {day}, by the programme's rule", day=date_text(one.deleted))


def _missing(one: GroupNames) -> Message:
    """Classes without a receipt, by their days."""
    days = [date_text(missing.date) for missing in one.missing]
    listed, more = Joined(tuple(days[:_SHOWN_DAYS]), ", "), len(days) - _SHOWN_DAYS
    if more > 0:
        return Message("No receipt for the classes of {days}, and more: {count}", days=listed, count=more)
    if len(days) > 1:
        return Message("No receipt for the classes of {days}", days=listed)
    return Message("No receipt for the class of {day}", day=listed)


def _look(desk: Desk, stated: datetime.date | None) -> RetentionView:
    from bsuh_desktop.services.erasure.retention import check_stated, retention_view

    if stated is not None:
        check_stated(desk, stated)
    return retention_view(desk, stated)


def _purge(desk: Desk, stated: datetime.date | None) -> Purged:
    from bsuh_desktop.services.erasure.retention import purge

    return purge(desk, stated)
