"""The history of a class: its finished lessons by date, in figures that a head teacher may see. No names, no child."""

from __future__ import annotations

from functools import partial
from typing import Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.results import FEWEST_SHOWN
from bsuh_desktop.presenters.hand_over.hand_over import where_it_is
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, Joined, Part, Text
from bsuh_desktop.presenters.presenter import PageView, TablePresenter
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.services.classroom.class_history import ClassHistory, Compared, Lesson, class_history

_NOT_TOLD: dict[Compared, Message] = {
    "not_asked": Message("Not asked"),
    "before_only": Message("Asked before only"),
    "after_only": Message("Asked after only"),
    "not_counted": Message("Not counted"),
    "by_eye": Message("By eye, without numbers"),
    "few": Message("Fewer than {count} answered", count=FEWEST_SHOWN),
    "apart": Message("No question was asked both times"),
    "unknown": Message("This laptop does not have the module any more."),
}


class HistoryModel(msgspec.Struct, frozen=True, kw_only=True):
    """The page: a row for each lesson."""

    nothing: Empty
    table_space: Part
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    open_lesson: Part
    note: Part


class HistoryView(PageView[HistoryModel], Protocol):
    """The page."""

    def set_current(self, session: str) -> None:
        """Moves the cursor to the row of that lesson."""


class HistoryPresenter(TablePresenter[HistoryModel]):
    """Shows the lessons of one class list."""

    view: HistoryView

    def __init__(self, session: DeskSession, view: HistoryView) -> None:
        super().__init__(session, view)
        self._history: ClassHistory | None = None

    def show(self, group: str) -> None:
        """Shows the history of another class, or reloads that of the same one."""
        self.enter()
        self._history = None
        self.session.query(partial(class_history, group=group), self.in_visit(self._on_history))

    def _on_history(self, history: ClassHistory) -> None:
        self._history = history
        self.refresh()
        if history.lessons:
            self.view.set_current(history.lessons[0].held.session)
        self.view.focus("rows" if history.lessons else "back")

    def breadcrumb(self) -> Text:
        """The classes, and the school."""
        classes = Message("Classes")
        return Joined((classes, self._history.group.place), " › ") if self._history else classes

    def title(self) -> Text:
        """The class."""
        if self._history is None:
            return NO_TEXT
        return Message("History: {class_title}", class_title=self._history.group.title)

    def open_lesson(self, session: str) -> None:
        """Opens a lesson as it was finished; "" if there is none under the cursor."""
        if session:
            self.session.take_class(session, self.in_visit(lambda: self.view.open("wrap_up", session=session)))

    def model(self) -> HistoryModel:
        """The page as it should look now."""
        lessons = None if self._history is None else self._history.lessons
        there = None if lessons is None else bool(lessons)
        return HistoryModel(
            nothing=Empty(
                there is False,
                Message("No lesson yet"),
                Message("Finished lessons of this class appear here."),
            ),
            table_space=Part(shown=there),
            columns=_columns(self._wide),
            rows=tuple(_row(one, self._wide) for one in lessons or ()),
            open_lesson=Part(shown=there),
            # In large letters the table needs the space.
            note=Part(
                shown=there and self._wide,
                text=Message("Figures of the class: no names, and no figures of one child."),
            ),
        )


def _columns(wide: bool) -> tuple[Column, ...]:
    """In a narrow table all but before and after is below the lesson."""
    lesson, change = Column(Message("Lesson")), Column(Message("Before and after"), 200 if wide else 0)
    if not wide:
        return lesson, change
    there, papers = Column(Message("Present"), 140), Column(Message("Certificates"), 135)
    return Column(Message("Day"), 174), lesson, there, change, papers, Column(Message("Where it is"), 200)


def _row(one: Lesson, wide: bool) -> Row:
    held = one.held
    light, where, _ = where_it_is(held)
    day, minutes = date_text(held.date), Message("{minutes} min", minutes=one.minutes)
    practice = Message("Practice") if held.practice else NO_TEXT
    what = (held.title if one.joint else NO_TEXT, practice)
    there, change = _present(one), _change(one)
    if not wide:
        papers = Message("Certificates: {count}", count=one.certificates)
        present = Joined((Message("Present"), there.text), " ")
        facts = (day, minutes, *what, present, there.second, papers, where)
        return Row(held.session, (Cell(held.module, Joined(facts), bold=True), change))
    lesson = Cell(held.module, Joined(what), bold=True)
    return Row(held.session, (Cell(day, minutes), lesson, there, change, _papers(one), Cell(where, light=light)))


def _present(one: Lesson) -> Cell:
    """Who was there of who is listed, beside the heads that were counted."""
    if not one.listed:
        return Cell(one.held.present, Message("no list"))
    there = Message("{present} of {listed}", present=one.held.present, listed=one.listed)
    if one.headcount is None:
        return Cell(there, Message("heads not counted"))
    return Cell(there, Message("Headcount: {count}", count=one.headcount))


def _change(one: Lesson) -> Cell:
    """The class before and after, and whether the same learners are compared."""
    learning = one.learning
    if learning is None:
        return Cell(_NOT_TOLD[one.compared])
    shares = Message("{pre}%, then {post}%", pre=round(100 * learning.pre), post=round(100 * learning.post))
    if learning.paired:
        return Cell(shares, Message("the same learners: {count}", count=learning.n))
    return Cell(shares, Message("by hands, the class as a whole"))


def _papers(one: Lesson) -> Cell:
    if not one.certificates:
        return Cell(Message("None yet"))
    if one.to_reprint:
        return Cell(one.certificates, Message("To print again: {count}", count=one.to_reprint))
    return Cell(one.certificates, Message("Printed or saved") if one.printed else Message("Not saved yet"))
