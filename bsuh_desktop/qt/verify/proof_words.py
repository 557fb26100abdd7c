"""Texts of a proof in the desk's language; without name and picture in public view."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsuh_desktop.domain.dates import date_words
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict, badness
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.verify.chain import Ring
from bsuh_desktop.qt.verify.facts import FactLine
from bsuh_desktop.qt.verify.looks import state_of
from bsuh_desktop.qt.verify.notes import Note
from bsuh_desktop.qt.verify.paper_answers import PaperAnswers

if TYPE_CHECKING:
    from bsuh_desktop.services.verify.proof import Proof

SERIAL = Message("Serial number")
MOST_ROWS = 1000
"""Lines of a list; of a longer list the worst ones."""
_LONGEST_NAME = 24
_KINDS = {
    "attendance": Message("Attendance file"),
    "certificate": Message("Certificate"),
    "receipt": Message("Receipt"),
    "pack": Message("Module pack"),
    "programme": Message("Programme file"),
    "unknown": Message("Something else"),
}
_ICONS = {"programme": "shield", "coordinator": "people", "device": "key"}


def about(bridge: Bridge, proof: Proof) -> str:
    """What the verdict is about, in one line: whose certificate, and its date; or their number."""
    items = proof.items or ()
    if len(items) > 1:
        return bridge.say(Message("Certificates: {count}", count=len(items)))
    if not items:
        return ""
    item = items[0]
    if bridge.public:
        return str(item["serial"])
    parts = [str(item["name"] or ""), _day(bridge, item)]
    return ", ".join(part for part in parts if part)


def _day(bridge: Bridge, item: dict[str, Any]) -> str:
    try:
        return date_words(datetime.date.fromisoformat(item["date"]), bridge.language)
    except (KeyError, TypeError, ValueError):
        return ""


def fact_lines(bridge: Bridge, proof: Proof) -> list[FactLine]:
    """What the document says; in public view its serial only."""
    serials = [str(item["serial"]) for item in proof.items or ()]
    if bridge.public or not proof.facts:
        lines = [(bridge.say(SERIAL), serials[0])] if len(serials) == 1 else []
        return [*lines, (bridge.say(Message("What it is")), bridge.say(_KINDS[proof.kind]))]
    return [(bridge.say(fact.name), _text_of(bridge, fact.value)) for fact in proof.facts]


def _text_of(bridge: Bridge, value: Message | str) -> str:
    return bridge.say(value) if isinstance(value, Message) else value


def rings(bridge: Bridge, proof: Proof) -> list[Ring]:
    """The chain, from the programme down."""
    document = "cert" if proof.kind == "certificate" else "file"
    return [
        Ring(_ICONS.get(one.who, document), bridge.say(one.title), bridge.say(one.text), one.state)
        for one in proof.evidence
    ]


def chain_title(proof: Proof) -> Message:
    """Heading of the chain: for a certificate whose pages were not compared, it covers the codes only."""
    if proof.to_compare and state_of(proof.verdict) == "ok":
        return Message("Why the codes can be trusted")
    good = state_of(proof.verdict) == "ok"
    return Message("Why it can be trusted") if good else Message("What was checked")


def notes(bridge: Bridge, proof: Proof) -> list[Note]:
    """What is unknown, and what is doubtful."""
    unknown = [(bridge.say(Message("What is not known:")), bridge.say(one)) for one in proof.unknown]
    return unknown + [(bridge.say(Message("Look at this:")), bridge.say(one)) for one in proof.doubts]


def several_column(bridge: Bridge, count: int) -> list[Column]:
    """The column of the list of several inputs."""
    return [Column(bridge.say(Message("Checked: {count}", count=count)))]


def several_rows(
    bridge: Bridge, proofs: Sequence[Proof], files: frozenset[str], answers: Sequence[PaperAnswers]
) -> list[Row]:
    """One row per input, the worst first; a person's answer changes a row, but not the order."""
    order = sorted(range(len(proofs)), key=lambda place: -badness(proofs[place].verdict))
    return [
        Row(
            str(place),
            (
                Cell(
                    _label(bridge, proofs[place], files),
                    bridge.say(answers[place].word()),
                    answers[place].state(),
                ),
            ),
        )
        for place in order[:MOST_ROWS]
    ]


def _label(bridge: Bridge, proof: Proof, files: frozenset[str]) -> str:
    """The file's name; in public view, where it may contain a child's name, the serial or the kind."""
    items = proof.items or ()
    if len(items) == 1 and (bridge.public or proof.input not in files):
        return str(items[0]["serial"])
    if bridge.public and proof.input in files:
        return bridge.say(_KINDS[proof.kind])
    return shortened(Path(proof.input).name if proof.input in files else proof.input)


def shortened(name: str) -> str:
    """A file name shortened in the middle to fit a narrow list; its suffix stays."""
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}…{name[1 - half :]}"


def item_columns(bridge: Bridge) -> list[Column]:
    """The columns of the table of certificates."""
    return [Column(bridge.say(Message("The certificates of this file")))]


def page_to_see(proof: Proof) -> int:
    """The page whose picture is shown beside the verdict: of many certificates, the first of the worst."""
    items = proof.items or ()
    worst = max(items, key=lambda item: badness(Verdict(item["verdict"])), default={})
    return int(worst.get("page", 1))


def item_rows(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> list[Row]:
    """One row per certificate of a file, the worst first, then by page."""
    items = list(enumerate(proof.items or ()))
    items.sort(key=lambda one: -badness(Verdict(one[1]["verdict"])))
    return [_item_row(bridge, item, number, answers) for number, item in items[:MOST_ROWS]]


def _item_row(bridge: Bridge, item: dict[str, Any], number: int, answers: PaperAnswers) -> Row:
    name = "" if bridge.public else str(item["name"] or "")
    page, place = item["page"], item.get("place", 0)
    where = Message("Page {page}", page=page)
    if place:
        where = Message("Page {page}, place {place}", page=page, place=place)
    title = " · ".join(part for part in (bridge.say(where), str(item["serial"]), name) if part)
    told = bridge.say(answers.sentence_of_item(number) or item["sentence"])
    return Row(f"{page}-{place}", (Cell(title, told, answers.state_of_item(number)),))
