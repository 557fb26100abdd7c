"""Coordinators and devices as rows of a table: name, number, partner, days, status."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.grants.values import GrantsView, ListedKey, State

TAKE_BACK = "take_back"
NARROW = Message("Double-click a row, or press Enter on it, to revoke its key.")
"""Added as text in a narrow table, which has no room for a button."""
_LIGHTS: dict[State, str] = {"granted": "ok", "expires_soon": "look", "expired": "stop", "revoked": "stop"}
_ORDER: dict[State, int] = {"expires_soon": 0, "expired": 1, "granted": 2, "revoked": 3}


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table number and days are below the name; activating a row asks to revoke it."""
    who, state = Column(bridge.say(Message("Who"))), Column(bridge.say(Message("Status")), 200 if wide else 0)
    if not wide:
        return [who, state]
    return [
        who,
        Column(bridge.say(Message("Number")), 120),
        Column(bridge.say(Message("Partner")), 170),
        Column(bridge.say(Message("From – until")), 170),
        state,
        Column("", 130),
    ]


def row(bridge: Bridge, one: ListedKey, wide: bool) -> Row:
    """One key. In public view its code only."""
    name = "" if bridge.public else one.label
    first, last = date_words(one.first_day, bridge.language), date_words(one.last_day, bridge.language)
    state = Cell(bridge.say(_state(one)), _files(bridge, one), light=_LIGHTS[one.state])
    role = bridge.say(_role(one))
    if not wide:
        under = " · ".join(filter(None, (one.code if name else "", role, one.device, f"{first} – {last}")))
        return Row(one.key, (Cell(name or one.code, under, bold=True), state))
    who = Cell(name or one.code, " · ".join(filter(None, (one.code if name else "", role))), bold=True)
    verb = Cell() if one.state == "revoked" else Cell(verb=CellButton(TAKE_BACK, bridge.say(Message("Revoke"))))
    partner = Cell(bridge.text_of(one.partner) or bridge.say(Message("all partners")))
    return Row(one.key, (who, Cell(one.device), partner, Cell(first, last), state, verb))


def _role(one: ListedKey) -> Message:
    return Message("coordinator") if one.role == "coordinator" else Message("laptop")


def _state(one: ListedKey) -> Message:
    if one.state == "revoked":
        return Message("Revoked")
    if one.state == "expired":
        return Message("Ended")
    return Message("Ends soon") if one.state == "expires_soon" else Message("Granted")


def _files(bridge: Bridge, one: ListedKey) -> str:
    if one.revoked_on is not None:
        return date_words(one.revoked_on, bridge.language)
    return bridge.say(Message("Files seen here: {count}", count=one.files_seen)) if one.files_seen else ""


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


def found(bridge: Bridge, keys: Sequence[SearchableRow], wanted: str) -> list[ListedKey]:
    """Keys whose name (in private view), code, number or partner contains `wanted`."""
    plain, private = _plain(wanted), not bridge.public
    return [one.key for one in keys if plain in one.open or (private and plain in one.name)]


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
