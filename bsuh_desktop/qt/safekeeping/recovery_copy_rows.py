"""Laptops with a stored recovery code, as rows: number, code, person, date of the code, date it was last read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.services.safekeeping.recovery_copies import CopyLine


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns; in a narrow table the dates are below the person."""
    which, who = Column(bridge.say(Message("Number")), 190 if wide else 0), Column(bridge.say(Message("Who")))
    if not wide:
        return [which, who]
    return [
        which,
        who,
        Column(bridge.say(Message("Date of the code")), 180),
        Column(bridge.say(Message("Read out")), 180),
    ]


def row(bridge: Bridge, one: CopyLine, chosen: bool, wide: bool) -> Row:
    """One laptop; the chosen one is tinted."""
    made = date_words(one.made, bridge.language)
    read_on = date_words(one.read_on, bridge.language) if one.read_on else bridge.say(Message("never"))
    number = one.device or bridge.say(Message("no number yet"))
    light = "ok" if chosen else ""
    state = "ok" if chosen else ""
    if not wide:
        days = bridge.say(Message("Code of {day}, read out: {read_on}", day=made, read_on=read_on))
        return Row(one.code, (Cell(number, one.code, light, bold=True), Cell(one.label, days)), state)
    cells = (Cell(made), Cell(read_on, light="look" if one.read_on else ""))
    return Row(one.code, (Cell(number, one.code, light, bold=True), Cell(one.label), *cells), state)


def found(lines: Sequence[CopyLine], wanted: str) -> list[CopyLine]:
    """Lines whose number begins with `wanted`, or whose code contains it."""
    plain = _plain(wanted)
    return [one for one in lines if not plain or _plain(one.device).startswith(plain) or plain in _plain(one.code)]


def _plain(text: str) -> str:
    return ascii_digits(text.casefold()).replace("-", "").replace(" ", "")
