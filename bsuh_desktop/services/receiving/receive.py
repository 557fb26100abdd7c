"""Looks at what sticks brought: every attendance file is proved, remembered, and gets its receipt made ready.

Nothing but the order of files, grants and who withdrew is kept here: this desk has no register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.exchange.receipt import Outcome, Receipt
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.log import log
from bsuh_desktop.services.receiving import rows
from bsuh_desktop.services.receiving.answering import Answerer
from bsuh_desktop.services.receiving.conflicts import Conflicts
from bsuh_desktop.services.receiving.opening import Opened, known_with_pile, open_pile
from bsuh_desktop.services.receiving.recovery_copies import take_copy
from bsuh_desktop.services.receiving.values import Received, ReceivedFile
from bsuh_desktop.services.receiving.writing import write_receipts as write_receipts
from bsuh_desktop.services.verifying.attendance import judged, proof_of, prove_unopened
from bsuh_desktop.services.verifying.known import known_to
from bsuh_desktop.services.verifying.proof import Known, Proof
from bsuh_desktop.services.verifying.remembering import remember

_OUTCOMES: Mapping[Verdict, Outcome] = {
    Verdict.GOOD: "merged",
    Verdict.PRACTICE: "merged",
    Verdict.WAITING: "kept",
    Verdict.EXPIRED: "refused",
    Verdict.REVOKED: "refused",
    Verdict.UNKNOWN_SIGNER: "refused",
}
_TAKEN_IN = ("merged", "kept")


def receive(
    desk: Desk, sources: Sequence[Path], progress: Progress | None = None, stop: Stop | None = None
) -> Received:
    """What lies at `sources`: files, and folders with all that is in them. Each attendance file is judged by what this
    desk knows, and what is seen is remembered. Receipts are made ready, and written by `write_receipts`.

    Raises KnownError: file_not_opened; where a real file asks for an answer: new_key_needed, no_office,
    own_key_revoked, office_ended.
    """
    known = known_to(desk)
    pile = open_pile(sources, known, progress, stop)
    receiving = _Receiving(desk, known_with_pile(known, pile), pile.files)
    for one in pile.files:
        receiving.take(one)
    answers = receiving.answers()
    copies = sum(take_copy(desk, data) for data in pile.copies)
    log("command", code="receive", count=len(answers))
    return Received(tuple(receiving.rows), pile.passed_over, copies, pile.left, answers, len(pile.copies) - copies)


class _Receiving:
    """The files of one pile, judged together."""

    def __init__(self, desk: Desk, known: Known, files: Sequence[Opened]) -> None:
        self.desk, self.known, self.answerer = desk, known, Answerer(desk)
        self.conflicts = Conflicts(desk, known, [one.contents for one in files if one.contents is not None])
        self.rows: list[ReceivedFile] = []
        self._proofs: list[Proof] = []
        self._wanted: list[tuple[Opened, Contents, Outcome]] = []
        self._first: dict[Path, ReceivedFile] = {}

    def take(self, one: Opened) -> None:
        """Judges one file, and notes what is to be answered."""
        if one.copy_of is not None:
            row = rows.same(one, self._first[one.copy_of])
        elif one.contents is None:
            row = self._unopened(one)
        else:
            row = self._opened(one, one.contents)
        self._first[one.path] = row
        self.rows.append(row)

    def _unopened(self, one: Opened) -> ReceivedFile:
        refused = one.refused
        assert refused is not None
        if refused.code == "file_not_opened":
            return rows.wrong(one, Verdict.UNREADABLE, refused)
        proof = prove_unopened(str(one.path), b"", refused, self.known)
        return rows.wrong(one, proof.verdict, refused)

    def _opened(self, one: Opened, contents: Contents) -> ReceivedFile:
        reading = judged(contents, self.known)
        proof = proof_of(str(one.path), contents, reading, self.known)
        self._proofs.append(proof)
        outcome = _OUTCOMES.get(reading.verdict)
        if outcome is not None and not self.answerer.answers_for(contents.manifest.programme):
            outcome = None
        against = self.conflicts.of(contents, reading) if outcome in _TAKEN_IN else None
        if against is not None:
            return rows.conflicting(one, contents, reading, against)
        if outcome is not None:
            self._wanted.append((one, contents, outcome))
        return rows.judged(one, contents, reading, proof, outcome)

    def answers(self) -> tuple[Receipt, ...]:
        """The receipts of this pile. Who withdrew, as its files tell, is remembered before the first is made, so that
        each carries all of them."""
        remember(self.desk, self._proofs)
        with self.desk.store.transaction():
            for _, contents, outcome in self._wanted:
                if outcome in _TAKEN_IN and contents.details.withdrawn:
                    self.desk.store.forgotten.add_elsewhere(contents.manifest.signer, contents.details.withdrawn)
        return tuple(
            self.answerer.receipt(contents.manifest, one.sha256, outcome) for one, contents, outcome in self._wanted
        )
