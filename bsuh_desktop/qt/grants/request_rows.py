"""Requests for a grant as rows of a table: code to compare by ear, proposed grant, refusal and its reason."""

from __future__ import annotations

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.grants.values import WaitingRequest

TICK = "tick"
NARROW = Message("Double-click a row, or press Enter on it, to skip it.")
"""Added as text in a narrow table, which has no room for a button."""


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table the days are below the grant, and activating a row ticks it."""
    who, gets = Column(bridge.say(Message("Who asks"))), Column(bridge.say(Message("Will get")))
    if not wide:
        return [who, gets]
    return [who, gets, Column(bridge.say(Message("From – until")), 180), Column("", 160)]


def row(bridge: Bridge, key: str, one: WaitingRequest, ticked: bool, wide: bool) -> Row:
    """One request with the row key `key`. In public view its code only."""
    who, days = _who(bridge, one), _days(bridge, one)
    if one.refused is not None:
        why = Cell(bridge.say(one.refused), bridge.say(one.remedy) if one.remedy else "", light="stop")
        return Row(key, (who, why, Cell(), Cell()) if wide else (who, why), "stop")
    what = " · ".join(bridge.say(part) for part in _gets(bridge, one))
    if not wide:
        light = "ok" if ticked else "unused"
        return Row(key, (who, Cell(what, f"{days[0]} – {days[1]}", light=light)), "ok" if ticked else "")
    words = Message("Chosen") if ticked else Message("Choose")
    tick = CellButton(TICK, ("✓ " if ticked else "") + bridge.say(words), on=ticked)
    gets = Cell(what, bridge.text_of(one.partner))
    return Row(key, (who, gets, Cell(*days), Cell(verb=tick)), "ok" if ticked else "")


def _who(bridge: Bridge, one: WaitingRequest) -> Cell:
    name, code = "" if bridge.public else one.label, one.code or one.path.name
    return Cell(name or code, code if name else "", bold=True)


def _days(bridge: Bridge, one: WaitingRequest) -> tuple[str, str]:
    return date_words(one.first_day, bridge.language), date_words(one.last_day, bridge.language)


def _gets(bridge: Bridge, one: WaitingRequest) -> list[Message]:
    if one.role == "coordinator":
        return [Message("may give grants to laptops, as a coordinator")]
    number = "" if one.number is None else encode(one.number, DEVICE_LENGTH)
    said = [Message("laptop {number}", number=number)] if number else [Message("a laptop")]
    if one.renews:
        said.append(Message("already has one, and keeps its number"))
    if one.has_earlier_key:
        said.append(Message("continues the classes of an earlier key"))
    return said
