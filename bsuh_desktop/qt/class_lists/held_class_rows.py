"""Held classes as rows of a table: day, class, number of learners present."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.home.home import HeldClass

OPEN = "open"


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table the day is below the class, and activating a row opens the class."""
    name, there = Column(bridge.say(Message("Class"))), Column(bridge.say(Message("Present")), 90 if wide else 88)
    if not wide:
        return [name, there]
    day, minutes = Column(bridge.say(Message("Day")), 170), Column(bridge.say(Message("Minutes")), 100)
    return [day, name, there, minutes, Column("", 120)]


def rows(bridge: Bridge, classes: Sequence[HeldClass], wide: bool) -> list[Row]:
    """All classes, in the given order."""
    return [_row(bridge, one, wide) for one in classes]


def _row(bridge: Bridge, one: HeldClass, wide: bool) -> Row:
    day, title = date_words(one.date, bridge.language), bridge.text_of(one.title)
    what = [bridge.text_of(one.module), bridge.text_of(one.place)]
    if one.to_reprint:
        what.insert(0, bridge.say(Message("Certificates to print again: {count}", count=one.to_reprint)))
    if one.names_over:
        what.append(bridge.say(Message("Names deleted")))
    there = Cell(bridge.number(one.present))
    if not wide:
        return Row(one.session, (Cell(title, " · ".join([day, *filter(None, what)]), bold=True), there))
    practice = bridge.say(Message("Practice")) if one.practice else ""
    name = Cell(title, " · ".join(filter(None, (*what, practice))), bold=True)
    minutes = Cell(bridge.number(one.minutes))
    return Row(one.session, (Cell(day), name, there, minutes, Cell(verb=CellButton(OPEN, bridge.say(Message("Open"))))))
