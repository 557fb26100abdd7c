"""The people of a class as rows of a table: roll, name, and consent to storing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.domain.text import clean
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.person_words import shown_name

if TYPE_CHECKING:
    from bsuh_desktop.services.erasure.values import ListedPerson

WITHDRAW = "withdraw"


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table activating a row chooses the person."""
    roll, name = Column(bridge.say(Message("Roll")), 84 if wide else 64), Column(bridge.say(Message("Name")))
    kept = Column(bridge.say(Message("Name kept?")), 220 if wide else 0)
    if not wide:
        return [roll, name, kept]
    return [roll, name, Column(bridge.say(Message("Classes")), 100), kept, Column("", 150)]


def row(bridge: Bridge, one: ListedPerson, wide: bool) -> Row:
    """One person. In public view neither name nor consent."""
    roll = Cell(bridge.digits(one.roll or "—"), bold=True)
    name = Cell(_name(bridge, one), _standing(bridge, one))
    if not wide:
        return Row(str(one.line), (roll, name, _state_cell(bridge, one)))
    verb = CellButton(WITHDRAW, bridge.say(Message("Withdraw")))
    last = Cell(verb=verb) if may_withdraw(bridge, one) else Cell()
    return Row(str(one.line), (roll, name, Cell(bridge.number(one.sessions)), _state_cell(bridge, one), last))


def may_withdraw(bridge: Bridge, one: ListedPerson) -> bool:
    """True for a person who has not refused, in private view."""
    return not (bridge.public or one.said_no)


def found(people: Sequence[ListedPerson], text: str, public: bool) -> list[ListedPerson]:
    """People whose roll is `text` or whose name contains it; in public view by roll only."""
    text = clean(text).casefold()
    if not text:
        return list(people)
    return [
        one
        for one in people
        if (one.roll and roll_key(one.roll) == roll_key(text))
        or (not public and any(text in name.casefold() for name in (one.name_bn, one.name_en)))
    ]


def _name(bridge: Bridge, one: ListedPerson) -> str:
    return shown_name(bridge, one.name_bn, one.name_en) or "—"


def _standing(bridge: Bridge, one: ListedPerson) -> str:
    if one.visitor:
        return bridge.say(Message("Visited a class"))
    return bridge.say(Message("Left the class")) if one.left_class else ""


def _state_cell(bridge: Bridge, one: ListedPerson) -> Cell:
    if bridge.public:
        return Cell(bridge.say(Message("hidden")))
    if one.withdrawn:
        return Cell(bridge.say(Message("Consent withdrawn")), light="info")
    if one.said_no:
        return Cell(bridge.say(Message("Said “no”")), light="info")
    words = Message("Name kept") if one.named else Message("No name")
    return Cell(bridge.say(words), light="ok" if one.named else "unused")
