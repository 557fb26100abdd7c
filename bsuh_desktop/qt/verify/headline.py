"""Texts of the verdict's card: one sentence, or what was signed with the question whether the paper says the same."""

from __future__ import annotations

import dataclasses

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.verify import proof_words
from bsuh_desktop.qt.verify.looks import state_of
from bsuh_desktop.qt.verify.paper_answers import NOT_THIS_PAPER, PaperAnswers
from bsuh_desktop.services.verify.proof import Proof, SignedFacts

_TURN_AWAY = Message(
    "Turn this screen away from others, then choose “Nobody else sees it”: then you see here "
    "what was signed, and can compare it."
)
_TAKE_OFF = Message("When the projector does not show this screen, you see here what was signed, and can compare it.")


@dataclasses.dataclass(frozen=True)
class Headline:
    """Texts of the card in the desk's language."""

    state: str
    """State of its shape."""
    word: str
    """Accessible name of its shape."""
    # These three may contain a learner's name.
    sentence: str = dataclasses.field(repr=False)
    """The large line."""
    about: str = dataclasses.field(repr=False)
    """The smaller line."""
    question: str = dataclasses.field(default="", repr=False)
    """Text above the buttons, "" if nothing is asked."""
    answers: bool = False
    """The question can be answered here."""
    takes_back: bool = False
    """The last answer can be undone."""


def headline(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> Headline:
    """The texts for a proof. No names in public view: the question waits until nobody else sees the screen."""
    state, word = answers.state(), bridge.say(answers.word())
    takes_back = answers.answered > 0 and not bridge.public
    if answers.asked is None:
        return Headline(state, word, *_settled(bridge, proof, answers), takes_back=takes_back)
    if bridge.public:
        remedy = _TURN_AWAY if bridge.projector.arrangement == "one" else _TAKE_OFF
        return Headline(state, word, *_settled(bridge, proof, answers), question=bridge.say(remedy))
    signed = signed_words(bridge, answers.asked)
    question = bridge.say(Message("Is that what the paper says?"))
    if answers.count > 1:
        which = Message("Certificate {number} of {count}:", number=answers.answered + 1, count=answers.count)
        question = f"{bridge.say(which)} {question}"
    if answers.differing or proof.verdict.exit_code:
        # The problem is shown above; the other certificates are asked about below it.
        question = f"{signed}\n{question}"
        return Headline(state, word, *_settled(bridge, proof, answers), question, answers=True, takes_back=takes_back)
    about = "" if proof.verdict is Verdict.GOOD else bridge.say(proof.sentence)
    return Headline(state, word, signed, about, question, answers=True, takes_back=takes_back)


def signed_words(bridge: Bridge, facts: SignedFacts) -> str:
    """Name, module and date that the codes were made for."""
    name = facts.name or bridge.say(Message("no name was signed"))
    # A date does not wrap, even in large text.
    day = bridge.say(facts.day).replace(" ", "\N{NO-BREAK SPACE}")
    return " · ".join((name, bridge.say(facts.module), day))


def _settled(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> tuple[str, str]:
    """`sentence` and `about` if the question is not the headline."""
    if answers.differing:
        told, remedy = (
            _differing(bridge, proof, answers),
            bridge.say(Message("Codes can be copied. Ask for the original.")),
        )
        return (told, remedy) if answers.speaks else (bridge.say(proof.sentence), f"{told} {remedy}")
    if answers.asked is None and answers.count and state_of(proof.verdict) in ("ok", "look"):
        return _compared(bridge, proof, answers), proof_words.about(bridge, proof)
    return bridge.say(proof.sentence), proof_words.about(bridge, proof)


def _differing(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> str:
    if len(proof.items or ()) == 1:
        return bridge.say(NOT_THIS_PAPER)
    wrong = Message("Papers that do not match their codes: {count}.", count=answers.differing)
    return bridge.say(wrong)


def _compared(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> str:
    """All papers match: worded as a finding of the person who compared them, not of this laptop."""
    if proof.verdict is not Verdict.GOOD:
        also = Message("{sentence} You compared the paper: it says the same.", sentence=proof.sentence)
        return bridge.say(also)
    if answers.count > 1:
        every = Message("The codes are genuine, and you compared every paper: {count}.", count=answers.count)
        return bridge.say(every)
    if not proof.to_compare[0].name:
        return bridge.say(Message("The codes are genuine, and you compared the paper: module and date are the same."))
    return bridge.say(Message("The codes are genuine, and you compared the paper: name, module and date are the same."))
