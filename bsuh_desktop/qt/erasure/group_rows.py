"""Classes as rows of a table: number of names stored, until when, and what delays their deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_text, date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import GroupNames, RetentionView

WITHDRAWN = "withdrawn"
Until = tuple[str, Message, Message | None]
"""State of the light, the day until which names are stored, and the reason or None."""

_SHOWN_DAYS = 3
_ORDER = ("due", "held_back", "later", "running", "none")


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table activating a row opens the class."""
    name, names = Column(bridge.say(Message("Class"))), Column(bridge.say(Message("Names")), 84 if wide else 72)
    until = Column(bridge.say(Message("Kept until")), 330 if wide else 0)
    return [name, names, until, Column("", 190)] if wide else [name, names, until]


def in_order(groups: tuple[GroupNames, ...]) -> list[GroupNames]:
    """Classes that need attention first."""
    return sorted(groups, key=lambda one: _ORDER.index(one.state))


def row(bridge: Bridge, one: GroupNames, view: RetentionView, certain: bool, wide: bool) -> Row:
    """One class. `certain`: the day of `view` is known to be right."""
    light, words, why = until(bridge, one, view.days, certain)
    name = Cell(bridge.text_of(one.title), bridge.text_of(one.place), bold=True)
    kept = Cell(bridge.number(one.names) if one.names else "—")
    cells = name, kept, Cell(bridge.say(words), bridge.say(why) if why else "", light=light)
    state = "look" if light == "look" else ""
    if not wide:
        return Row(one.group, cells, state)
    return Row(one.group, (*cells, Cell(verb=CellButton(WITHDRAWN, bridge.say(Message("Consent withdrawn"))))), state)


def until(bridge: Bridge, one: GroupNames, days: int, certain: bool) -> Until:
    """The day until which the names of a class are stored."""
    if one.state == "held_back":
        return "look", Message("Not deleted: a receipt is missing"), _missing(bridge, one)
    if one.state == "running":
        return (
            "info",
            Message("A class is still to come"),
            Message("A class is open or planned: the names stay for it."),
        )
    if one.due is None:
        return "unused", Message("No name is kept"), _deleted(one)
    if one.state == "due" and certain:
        return "look", Message("Their time is over"), because(one, days)
    return "ok", Message("To be deleted on {day}", day=date_text(one.due)), because(one, days)


def because(one: GroupNames, days: int) -> Message:
    """What that day is computed from."""
    if one.because == "receipt":
        return Message("{days} days after the receipt", days=days)
    if one.because == "class":
        return Message("{days} days after the last class", days=days)
    return Message("{days} days after the end of the programme", days=days)


def _deleted(one: GroupNames) -> Message | None:
    if one.deleted is None:
        return None
    return Message("Deleted on {day}, by the programme's rule", day=date_text(one.deleted))


def _missing(bridge: Bridge, one: GroupNames) -> Message:
    """Classes without a receipt, by their days."""
    days = [date_words(missing.date, bridge.language) for missing in one.missing]
    said, more = ", ".join(days[:_SHOWN_DAYS]), len(days) - _SHOWN_DAYS
    if more > 0:
        return Message("No receipt for the classes of {days}, and more: {count}", days=said, count=more)
    if len(days) > 1:
        return Message("No receipt for the classes of {days}", days=said)
    return Message("No receipt for the class of {day}", day=said)
