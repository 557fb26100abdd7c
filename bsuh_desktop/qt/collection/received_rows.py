"""Received files as rows of a table: class, verdict, reason, and the receipt as a code to read out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import CollectedFile

Group = Literal["answered", "person", "refused"]
"""Accepted or known already; needs a person; not accepted."""
_GROUPS: dict[str, Group] = {
    "merged": "answered",
    "kept": "answered",
    "practice": "answered",
    "same": "answered",
    "conflict": "person",
    "refused": "refused",
    "wrong": "refused",
}
_LIGHTS: dict[str, str] = {
    "merged": "ok",
    "kept": "info",
    "practice": "info",
    "same": "unused",
    "conflict": "look",
    "refused": "stop",
    "wrong": "stop",
}
_WORDS = {
    "merged": Message("Arrived"),
    "kept": Message("Kept until its grant comes"),
    "practice": Message("Practice, in no report"),
    "same": Message("The same file again"),
    "conflict": Message("You decide"),
    "refused": Message("Refused"),
    "wrong": Message("Refused"),
}

_BREAKS = "-\u200b"
"""A hyphen allows a line break before letters only; in a narrow column a code may also break before digits."""

_FIRST: tuple[Group, ...] = ("person", "refused", "answered")


def group_of(one: CollectedFile) -> Group:
    """The filter group of a file."""
    return _GROUPS[one.state]


def urgency(one: CollectedFile) -> int:
    """Sort key, 0 to 2: what needs a person comes first."""
    return _FIRST.index(group_of(one))


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table the code is below the verdict."""
    name, verdict = Column(bridge.say(Message("Class"))), Column(bridge.say(Message("Result")))
    if not wide:
        return [name, verdict]
    return [name, verdict, Column(bridge.say(Message("Receipt, to read out")), 210)]


def row(bridge: Bridge, key: str, one: CollectedFile, wide: bool) -> Row:
    """One file as a row with the key `key`."""
    name, state = Cell(_class(bridge, one), _under(bridge, one), bold=True), "look" if one.state == "conflict" else ""
    said = _text_of(bridge, one)
    if not wide:
        code = bridge.say(Message("Receipt: {code}", code=one.code.replace("-", _BREAKS))) if one.code else ""
        verdict = Cell(bridge.say(_WORDS[one.state]), " ".join(filter(None, (said, code))), light=_LIGHTS[one.state])
        return Row(key, (name, verdict), state)
    verdict = Cell(bridge.say(_WORDS[one.state]), said, light=_LIGHTS[one.state])
    return Row(key, (name, verdict, Cell(one.code, bold=bool(one.code))), state)


def _class(bridge: Bridge, one: CollectedFile) -> str:
    """Day and place; the file's name if it could not be opened."""
    day = date_words(one.day, bridge.language) if one.day is not None else ""
    return " · ".join(filter(None, (day, bridge.text_of(one.place)))) or Path(one.input).name


def _under(bridge: Bridge, one: CollectedFile) -> str:
    device = Message("laptop {number}", number=one.device) if one.device else None
    signer = Message("key {code}", code=one.signer_code) if one.signer_code and not one.device else None
    there = Message("present: {count}", count=one.present) if one.day is not None else None
    again = Message("version {number}", number=bridge.digits(one.revision)) if one.revision > 1 else None
    practice = Message("Practice") if one.practice else None
    return " · ".join(bridge.say(part) for part in (there, device, signer, again, practice) if part is not None)


def _text_of(bridge: Bridge, one: CollectedFile) -> str:
    gone = Message("Consent withdrawn: {count}.", count=one.withdrawn) if one.withdrawn else None
    # The objections are in its text already.
    doubts = () if one.state == "conflict" else one.doubts
    parts = (one.text, one.remedy, *doubts, gone)
    return " ".join(bridge.say(part) for part in parts if part is not None)
