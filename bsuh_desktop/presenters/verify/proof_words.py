"""What is shown of a proof below its verdict, and in the lists beside it; without names in public view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict, badness
from bsuh_desktop.presenters.parts import Joined, Light, Text
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.presenters.verify.verdict_card import PaperAnswers, state_of

if TYPE_CHECKING:
    from bsuh_desktop.services.verify.proof import Proof

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

FactLine = tuple[Text, Text]
"""A name and its value."""
Note = tuple[Text, Text]
"""A bold word or two, and the sentence."""


class Ring(msgspec.Struct, frozen=True):
    """One ring of the chain that a verdict rests on."""

    icon: str
    """Name of the icon."""
    title: Text
    """Whose key or document it is."""
    text: Text
    """What permits it."""
    state: Light


def fact_lines(proof: Proof, public: bool) -> tuple[FactLine, ...]:
    """What the document says; in public view its serial only."""
    if proof.facts and not public:
        return tuple((fact.name, fact.value) for fact in proof.facts)
    items = proof.items or ()
    serial: tuple[FactLine, ...] = ()
    if len(items) == 1:
        serial = ((Message("Serial number"), str(items[0]["serial"])),)
    return (*serial, (Message("What it is"), _KINDS[proof.kind]))


def rings(proof: Proof) -> tuple[Ring, ...]:
    """The chain, from the programme down."""
    document = "cert" if proof.kind == "certificate" else "file"
    return tuple(Ring(_ICONS.get(one.who, document), one.title, one.text, one.state) for one in proof.evidence)


def chain_title(proof: Proof) -> Message:
    """Heading of the chain: for a certificate whose pages were not compared, it covers the codes only."""
    if state_of(proof.verdict) != "ok":
        return Message("What was checked")
    return Message("Why the codes can be trusted") if proof.to_compare else Message("Why it can be trusted")


def notes(proof: Proof) -> tuple[Note, ...]:
    """What is unknown, and what is doubtful."""
    unknown = tuple((Message("What is not known:"), one) for one in proof.unknown)
    return unknown + tuple((Message("Look at this:"), one) for one in proof.doubts)


def worst_first(proofs: Sequence[Proof]) -> list[int]:
    """The places of all proofs, the worst first. A person's answer does not change this order."""
    return sorted(range(len(proofs)), key=lambda place: -badness(proofs[place].verdict))


def page_to_see(proof: Proof) -> int:
    """The page whose picture is shown beside the verdict: of many certificates, the first of the worst."""
    worst = max(proof.items or (), key=lambda item: badness(Verdict(item["verdict"])), default={})
    return int(worst.get("page", 1))


class CheckedTable(msgspec.Struct, frozen=True):
    """The list of several inputs. Its rows are made where they are shown: there may be a thousand."""

    proofs: tuple[Proof, ...] = ()
    files: frozenset[str] = frozenset()
    """Those inputs that are paths."""
    answers: tuple[PaperAnswers, ...] = ()
    """One for each proof."""
    public: bool = False

    def columns(self) -> tuple[Column, ...]:
        """The only column."""
        return (Column(Message("Checked: {count}", count=len(self.proofs))),)

    def rows(self) -> list[Row]:
        """One row per input, the worst first; its key is the place of the proof."""
        return [
            Row(
                str(place),
                (Cell(self._label(self.proofs[place]), self.answers[place].word(), self.answers[place].state()),),
            )
            for place in worst_first(self.proofs)[:MOST_ROWS]
        ]

    def _label(self, proof: Proof) -> Text:
        """The file's name; in public view, where it may contain a child's name, the serial or the kind."""
        items, is_file = proof.items or (), proof.input in self.files
        if len(items) == 1 and (self.public or not is_file):
            return str(items[0]["serial"])
        if self.public and is_file:
            return _KINDS[proof.kind]
        return _shortened(Path(proof.input).name if is_file else proof.input)


def _shortened(name: str) -> str:
    """A file name shortened in the middle to fit a narrow list; its suffix stays."""
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}…{name[1 - half :]}"


class ItemTable(msgspec.Struct, frozen=True):
    """The certificates of one file, if there are several. Its rows are made where they are shown."""

    answers: PaperAnswers | None = None
    public: bool = False

    @property
    def count(self) -> int:
        """How many; 0 for a single one."""
        items = self.answers.proof.items if self.answers is not None else None
        return len(items) if items is not None and len(items) > 1 else 0

    def columns(self) -> tuple[Column, ...]:
        """The only column."""
        return (Column(Message("The certificates of this file")),)

    def rows(self) -> list[Row]:
        """One row per certificate, the worst first, then by page."""
        if self.answers is None or not self.count:
            return []
        items = sorted(enumerate(self.answers.proof.items or ()), key=lambda one: -badness(Verdict(one[1]["verdict"])))
        return [self._row(item, number, self.answers) for number, item in items[:MOST_ROWS]]

    def _row(self, item: dict[str, Any], number: int, answers: PaperAnswers) -> Row:
        name = "" if self.public else str(item["name"] or "")
        page, place = item["page"], item.get("place", 0)
        where = Message("Page {page}", page=page)
        if place:
            where = Message("Page {page}, place {place}", page=page, place=place)
        sentence = answers.sentence_of_item(number) or item["sentence"]
        title = Joined((where, str(item["serial"]), name))
        return Row(f"{page}-{place}", (Cell(title, sentence, answers.state_of_item(number)),))
