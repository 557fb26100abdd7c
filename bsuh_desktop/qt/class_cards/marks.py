"""How a learner's place on the roll looks and is said: the state of the chip, the word, the name where it may stand."""

from __future__ import annotations

from typing import Literal

from bsuh_desktop.domain.events import Status
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.widgets.chip import Chip, ChipState
from bsuh_desktop.services.class_picture import ClassPicture, PaperName
from bsuh_desktop.services.conduct import Conduct

Mark = Literal["absent", "late", "left_early"]
"""What a touch can mean; a second touch means present again."""

_STATES: dict[Status, ChipState] = {
    "not_called": "here",
    "present": "here",
    "absent": "away",
    "late": "late",
    "left_early": "left",
}
STATUS_SAID: dict[Status, Message] = {
    "not_called": Message("Present"),
    "present": Message("Present"),
    "absent": Message("Absent"),
    "late": Message("Came late"),
    "left_early": Message("Left early"),
}


def has_list(picture: ClassPicture) -> bool:
    """True if the class came with a list; else its headcount stands for it, whoever joins it by name."""
    return any(not row.added for row in picture.view.rows)


def chip_of(bridge: Bridge, row: Row) -> Chip:
    """The chip of a learner: the card's number, and for the mouse roll and name as far as they may be shown."""
    return Chip(row.card, bridge.digits(row.card), _STATES[row.status], _tip(bridge, row))


def _tip(bridge: Bridge, row: Row) -> str:
    picture = bridge.picture
    paper = picture.names.get(row.learner, PaperName()) if picture else PaperName()
    roll = bridge.say(Message("Roll {roll}", roll=bridge.digits(paper.roll))) if paper.roll else ""
    return " · ".join(part for part in (roll, said_name(bridge, row.learner)) if part)


def said_name(bridge: Bridge, learner: str) -> str:
    """The learner's name; "" in public view, and where it may not be kept."""
    picture = bridge.picture
    if picture is None or bridge.public:
        return ""
    return picture.names.get(learner, PaperName()).said(bridge.language)


def name_of(bridge: Bridge, card: int) -> str:
    """The same, by card."""
    picture = bridge.picture
    row = next((row for row in picture.view.rows if row.card == card), None) if picture else None
    return said_name(bridge, row.learner) if row else ""


def status_of(picture: ClassPicture, card: int) -> Status:
    """Where the learner of `card` stands now."""
    return next((row.status for row in picture.view.rows if row.card == card), "not_called")


def touch(conduct: Conduct, card: int, mark: Mark) -> None:
    """One touch (on the desk's thread, where the last one has been committed already): the mark, or present again."""
    attendee = conduct.state.by_card(card)
    again = attendee is not None and attendee.status == mark
    conduct.mark(card, "present" if again else mark)
