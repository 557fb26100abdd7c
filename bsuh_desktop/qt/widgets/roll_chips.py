"""How a learner on the roll is shown: the state of the chip, the status as text, and the name if it may be shown."""

from __future__ import annotations

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.chip import Chip, ChipState
from bsuh_desktop.services.classroom.class_picture import ClassPicture, ListedName

_STATES: dict[Status, ChipState] = {
    "not_called": "here",
    "present": "here",
    "absent": "away",
    "late": "late",
    "left_early": "left",
}
STATUS_LABELS: dict[Status, Message] = {
    "not_called": Message("Present"),
    "present": Message("Present"),
    "absent": Message("Absent"),
    "late": Message("Came late"),
    "left_early": Message("Left early"),
}


def has_list(picture: ClassPicture) -> bool:
    """True if the class has a list; else only its headcount is known, even if some learners were added by name."""
    return any(not row.added for row in picture.view.rows)


def chip_of(bridge: Bridge, row: Row) -> Chip:
    """The learner's chip: the card's number, and in the tooltip roll and name as far as they may be shown."""
    who = called(bridge, row)
    tip = " · ".join(
        part for part in (who, shown_name(bridge, row.learner), disambiguated_name(bridge, row.learner)) if part
    )
    return Chip(row.card, bridge.digits(row.card), _STATES[row.status], tip, who)


def called(bridge: Bridge, row: Row) -> str:
    """The learner by roll, in the desk's language."""
    picture = bridge.picture
    return bridge.say(picture.called.learners[row.learner]) if picture else ""


def shown_name(bridge: Bridge, learner: str) -> str:
    """The learner's name; "" in public view, and if it may not be stored."""
    picture = bridge.picture
    if picture is None or bridge.public:
        return ""
    return picture.names.get(learner, ListedName()).text_in(bridge.language)


def disambiguated_name(bridge: Bridge, learner: str) -> str:
    """Tells learners of the same name apart; "" for a unique name, and if names are hidden."""
    picture = bridge.picture
    if picture is None or bridge.public or learner not in picture.distinctions:
        return ""
    return bridge.say(picture.distinctions[learner])


def person_line(bridge: Bridge, row: Row, text: str) -> str:
    """The text below a learner's name: who it is, if the chip does not tell or others share the name, then `text`."""
    picture = bridge.picture
    by_roll = picture is not None and picture.called.learners[row.learner].text in _ON_THE_CHIP
    twin = disambiguated_name(bridge, row.learner)
    who = called(bridge, row) if twin or not by_roll else ""
    return " · ".join(part for part in (who, twin, text) if part)


_ON_THE_CHIP = ("Roll {roll}", "Card {card}")
"""How a learner is called whose number is already on the chip."""


def status_of(picture: ClassPicture, card: int) -> Status:
    """The learner's status for `card`."""
    return next((row.status for row in picture.view.rows if row.card == card), "not_called")
