"""Whether papers say what their codes were made for: a person's answers, kept while the page shows them."""

from __future__ import annotations

from collections.abc import Iterable

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.verify.looks import state_of, word_of
from bsuh_desktop.services.verify.proof import Proof, SignedFacts

NOT_THIS_PAPER = Message("These codes were made for another paper.")


class PaperAnswers:
    """The answers for one proof. Each certificate in `proof.to_compare` is one question, asked in that order."""

    def __init__(self, proof: Proof, answers: Iterable[bool] = ()) -> None:
        self._proof = proof
        self._answers = list(answers)

    @property
    def count(self) -> int:
        """Certificates to compare."""
        return len(self._proof.to_compare)

    @property
    def answered(self) -> int:
        """Certificates compared so far; always the first ones."""
        return len(self._answers)

    @property
    def differing(self) -> int:
        """Certificates whose paper says something else."""
        return self._answers.count(False)

    @property
    def speaks(self) -> bool:
        """True if a paper differs and the proof is not worse by itself."""
        return self.differing > 0 and state_of(self._proof.verdict) != "stop"

    @property
    def asked(self) -> SignedFacts | None:
        """The certificate to compare next; None if there is none."""
        return self._proof.to_compare[self.answered] if self.answered < self.count else None

    def answer(self, same: bool) -> None:
        """Answers for the present certificate; does nothing if there is none."""
        if self.asked is not None:
            self._answers.append(same)

    def undo(self) -> None:
        """Undoes the last answer."""
        del self._answers[-1:]

    def of_item(self, item: int) -> bool | None:
        """The answer for an item of the proof; None if there is none."""
        pairs = zip(self._proof.to_compare, self._answers, strict=False)
        return next((same for facts, same in pairs if facts.item == item), None)

    def state(self) -> str:
        """State of the proof: ok only if pages were compared, by this laptop or by a person."""
        if self.differing:
            return "stop"
        return _neutral_while(self._proof, state_of(self._proof.verdict), self.answered == self.count > 0)

    def word(self) -> Message:
        """The proof in a word or two, for lists and screen readers."""
        if self.speaks:
            return Message("Another paper")
        if self._proof.verdict is Verdict.GOOD and self.asked is not None:
            return Message("Compare the paper")
        if self._proof.verdict is Verdict.GOOD and self._proof.signed_in_part:
            return Message("Signed in part")
        return word_of(self._proof.verdict)

    def sentence_of_item(self, item: int) -> Message | None:
        """What the person found for an item; None if it was not compared."""
        answer = self.of_item(item)
        if answer is None:
            return None
        return Message("You compared the paper: it says the same.") if answer else NOT_THIS_PAPER

    def state_of_item(self, item: int) -> str:
        """State of an item of the proof."""
        answer = self.of_item(item)
        if answer is False:
            return "stop"
        verdict = Verdict((self._proof.items or ())[item]["verdict"])
        return _neutral_while(self._proof, state_of(verdict), answer is True)


def _neutral_while(proof: Proof, state: str, compared: bool) -> str:
    """`state`, but never ok for a certificate whose codes or serial are good while nobody compared the paper."""
    return "unused" if state == "ok" and proof.compared is False and not compared else state
