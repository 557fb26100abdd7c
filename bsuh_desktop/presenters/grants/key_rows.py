"""Coordinators and devices as rows of a table: name, number, partner, days, status."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.grants.values import GrantsView, ListedKey, State

TAKE_BACK = "take_back"
NARROW = Message("Double-click a row, or press Enter on it, to revoke its key.")
"""Added as text in a narrow table, which has no room for a button."""
_LIGHTS: dict[State, str] = {"granted": "ok", "expires_soon": "look", "expired": "stop", "revoked": "stop"}
_ORDER: dict[State, int] = {"expires_soon": 0, "expired": 1, "granted": 2, "revoked": 3}


class KeyTable(msgspec.Struct, frozen=True):
    """The keys that the table shows; a row is made of a key once its page is shown. In a narrow table number and days
    are below the name; activating a row asks to revoke it. In `public` view a key's code stands for its name."""

    things: tuple[ListedKey, ...] = ()
    public: bool = True
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        who, state = Column(Message("Who")), Column(Message("Status"), 200 if self.wide else 0)
        if not self.wide:
            return who, state
        number, partner = Column(Message("Number"), 120), Column(Message("Partner"), 170)
        return who, number, partner, Column(Message("From – until"), 170), state, Column(NO_TEXT, 130)

    def row(self, one: ListedKey) -> Row:
        """One key."""
        name = "" if self.public else one.label
        first, last = date_text(one.first_day), date_text(one.last_day)
        state = Cell(_state(one), _files(one), light=_LIGHTS[one.state])
        code, role = one.code if name else "", _role(one)
        if not self.wide:
            under = Joined((code, role, one.device, Joined((first, last), " – ")))
            return Row(one.key, (Cell(name or one.code, under, bold=True), state))
        who = Cell(name or one.code, Joined((code, role)), bold=True)
        verb = Cell() if one.state == "revoked" else Cell(verb=CellButton(TAKE_BACK, Message("Revoke")))
        partner = Cell(one.partner if one.partner.text_in("en") else Message("all partners"))
        return Row(one.key, (who, Cell(one.device), partner, Cell(first, last), state, verb))


def _role(one: ListedKey) -> Message:
    return Message("coordinator") if one.role == "coordinator" else Message("laptop")


def _state(one: ListedKey) -> Message:
    if one.state == "revoked":
        return Message("Revoked")
    if one.state == "expired":
        return Message("Ended")
    return Message("Ends soon") if one.state == "expires_soon" else Message("Granted")


def _files(one: ListedKey) -> Text:
    if one.revoked_on is not None:
        return date_text(one.revoked_on)
    return Message("Files seen here: {count}", count=one.files_seen) if one.files_seen else NO_TEXT


@dataclasses.dataclass(frozen=True)
class SearchableRow:
    """One key with its searchable texts: `open` is shown to everybody, `name` in private view only."""

    key: ListedKey
    open: str
    name: str


def findable(keys: Sequence[ListedKey]) -> tuple[SearchableRow, ...]:
    """All keys, those that need attention first. Slow for thousands of keys, so do not call it on the GUI thread."""
    ordered = sorted(keys, key=lambda one: (one.role != "coordinator", _ORDER[one.state]))
    return tuple(SearchableRow(one, _open_text(one), _plain(one.label)) for one in ordered)


def _open_text(one: ListedKey) -> str:
    return "\n".join(_plain(text) for text in (one.code, one.device, one.partner.bn, one.partner.en))


def found(keys: Sequence[SearchableRow], wanted: str, public: bool) -> tuple[ListedKey, ...]:
    """Keys whose name (not in `public` view), code, number or partner contains `wanted`."""
    plain = _plain(wanted)
    return tuple(one.key for one in keys if plain in one.open or (not public and plain in one.name))


def _plain(text: str) -> str:
    return ascii_digits(text.casefold()).replace("-", "").replace(" ", "")


def summary(view: GrantsView) -> Message:
    """Number of keys, and of those that need attention soon."""
    devices = sum(one.role == "device" and one.state != "revoked" for one in view.keys)
    coordinators = sum(one.role == "coordinator" and one.state != "revoked" for one in view.keys)
    soon = sum(one.state == "expires_soon" for one in view.keys)
    if coordinators:
        return Message(
            "Coordinators: {coordinators}. Laptops: {devices}. Ending soon: {soon}.",
            coordinators=coordinators,
            devices=devices,
            soon=soon,
        )
    return Message("Laptops: {devices}. Ending soon: {soon}.", devices=devices, soon=soon)
