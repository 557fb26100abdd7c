"""Collected files as rows of a table: class, verdict, reason, and what to do."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.dates import BANGLA_MONTHS, ENGLISH_MONTHS
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.collection.inbox_model import InboxModel
from bsuh_desktop.trust.refusals import cut_short

if TYPE_CHECKING:
    import datetime

    from bsuh_desktop.qt.bridge.bridge import Bridge
    from bsuh_desktop.services.collection.values import CollectedFile, CollectVerdict

_LIGHTS: dict[CollectVerdict, str] = {
    "merged": "ok",
    "newer": "ok",
    "identical": "unused",
    "conflict": "look",
    "waiting": "info",
    "practice": "unused",
    "passed_over": "unused",
}
_WORDS: dict[CollectVerdict, Message] = {
    "merged": Message("Merged"),
    "newer": Message("Newer of the same class"),
    "identical": Message("Identical"),
    "conflict": Message("You decide"),
    "waiting": Message("Kept until its grant comes"),
    "altered": Message("Changed after signing"),
    "unknown_signer": Message("Unknown signer"),
    "revoked": Message("Key was revoked"),
    "expired": Message("Grant expired"),
    "practice": Message("Practice"),
    "not_ours": Message("Not ours"),
    "passed_over": Message("Skipped"),
    "unreadable": Message("Unreadable"),
}
COUNTING = ("merged", "newer")
TAKEN_OUT = Message("Removed")
DECIDED = Message("Decided: it counts")
NOT_CHOSEN = Message("Not chosen")
INCOMPLETE = Message("Incomplete")
_CUT = cut_short().message
_SHORT_MONTH = 3
_WITHIN = " › "
_MAY_BREAK = "\u200b"
_LONG, _PARTS = re.compile(r"\S{21,}"), re.compile(r"[-_.]+|[0-9A-Za-z]{20}")
"""Words longer than a narrow column, and the characters after which they may break."""


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table the reason is below the verdict."""
    name, verdict = Message("Class"), Message("Verdict")
    why = Message("Reason, and what to do")
    if not wide:
        return [Column(bridge.say(name)), Column(bridge.say(verdict))]
    return [Column(bridge.say(name), 240), Column(bridge.say(verdict), 184), Column(bridge.say(why))]


def row(bridge: Bridge, key: str, one: CollectedFile, inbox: InboxModel, wide: bool) -> Row:
    """One file as a row with the key `key`."""
    light, words = verdict_of(one, one.sha256 in inbox.out)
    name = Cell(class_text(bridge, one), class_and_module(bridge, one, inbox), bold=True)
    if not wide:
        return Row(key, (name, Cell(bridge.say(words), reason_text(bridge, one), light=light)))
    why = Cell(bridge.say(one.text), _more_text(bridge, one))
    return Row(key, (name, Cell(bridge.say(words), light=light), why))


def verdict_of(one: CollectedFile, taken_out: bool = False) -> tuple[str, Message]:
    """Light and verdict of a file. A file that counts but is doubtful gets “look”."""
    if taken_out:
        return "unused", TAKEN_OUT
    if one.verdict == "conflict" and one.decided:
        return ("ok", DECIDED) if one.outcome == "merged" else ("unused", NOT_CHOSEN)
    if one.text == _CUT:
        return "stop", INCOMPLETE
    light = _LIGHTS.get(one.verdict, "stop")
    return ("look" if light == "ok" and one.doubts else light), _WORDS[one.verdict]


def class_text(bridge: Bridge, one: CollectedFile) -> str:
    """Day and place; the file's name if it could not be opened."""
    day = short_day(one.day, bridge) if one.day is not None else ""
    return " · ".join(filter(None, (day, bridge.text_of(one.place)))) or file_text(one)


def file_text(one: CollectedFile) -> str:
    """The file's name, with the mail or ZIP that contained it; the path of these is in the saved list only. A long name
    may break after each part."""
    outer, *inner = one.input.split(_WITHIN)
    return _LONG.sub(
        lambda long: _PARTS.sub(rf"\g<0>{_MAY_BREAK}", long[0]), _WITHIN.join((PurePath(outer).name, *inner))
    )


def short_day(day: datetime.date, bridge: Bridge) -> str:
    """Such as 14 Jul, with the year unless it is this one. Bangla months are never abbreviated."""
    month = BANGLA_MONTHS[day.month - 1] if bridge.language == "bn" else ENGLISH_MONTHS[day.month - 1][:_SHORT_MONTH]
    offset = bridge.facts.offset_minutes if bridge.facts is not None else 0
    this_year = local(bridge.clock.now().wall_ms, offset).year == day.year
    return f"{bridge.digits(day.day)} {month}" + ("" if this_year else f" {bridge.digits(day.year)}")


def class_and_module(bridge: Bridge, one: CollectedFile, inbox: InboxModel) -> str:
    """Class and module."""
    module = inbox.titles.get(one.module)
    return ", ".join(filter(None, (bridge.text_of(one.class_name), bridge.text_of(module) if module else "")))


def reason_text(bridge: Bridge, one: CollectedFile) -> str:
    """Reason, remedy, and doubts."""
    return " ".join(filter(None, (bridge.say(one.text), _more_text(bridge, one))))


def _more_text(bridge: Bridge, one: CollectedFile) -> str:
    # The reasons against a conflict are in its text already.
    doubts = () if one.verdict == "conflict" else one.doubts
    counts = Message("Present: {present}. Answers: {answers}.", present=one.present, answers=one.answers)
    first = counts if one.verdict in COUNTING else one.remedy
    return " ".join(bridge.say(part) for part in (first, *doubts) if part is not None)
