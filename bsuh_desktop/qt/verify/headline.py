"""The words of the verdict's card: one sentence, or what was signed with the question whether the paper says so."""

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
    """What the card says, in the desk's language.

    `state` and `word` are those of its shape; `sentence` is its large line, `about` the smaller one; `question` stands
    above the buttons, "" where nothing is asked. `answers` says that it can be answered here, `takes_back` that the
    last answer can be taken back.
    """

    state: str
    word: str
    # All three may bear a learner's name.
    sentence: str = dataclasses.field(repr=False)
    about: str = dataclasses.field(repr=False)
    question: str = dataclasses.field(default="", repr=False)
    answers: bool = False
    takes_back: bool = False


def headline(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> Headline:
    """What the card says of a proof. In public no name: the question waits until nobody else sees the screen."""
    state, word = answers.state(), bridge.say(answers.word())
    takes_back = answers.answered > 0 and not bridge.public
    if answers.asked is None:
        return Headline(state, word, *_settled(bridge, proof, answers), takes_back=takes_back)
    if bridge.public:
        remedy = _TURN_AWAY if bridge.projector.screens == "one" else _TAKE_OFF
        return Headline(state, word, *_settled(bridge, proof, answers), question=bridge.say(remedy))
    signed = signed_words(bridge, answers.asked)
    question = bridge.say(Message("Is that what the paper says?"))
    if answers.count > 1:
        which = Message("Certificate {number} of {count}:", number=answers.answered + 1, count=answers.count)
        question = f"{bridge.say(which)} {question}"
    if answers.differing or proof.verdict.exit_code:
        # What is wrong stands above; the others are asked about below it.
        question = f"{signed}\n{question}"
        return Headline(state, word, *_settled(bridge, proof, answers), question, answers=True, takes_back=takes_back)
    about = "" if proof.verdict is Verdict.GOOD else bridge.say(proof.sentence)
    return Headline(state, word, signed, about, question, answers=True, takes_back=takes_back)


def signed_words(bridge: Bridge, facts: SignedFacts) -> str:
    """Name, module and date that the codes were made for."""
    name = facts.name or bridge.say(Message("no name was signed"))
    # A day is not torn apart where letters are large.
    day = bridge.say(facts.day).replace(" ", "\N{NO-BREAK SPACE}")
    return " · ".join((name, bridge.say(facts.module), day))


def _settled(bridge: Bridge, proof: Proof, answers: PaperAnswers) -> tuple[str, str]:
    """The sentence and what it is about where no question is the headline."""
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
    """All papers say what was signed: who says so is the person who compared them, not this laptop."""
    if proof.verdict is not Verdict.GOOD:
        also = Message("{sentence} You compared the paper: it says the same.", sentence=proof.sentence)
        return bridge.say(also)
    if answers.count > 1:
        every = Message("The codes are genuine, and you compared every paper: {count}.", count=answers.count)
        return bridge.say(every)
    if not proof.to_compare[0].name:
        return bridge.say(Message("The codes are genuine, and you compared the paper: module and date are the same."))
    return bridge.say(Message("The codes are genuine, and you compared the paper: name, module and date are the same."))
