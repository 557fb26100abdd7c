"""Collected files as rows of a table: class, verdict or result, reason, and what to do; of Inbox and of Receive."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from bsuh_desktop.domain.dates import BANGLA_MONTHS, ENGLISH_MONTHS, date_text
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import bangla_digits
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, Text
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.trust.refusals import cut_short

if TYPE_CHECKING:
    import datetime

    from bsuh_desktop.services.collection.values import CollectedFile, CollectVerdict, ReceivedState

_LIGHTS: dict[CollectVerdict, Light] = {
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

ReceivedGroup = Literal["answered", "person", "refused"]
"""Accepted or known already; needs a person; not accepted."""
_RECEIVED: dict[ReceivedState, tuple[ReceivedGroup, Light, Message]] = {
    "merged": ("answered", "ok", Message("Arrived")),
    "kept": ("answered", "info", Message("Kept until its grant comes")),
    "practice": ("answered", "info", Message("Practice, in no report")),
    "same": ("answered", "unused", Message("The same file again")),
    "conflict": ("person", "look", Message("You decide")),
    "refused": ("refused", "stop", Message("Refused")),
    "wrong": ("refused", "stop", Message("Refused")),
}
"""What Receive calls what becomes of a file: its group, light and word."""
_FIRST: tuple[ReceivedGroup, ...] = ("person", "refused", "answered")


def collected_columns(wide: bool) -> tuple[Column, ...]:
    """The columns of the Inbox. In a narrow table the reason is below the verdict."""
    name, verdict, why = Message("Class"), Message("Verdict"), Message("Reason, and what to do")
    return (Column(name, 240), Column(verdict, 184), Column(why)) if wide else (Column(name), Column(verdict))


def collected_row(key: str, one: CollectedFile, collected: CollectedFiles, wide: bool, this_year: int) -> Row:
    """One file in the Inbox. Days of `this_year` are shown without their year."""
    light, words = verdict_of(one, one.sha256 in collected.out)
    day = short_day(one.day, this_year) if one.day is not None else NO_TEXT
    name = Cell(_class_text(one, day), class_and_module(one, collected), bold=True)
    if not wide:
        return Row(key, (name, Cell(words, reason_text(one), light=light)))
    return Row(key, (name, Cell(words, light=light), Cell(one.text, _more_text(one))))


def verdict_of(one: CollectedFile, taken_out: bool = False) -> tuple[Light, Message]:
    """Light and verdict of a file. A file that counts but is doubtful gets “look”."""
    if taken_out:
        return "unused", TAKEN_OUT
    if one.settled is not None:
        return ("ok", DECIDED) if one.settled == "counts" else ("unused", NOT_CHOSEN)
    if one.text == _CUT:
        return "stop", INCOMPLETE
    light = _LIGHTS.get(one.verdict, "stop")
    return ("look" if light == "ok" and one.doubts else light), _WORDS[one.verdict]


def _class_text(one: CollectedFile, day: Text) -> Text:
    """Day and place; the file's name if it could not be opened."""
    known = one.day is not None or one.place.bn or one.place.en
    return Joined((day, one.place)) if known else file_text(one)


def file_text(one: CollectedFile) -> str:
    """The file's name, with the mail or ZIP that contained it; the path of these is in the saved list only. A long name
    may break after each part."""
    outer, *inner = one.input.split(_WITHIN)
    return _LONG.sub(
        lambda long: _PARTS.sub(rf"\g<0>{_MAY_BREAK}", long[0]), _WITHIN.join((PurePath(outer).name, *inner))
    )


def short_day(day: datetime.date, this_year: int) -> LocalText:
    """Such as 14 Jul, with the year unless it is `this_year`. Bangla months are never abbreviated."""
    bangla = f"{bangla_digits(day.day)} {BANGLA_MONTHS[day.month - 1]}"
    english = f"{day.day} {ENGLISH_MONTHS[day.month - 1][:_SHORT_MONTH]}"
    if day.year == this_year:
        return LocalText(bangla, english)
    return LocalText(f"{bangla} {bangla_digits(day.year)}", f"{english} {day.year}")


def class_and_module(one: CollectedFile, collected: CollectedFiles) -> Text:
    """Class and module."""
    return Joined((one.class_name, collected.titles.get(one.module, NO_TEXT)), ", ")


def reason_text(one: CollectedFile) -> Text:
    """Reason, remedy, and doubts."""
    return Joined((one.text, _more_text(one)), " ")


def _more_text(one: CollectedFile) -> Text:
    counts = Message("Present: {present}. Answers: {answers}.", present=one.present, answers=one.answers)
    first = counts if one.verdict in COUNTING else one.remedy
    # The reasons against a conflict are in its text already.
    doubts = () if one.verdict == "conflict" else one.doubts
    return Joined(tuple(part for part in (first, *doubts) if part is not None), " ")


def received_group(one: CollectedFile) -> ReceivedGroup:
    """The filter group of a file on Receive."""
    return _RECEIVED[one.state][0]


def urgency(one: CollectedFile) -> int:
    """Sort key, 0 to 2: what needs a person comes first."""
    return _FIRST.index(received_group(one))


def received_columns(wide: bool) -> tuple[Column, ...]:
    """The columns of Receive. In a narrow table the code is below the result."""
    both = Column(Message("Class")), Column(Message("Result"))
    return (*both, Column(Message("Receipt, to read out"), 210)) if wide else both


def received_row(key: str, one: CollectedFile, wide: bool) -> Row:
    """One file on Receive."""
    _, light, words = _RECEIVED[one.state]
    day = date_text(one.day) if one.day is not None else NO_TEXT
    name, state = Cell(_class_text(one, day), _sender_text(one), bold=True), "look" if light == "look" else ""
    if wide:
        code = Cell(one.code, bold=bool(one.code))
        return Row(key, (name, Cell(words, _received_text(one), light=light), code), state)
    # A hyphen allows a line break before letters only; in a narrow column a code may also break before digits.
    breaking = one.code.replace("-", f"-{_MAY_BREAK}")
    receipt = Message("Receipt: {code}", code=breaking) if one.code else NO_TEXT
    return Row(key, (name, Cell(words, Joined((_received_text(one), receipt), " "), light=light)), state)


def _sender_text(one: CollectedFile) -> Text:
    there = Message("present: {count}", count=one.present) if one.day is not None else NO_TEXT
    device = Message("laptop {number}", number=one.device) if one.device else NO_TEXT
    signer = Message("key {code}", code=one.signer_code) if one.signer_code and not one.device else NO_TEXT
    version = LocalText(bangla_digits(one.revision), str(one.revision))
    again = Message("version {number}", number=version) if one.revision > 1 else NO_TEXT
    practice = Message("Practice") if one.practice else NO_TEXT
    return Joined((there, device, signer, again, practice))


def _received_text(one: CollectedFile) -> Text:
    gone = Message("Consent withdrawn: {count}.", count=one.withdrawn) if one.withdrawn else None
    # The objections are in its text already.
    doubts = () if one.state == "conflict" else one.doubts
    parts = (one.text, one.remedy, *doubts, gone)
    return Joined(tuple(part for part in parts if part is not None), " ")
