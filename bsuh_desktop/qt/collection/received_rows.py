"""Received files as rows of a table: which class, what it came to and why, and the receipt as a code to read out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.row_table import Cell, Column, Row

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.values import CollectedFile

Group = Literal["answered", "person", "refused"]
"""Taken, or known already; a person must see to it; not taken in."""
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
"""A line breaks behind a hyphen before letters only; a code may break before digits, too, in a narrow column."""

_FIRST: tuple[Group, ...] = ("person", "refused", "answered")


def group_of(one: CollectedFile) -> Group:
    """Under which button of the filter it stands."""
    return _GROUPS[one.state]


def urgency(one: CollectedFile) -> int:
    """What a person must see to comes first: 0, 1, 2."""
    return _FIRST.index(group_of(one))


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The head. A narrow table tells the code under what the file came to."""
    name, verdict = Column(bridge.say(Message("Class"))), Column(bridge.say(Message("Result")))
    if not wide:
        return [name, verdict]
    return [name, verdict, Column(bridge.say(Message("Receipt, to read out")), 210)]


def row(bridge: Bridge, key: str, one: CollectedFile, wide: bool) -> Row:
    """One file under the row's `key`."""
    name, state = Cell(_class(bridge, one), _under(bridge, one), bold=True), "look" if one.state == "conflict" else ""
    said = _said(bridge, one)
    if not wide:
        code = bridge.say(Message("Receipt: {code}", code=one.code.replace("-", _BREAKS))) if one.code else ""
        verdict = Cell(bridge.say(_WORDS[one.state]), " ".join(filter(None, (said, code))), light=_LIGHTS[one.state])
        return Row(key, (name, verdict), state)
    verdict = Cell(bridge.say(_WORDS[one.state]), said, light=_LIGHTS[one.state])
    return Row(key, (name, verdict, Cell(one.code, bold=bool(one.code))), state)


def _class(bridge: Bridge, one: CollectedFile) -> str:
    """Day and place; what could not be opened is called by its file."""
    day = date_words(one.day, bridge.language) if one.day is not None else ""
    return " · ".join(filter(None, (day, bridge.said(one.place)))) or Path(one.input).name


def _under(bridge: Bridge, one: CollectedFile) -> str:
    device = Message("laptop {number}", number=one.device) if one.device else None
    signer = Message("key {code}", code=one.signer_code) if one.signer_code and not one.device else None
    there = Message("present: {count}", count=one.present) if one.day is not None else None
    again = Message("version {number}", number=bridge.digits(one.revision)) if one.revision > 1 else None
    practice = Message("Practice") if one.practice else None
    return " · ".join(bridge.say(part) for part in (there, device, signer, again, practice) if part is not None)


def _said(bridge: Bridge, one: CollectedFile) -> str:
    gone = Message("Consent withdrawn: {count}.", count=one.withdrawn) if one.withdrawn else None
    # What speaks against it is said already.
    doubts = () if one.state == "conflict" else one.doubts
    parts = (one.text, one.remedy, *doubts, gone)
    return " ".join(bridge.say(part) for part in parts if part is not None)
