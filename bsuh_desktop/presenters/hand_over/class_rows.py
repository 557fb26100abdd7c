"""Finished classes as rows of a table: day, class, number of learners present, and status of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined
from bsuh_desktop.presenters.rows import Cell, Column, Row

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.values import HandedClass, HandOverView

Where = tuple[str, Message, Message | None]
"""State of the light, where the file is, and its meaning or None."""


class ClassTable(msgspec.Struct, frozen=True):
    """The classes that the table shows; a row is made of a class once its page is shown. In a narrow table day and
    module are below the class."""

    things: tuple[HandedClass, ...] = ()
    just_now: frozenset[str] = frozenset()
    """The sessions written on this page."""
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        name, where = Column(Message("Class")), Column(Message("Where it is"), 300 if self.wide else 0)
        if not self.wide:
            return name, where
        return Column(Message("Day"), 150), name, Column(Message("Present"), 90), where

    def row(self, one: HandedClass) -> Row:
        """One class."""
        light, words, more = where_it_is(one, one.session in self.just_now)
        where = Cell(words, more or NO_TEXT, light=light)
        day, practice = date_text(one.date), Message("Practice") if one.practice else NO_TEXT
        what = (one.module, one.place, practice)
        if not self.wide:
            return Row(one.session, (Cell(one.title, Joined((day, *what)), bold=True), where))
        name = Cell(one.title, Joined(what), bold=True)
        return Row(one.session, (Cell(day), name, Cell(one.present), where))


def where_it_is(one: HandedClass, just_now: bool = False) -> Where:
    """Status of the file of a class."""
    if just_now and one.state == "written":
        return "info", Message("Written just now"), None
    if one.state == "needs_date":
        return "look", Message("Its date is missing"), Message("Open the class, and write its date.")
    if one.state == "ready":
        return _ready(one)
    if one.state == "written":
        return _written(one)
    return _answered(one)


def _ready(one: HandedClass) -> Where:
    if one.changed:
        return "look", Message("Changed since its hand-over"), Message("It will be sent again.")
    return "unused", Message("Only on this laptop"), None


def _written(one: HandedClass) -> Where:
    again = Message("It will be sent again, unchanged.")
    if one.since is None:
        return "info", Message("Handed over"), again
    if one.overdue:
        return "look", Message("No receipt for {days} days", days=one.days), again
    return "info", Message("Handed over on {day}", day=date_text(one.since)), again


def _answered(one: HandedClass) -> Where:
    if one.state == "received":
        words = Message("Its receipt came back")
        return "ok", words if one.since is None else Message("Receipt of {day}", day=date_text(one.since)), None
    if one.state == "kept":
        return "info", Message("Arrived, waits for your grant"), Message("It counts when the grant comes.")
    if one.state == "practised":
        real = Message("If it was a real class, enter it again: Home, “Enter a class from paper”.")
        return "info", Message("Arrived as practice: in no report"), real
    return "stop", Message("Arrived, but refused"), Message("Ask your coordinator what to do.")


def overdue_text(view: HandOverView, unprinted: int = 0) -> list[Message]:
    """Notes below the table: classes without a receipt for long, those that cannot be written, and those that should
    not be written yet."""
    sentences = [
        (
            view.overdue,
            Message(
                "No receipt for ten days or longer: {count}. Ask your coordinator. They will be "
                "sent again with the next hand-over.",
                count=view.overdue,
            ),
        ),
        (
            unprinted,
            Message(
                "Classes with unsaved certificates: {count}. Save the certificates first: the "
                "file includes their serial numbers.",
                count=unprinted,
            ),
        ),
        (view.undated, Message("No date, so not handed over: {count}", count=view.undated)),
    ]
    return [sentence for count, sentence in sentences if count]
