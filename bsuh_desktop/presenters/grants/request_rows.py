"""Requests for a grant as rows of a table: code to compare by ear, proposed grant, refusal and its reason."""

from __future__ import annotations

import msgspec

from bsuh_desktop.domain.codes import DEVICE_LENGTH, encode
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.grants.values import WaitingRequest

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
