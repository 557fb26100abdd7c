"""The two codes of a certificate, scanned one after the other: the second one is judged together with the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.qt.verify.verify_job import Checking
from bsuh_desktop.services.verify.proof import Proof
from bsuh_desktop.services.verify.text_inputs import codes_in

Then = Callable[[tuple[Proof, ...]], object]
_INCOMPLETE = (Verdict.UNKNOWN_SIGNER, Verdict.UNREADABLE)
"""What one code of a certificate comes to without the other."""


class CodePair:
    """Checks by `checking`, and keeps the codes of the last check."""

    def __init__(self, checking: Checking) -> None:
        self._checking = checking
        self._codes: list[str] = []

    def forget(self) -> None:
        """What comes next is another certificate."""
        self._codes = []

    def check(self, inputs: Sequence[str], of_files: bool, then: Then) -> None:
        """Checks `inputs`. Codes that say nothing alone are looked at once more with those of the check before; if that
        does not help either, `then` gets what they are worth alone."""
        before, self._codes = self._codes, [] if of_files else codes_in(" ".join(inputs))
        both = list(dict.fromkeys([*before, *self._codes]))

        def alone(proofs: tuple[Proof, ...]) -> None:
            if before and self._codes and _incomplete(proofs):
                self._checking.run([" ".join(both)], lambda together: settled(proofs, together))
            else:
                then(proofs)

        def settled(proofs: tuple[Proof, ...], together: tuple[Proof, ...]) -> None:
            if _incomplete(together):
                then(proofs)
            else:
                self._codes = both
                then(together)

        self._checking.run(inputs, alone)


def _incomplete(proofs: tuple[Proof, ...]) -> bool:
    return any(proof.verdict in _INCOMPLETE for proof in proofs)
