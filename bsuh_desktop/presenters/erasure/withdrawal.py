"""Withdrawal of consent: choose a person of a class; their name and answers are deleted at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.domain.text import clean
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Field, Joined, News, Part, Text
from bsuh_desktop.presenters.person_words import HIDDEN, roll_text, shown_name
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import ListedPerson, Withdrawn

HAND_OVER = "hand_over_now"
"""The button of the message after a withdrawal that the next hand-over has to tell of."""
WITHDRAW = "withdraw"
"""The button of a row."""


class WithdrawalQuestion(msgspec.Struct, frozen=True):
    """Asks before a name and its answers are deleted: what goes at once, what stays, what the coordinator is sent. Each
    is a heading with its sentence."""

    question: Text
    gone_text: Part
    stays_text: Part
    travels_text: Part
    no_way_back: Part


class ClassPeople(msgspec.Struct, frozen=True):
    """A class with all people who can withdraw their consent."""

    title: LocalText
    place: LocalText
    people: tuple[ListedPerson, ...]


class WithdrawalModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: the search, and the people of the class."""

    news: News
    how_text: Part
    search_part: Part
    search: Field
    nobody: Empty
    table_space: Part
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class WithdrawalView(TableView[WithdrawalModel], Protocol):
    """The page."""

    def ask_withdrawal(self, question: WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Asks; `then` is called on confirmation."""


class WithdrawalPresenter(TablePresenter[WithdrawalModel]):
    """The people of a class group, or of one class."""

    heading = Message("Consent withdrawn")
    view: WithdrawalView

    def __init__(self, session: DeskSession, view: WithdrawalView) -> None:
        super().__init__(session, view)
        self._group = self._class = self._came_from = ""
        self._seated: ClassPeople | None = None
        self._search = ""
        self._busy = False

    def show(self, group: str, session: str, came_from: str) -> None:
        """Shows another class, or reloads the same one."""
        self._group, self._class, self._came_from = group, session, came_from or "names"
        self._seated, self._search, self._busy = None, "", False
        self.enter()
        self.refresh()
        self._look()

    def clear(self) -> None:
        """Removes all names: the page is hidden, or the desk locked."""
        self._seated, self._search = None, ""
        self.refresh()

    def breadcrumb(self) -> Text:
        """The class, and its school."""
        return Joined((self._seated.title, self._seated.place)) if self._seated else NO_TEXT

    def back(self) -> None:
        """Opens the page from which somebody came."""
        self.view.open(self._came_from, group=self._group)

    def search(self, text: str) -> None:
        """Somebody looks for a roll or a name."""
        self._search = text
        self.view.show_first_page()
        self.refresh()

    def choose(self, line: str) -> None:
        """Asks about the person of that row, if they can still withdraw and their name may be shown."""
        people = self._seated.people if self._seated else ()
        one = next((one for one in people if str(one.line) == line), None)
        if one is not None and _may_withdraw(one, self.session.public) and not self._busy:
            question = withdrawal_question((one.roll, one.name_bn, one.name_en), one.sessions)
            self.view.ask_withdrawal(question, lambda: self._withdraw(one.line))

    def _look(self) -> None:
        ask = partial(_seated, group=self._group, session=self._class)
        self.session.query(ask, self.in_visit(self._on_seated))

    def _on_seated(self, seated: ClassPeople) -> None:
        self._seated = seated
        self.refresh()
        self.view.focus("search" if seated.people else "back")

    def _withdraw(self, line: int) -> None:
        self._busy = True
        self.session.change(
            partial(_withdraw, line=line), self.in_visit(self._on_withdrawn), self.in_visit(self._on_not_withdrawn)
        )

    def _on_withdrawn(self, gone: Withdrawn) -> None:
        self._busy, self._search = False, ""
        self._report("ok", *_withdrawn_words(gone))
        self._look()

    def _on_not_withdrawn(self, error: KnownError) -> None:
        self._busy = False
        self._fail(error)

    def model(self) -> WithdrawalModel:
        """The page as it should look now."""
        seated, public = self._seated, self.session.public
        there = None if seated is None else bool(seated.people)
        people = _found(seated.people, self._search, public) if seated else []
        return WithdrawalModel(
            news=self._news,
            how_text=Part(
                shown=there, text=Message("Choose the person. The app asks again before it deletes anything.")
            ),
            search_part=Part(shown=there),
            search=Field(value=self._search),
            nobody=Empty(
                there is False, Message("Nobody is on this list"), Message("A class without a list keeps no name.")
            ),
            table_space=Part(shown=there),
            columns=_columns(self._wide),
            rows=tuple(_row(one, self._wide, public) for one in people),
        )


def withdrawal_question(person: tuple[str | None, str | None, str | None], sessions: int | None) -> WithdrawalQuestion:
    """The question about a person (roll, names) who took part in `sessions` classes; None: unknown number."""
    return WithdrawalQuestion(
        _question(*person),
        Part(text=Message("Deleted now:"), remedy=_gone(sessions)),
        Part(
            text=Message("Stays:"),
            remedy=Message("the place on the list, without a name.")
            if sessions == 0
            else Message("that somebody was there, and the numbers. A printed certificate cannot be taken back."),
        ),
        Part(
            text=Message("Sent with the next hand-over:"),
            remedy=Message("a note to your coordinator, so that the name is deleted there too."),
            shown=sessions != 0,
        ),
        Part(text=Message("This cannot be undone.")),
    )


def _question(roll: str | None, name_bn: str | None, name_en: str | None) -> Message:
    name = shown_name(False, name_bn, name_en)
    if roll and name != NO_TEXT:
        return Message("Consent withdrawn? Roll {roll}: {name}", roll=roll_text(roll), name=name)
    if name != NO_TEXT:
        return Message("Consent withdrawn? {name}", name=name)
    return Message("Consent withdrawn? Roll {roll}", roll=roll_text(roll))


def _gone(sessions: int | None) -> Message:
    if sessions is None:
        return Message("the name, and every answer in every class with this learner.")
    if sessions == 0:
        return Message("the name. This learner took part in no class.")
    return Message("the name, and every answer. Classes with this learner: {count}", count=sessions)


def _withdrawn_words(gone: Withdrawn) -> tuple[Message, Message] | tuple[Message, Message, tuple[str, Message]]:
    """What a withdrawal has deleted, and what is left to do, with its button."""
    fact = Message("The name is deleted. Answers deleted: {count}.", count=gone.answers)
    if not gone.names:
        fact = Message("Answers that were deleted: {count}.", count=gone.answers)
    if not gone.classes:
        return fact, Message("You need to hand over nothing for it.")
    remedy = Message("Classes to send with the next hand-over: {count}", count=gone.classes)
    return fact, remedy, (HAND_OVER, Message("Hand over"))


def _columns(wide: bool) -> tuple[Column, ...]:
    """In a narrow table activating a row chooses the person."""
    roll, name = Column(Message("Roll"), 84 if wide else 64), Column(Message("Name"))
    kept = Column(Message("Name kept?"), 220 if wide else 0)
    if not wide:
        return roll, name, kept
    return roll, name, Column(Message("Classes"), 100), kept, Column("", 150)


def _row(one: ListedPerson, wide: bool, public: bool) -> Row:
    """One person. In public view neither name nor consent."""
    roll, state = Cell(roll_text(one.roll), bold=True), _state_cell(one, public)
    name = Cell(shown_name(public, one.name_bn, one.name_en, "—"), _standing(one))
    if not wide:
        return Row(str(one.line), (roll, name, state))
    last = Cell(verb=CellButton(WITHDRAW, Message("Withdraw"))) if _may_withdraw(one, public) else Cell()
    return Row(str(one.line), (roll, name, Cell(one.sessions), state, last))


def _may_withdraw(one: ListedPerson, public: bool) -> bool:
    """True for a person who has not refused, in private view."""
    return not (public or one.said_no)


def _found(people: Sequence[ListedPerson], text: str, public: bool) -> list[ListedPerson]:
    """People whose roll is `text` or whose name contains it; in public view by roll only."""
    text = clean(text).casefold()
    if not text:
        return list(people)
    return [
        one
        for one in people
        if (one.roll and roll_key(one.roll) == roll_key(text))
        or (not public and any(text in name.casefold() for name in (one.name_bn, one.name_en)))
    ]


def _standing(one: ListedPerson) -> Text:
    if one.visitor:
        return Message("Visited a class")
    return Message("Left the class") if one.left_class else NO_TEXT


def _state_cell(one: ListedPerson, public: bool) -> Cell:
    if public:
        return Cell(HIDDEN)
    if one.withdrawn:
        return Cell(Message("Consent withdrawn"), light="info")
    if one.said_no:
        return Cell(Message("Said “no”"), light="info")
    return Cell(Message("Name kept"), light="ok") if one.named else Cell(Message("No name"), light="unused")


def _seated(desk: Desk, group: str, session: str) -> ClassPeople:
    from bsuh_desktop.services.class_lists.class_groups import class_group
    from bsuh_desktop.services.desk.titles import class_place, class_title
    from bsuh_desktop.services.erasure.withdraw import people_of_class, people_of_group

    if group:
        found = class_group(desk, group)
        return ClassPeople(found.title, found.place, people_of_group(desk, group))
    state = desk.store.journal.state(session)
    title = class_title(state.opened.groups if state.opened else ())
    return ClassPeople(title, class_place(desk, state), people_of_class(desk, session))


def _withdraw(desk: Desk, line: int) -> Withdrawn:
    from bsuh_desktop.services.erasure.withdraw import withdraw

    return withdraw(desk, [line])
