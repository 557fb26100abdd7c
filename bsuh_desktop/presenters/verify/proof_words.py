"""What is shown of a proof: the verdict's card, what stands below it, and the lists beside it.

The card has a shape, a word and a sentence, or what was signed and whether the paper says the same. No names in public
view."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.verdicts import Verdict, badness
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, Text, text_of
from bsuh_desktop.presenters.rows import Cell, Column, Row

if TYPE_CHECKING:
    from bsuh_desktop.services.verify.proof import Proof, SignedFacts

_LOOKS: dict[Verdict, tuple[Light, Message]] = {
    Verdict.GOOD: ("ok", Message("Good")),
    Verdict.AS_WRITTEN_HERE: ("ok", Message("As written here")),
    Verdict.PRACTICE: ("look", Message("Practice")),
    Verdict.WAITING: ("look", Message("Waits for its grant")),
    Verdict.OLDER_THAN_KNOWN: ("look", Message("Older than the one here")),
    Verdict.ALTERED: ("stop", Message("Changed")),
    Verdict.REVOKED: ("stop", Message("Revoked")),
    Verdict.EXPIRED: ("stop", Message("Outside its grant")),
    Verdict.UNKNOWN_SIGNER: ("unused", Message("Signer unknown")),
    Verdict.NOT_OURS: ("unused", Message("Sealed for others")),
    Verdict.UNREADABLE: ("unused", Message("Cannot be read")),
}
_NOT_THIS_PAPER = Message("These codes were made for another paper.")
_ASK_FOR_ORIGINAL = Message("Codes can be copied. Ask for the original.")
_TURN_AWAY = Message(
    "Turn this screen away from others, then choose “Nobody else sees it”: then you see here "
    "what was signed, and can compare it."
)
_TAKE_OFF = Message("When the projector does not show this screen, you see here what was signed, and can compare it.")


def state_of(verdict: Verdict) -> Light:
    """ok (a disc with a tick), look (a triangle), stop (an octagon), or unused (a dashed ring): unknown."""
    return _LOOKS[verdict][0]


class PaperAnswers(msgspec.Struct, frozen=True):
    """A person's answers for one proof. Each certificate in `proof.to_compare` is one question, asked in that order."""

    proof: Proof
    given: tuple[bool, ...] = ()
    """Whether the papers say the same; always those of the first certificates."""

    @property
    def count(self) -> int:
        """Certificates to compare."""
        return len(self.proof.to_compare)

    @property
    def differing(self) -> int:
        """Certificates whose paper says something else."""
        return self.given.count(False)

    @property
    def speaks(self) -> bool:
        """True if a paper differs and the proof is not worse by itself."""
        return self.differing > 0 and state_of(self.proof.verdict) != "stop"

    @property
    def asked(self) -> SignedFacts | None:
        """The certificate to compare next; None if there is none."""
        return self.proof.to_compare[len(self.given)] if len(self.given) < self.count else None

    def answered(self, same: bool) -> PaperAnswers:
        """With an answer for the present certificate; the same answers if there is none."""
        return self if self.asked is None else PaperAnswers(self.proof, (*self.given, same))

    def undone(self) -> PaperAnswers:
        """Without the last answer."""
        return PaperAnswers(self.proof, self.given[:-1])

    def state(self) -> Light:
        """State of the proof: ok only if pages were compared, by this laptop or by a person."""
        if self.differing:
            return "stop"
        return self._neutral_while(state_of(self.proof.verdict), len(self.given) == self.count > 0)

    def word(self) -> Message:
        """The proof in a word or two, for lists and screen readers."""
        if self.speaks:
            return Message("Another paper")
        if self.proof.verdict is Verdict.GOOD and self.asked is not None:
            return Message("Compare the paper")
        if self.proof.verdict is Verdict.GOOD and self.proof.signed_in_part:
            return Message("Signed in part")
        return _LOOKS[self.proof.verdict][1]

    def sentence_of_item(self, item: int) -> Message | None:
        """What the person found for an item of the proof; None if it was not compared."""
        answer = self._of_item(item)
        if answer is None:
            return None
        return Message("You compared the paper: it says the same.") if answer else _NOT_THIS_PAPER

    def state_of_item(self, item: int) -> Light:
        """State of an item of the proof."""
        answer = self._of_item(item)
        if answer is False:
            return "stop"
        verdict = Verdict((self.proof.items or ())[item]["verdict"])
        return self._neutral_while(state_of(verdict), answer is True)

    def _of_item(self, item: int) -> bool | None:
        pairs = zip(self.proof.to_compare, self.given, strict=False)
        return next((same for facts, same in pairs if facts.item == item), None)

    def _neutral_while(self, state: Light, compared: bool) -> Light:
        """`state`, but never ok for a certificate whose codes or serial are good while nobody compared the paper."""
        return "unused" if state == "ok" and self.proof.compared is False and not compared else state


