"""Finished classes as rows of a table: day, class, number of learners present, and status of its file."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_text, date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.values import HandedClass, HandOverView

Where = tuple[str, Message, Message | None]
"""State of the light, where the file is, and its meaning or None."""


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table day and module are below the class."""
    name, where = Column(bridge.say(Message("Class"))), Column(bridge.say(Message("Where it is")), 300 if wide else 0)
    if not wide:
        return [name, where]
    day, there = Column(bridge.say(Message("Day")), 150), Column(bridge.say(Message("Present")), 90)
    return [day, name, there, where]


def row(bridge: Bridge, one: HandedClass, just_now: Collection[str], wide: bool) -> Row:
    """One class; `just_now` has the sessions written on this page."""
    light, words, more = where_it_is(one, one.session in just_now)
    where = Cell(bridge.say(words), bridge.say(more) if more else "", light=light)
    day, title = date_words(one.date, bridge.language), bridge.text_of(one.title)
    practice = bridge.say(Message("Practice")) if one.practice else ""
    what = (bridge.text_of(one.module), bridge.text_of(one.place), practice)
    if not wide:
        return Row(one.session, (Cell(title, " · ".join(filter(None, (day, *what))), bold=True), where))
    name = Cell(title, " · ".join(filter(None, what)), bold=True)
    return Row(one.session, (Cell(day), name, Cell(bridge.number(one.present)), where))


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
