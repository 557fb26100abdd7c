"""The verdict's card: its shape, its word and its sentence, or what was signed and whether the paper says the same."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Light, Text, text_of

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