@dataclasses.dataclass(frozen=True)
class Headline:
    """What the card says."""

    state: Light = "unused"
    """State of its shape."""
    word: Text = NO_TEXT
    """Accessible name of its shape."""
    # These three may contain a learner's name.
    sentence: Text = dataclasses.field(default=NO_TEXT, repr=False)
    """The large line."""
    about: Text = dataclasses.field(default=NO_TEXT, repr=False)
    """The smaller line."""
    question: Text = dataclasses.field(default=NO_TEXT, repr=False)
    """Text above the buttons; empty if nothing is asked."""
    answers: bool = False
    """The question can be answered here."""
    takes_back: bool = False
    """The last answer can be undone."""
    number: int = 0
    """Counts what was shown: the same verdict on something else is announced again."""


@dataclasses.dataclass(frozen=True)
class NoWrap:
    """A text that does not wrap, even in large letters."""

    text: Text

    def text_in(self, language: Language) -> str:
        """The text without ordinary spaces."""
        return text_of(self.text, language).replace(" ", "\N{NO-BREAK SPACE}")


def headline(answers: PaperAnswers, public: bool, one_screen: bool, number: int) -> Headline:
    """What the card says of a proof. No names in public view: the question waits until nobody else sees the screen.
    `one_screen`: the laptop's own is the only one, so that only a person knows who sees it."""
    sentence, about = _settled(answers, public)
    shown = Headline(
        answers.state(),
        answers.word(),
        sentence,
        about,
        takes_back=bool(answers.given) and not public,
        number=number,
    )
    if answers.asked is None:
        return shown
    if public:
        return dataclasses.replace(shown, question=_TURN_AWAY if one_screen else _TAKE_OFF)
    signed = _signed_words(answers.asked)
    question: Text = Message("Is that what the paper says?")
    if answers.count > 1:
        which = Message("Certificate {number} of {count}:", number=len(answers.given) + 1, count=answers.count)
        question = Joined((which, question), " ")
    if answers.differing or answers.proof.verdict.exit_code:
        # The problem is shown above; the other certificates are asked about below it.
        return dataclasses.replace(shown, question=Joined((signed, question), "\n"), answers=True)
    about = NO_TEXT if answers.proof.verdict is Verdict.GOOD else answers.proof.sentence
    return dataclasses.replace(shown, sentence=signed, about=about, question=question, answers=True)


def _signed_words(facts: SignedFacts) -> Text:
    """Name, module and date that the codes were made for."""
    return Joined((facts.name or Message("no name was signed"), facts.module, NoWrap(facts.day)))


def _settled(answers: PaperAnswers, public: bool) -> tuple[Text, Text]:
    """`sentence` and `about` if the question is not the headline."""
    proof = answers.proof
    if answers.differing:
        differing = _differing(answers)
        if answers.speaks:
            return differing, _ASK_FOR_ORIGINAL
        return proof.sentence, Joined((differing, _ASK_FOR_ORIGINAL), " ")
    if answers.asked is None and answers.count and state_of(proof.verdict) in ("ok", "look"):
        return _compared(answers), _subject(proof, public)
    return proof.sentence, _subject(proof, public)


def _differing(answers: PaperAnswers) -> Message:
    if len(answers.proof.items or ()) == 1:
        return _NOT_THIS_PAPER
    return Message("Papers that do not match their codes: {count}.", count=answers.differing)


def _compared(answers: PaperAnswers) -> Message:
    """All papers match: worded as a finding of the person who compared them, not of this laptop."""
    proof = answers.proof
    if proof.verdict is not Verdict.GOOD:
        return Message("{sentence} You compared the paper: it says the same.", sentence=proof.sentence)
    if answers.count > 1:
        return Message("The codes are genuine, and you compared every paper: {count}.", count=answers.count)
    if not proof.to_compare[0].name:
        return Message("The codes are genuine, and you compared the paper: module and date are the same.")
    return Message("The codes are genuine, and you compared the paper: name, module and date are the same.")


def _subject(proof: Proof, public: bool) -> Text:
    """What the verdict is about, in one line: whose certificate, and its date; or their number."""
    items = proof.items or ()
    if len(items) > 1:
        return Message("Certificates: {count}", count=len(items))
    if not items:
        return NO_TEXT
    if public:
        return str(items[0]["serial"])
    return Joined((str(items[0]["name"] or ""), _day(items[0].get("date"))), ", ")


def _day(written: object) -> Text:
    try:
        return date_text(datetime.date.fromisoformat(str(written)))
    except ValueError:
        return NO_TEXT


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
