"""Runs a check on the file thread with the desk's data, and records what was seen."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.app.job import Job, JobRun
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.verify.typed_codes import codes_in

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.verify.proof import KnownKeys, Proof
    from bsuh_desktop.trust.programme import Programme

Then = Callable[[tuple["Proof", ...]], object]
_INCOMPLETE = (Verdict.UNKNOWN_SIGNER, Verdict.UNREADABLE)
"""Verdicts of one code of a certificate without the other."""


class VerifyJob:
    """One check at a time; `job` says how far it is, and one that was given up or replaced answers nothing more. The
    codes of the last check are remembered: a scanner reads those of one certificate one after the other. `failed` is
    called if a check could not run."""

    def __init__(self, session: DeskSession, failed: Callable[[KnownError], object]) -> None:
        self.job = Job(session)
        self._session = session
        self._failed = failed
        self._codes: list[str] = []
        self._trusted: tuple[Programme, ...] = ()
        session.locked.connect(self._trust_no_more)

    def trust(self, programme: Programme) -> None:
        """Trusts a programme whose root key a person has compared, until the desk is locked; the desk stores nothing of
        it."""
        self._trusted = (*self._trusted, programme)

    def _trust_no_more(self) -> None:
        self._trusted = ()

    def forget(self) -> None:
        """Gives the check up, and forgets the codes: the next ones belong to another certificate."""
        self.job.give_up()
        self._codes = []

    def check(self, inputs: Sequence[str], of_files: bool, then: Then) -> None:
        """Checks `inputs` together, since they may complete each other; `then` is called with one proof for each, in
        order. Codes that cannot be verified alone are checked again together with those before; if that does not help
        either, `then` is called with the first result."""
        before, self._codes = self._codes, [] if of_files else codes_in(" ".join(inputs))
        both = list(dict.fromkeys([*before, *self._codes]))

        def alone(proofs: tuple[Proof, ...]) -> None:
            if before and self._codes and _incomplete(proofs):
                self._run([" ".join(both)], lambda together: settled(proofs, together))
            else:
                then(proofs)

        def settled(proofs: tuple[Proof, ...], together: tuple[Proof, ...]) -> None:
            if _incomplete(together):
                then(proofs)
            else:
                self._codes = both
                then(together)

        self._run(inputs, alone)

    def _run(self, inputs: Sequence[str], then: Then) -> None:
        run, session, trusted = self.job.begin(len(inputs)), self._session, self._trusted

        def with_known(known: KnownKeys) -> None:
            session.ask(lambda: _proofs(inputs, known, run), run.ending(proved), run.ending(self._failed))

        def proved(proofs: tuple[Proof, ...]) -> None:
            then(proofs)
            self._remember(proofs)

        session.query(lambda desk: _known(desk, trusted), run.current(with_known), run.ending(self._failed))

    def _remember(self, proofs: tuple[Proof, ...]) -> None:
        """Records what helps to verify later files: valid chains, the order of a device's files, serials."""
        from bsuh_desktop.services.verify.proof import Observations

        if any(proof.seen != Observations() for proof in proofs):
            self._session.change(lambda desk: _remember(desk, proofs))


def _incomplete(proofs: tuple[Proof, ...]) -> bool:
    return any(proof.verdict in _INCOMPLETE for proof in proofs)


def _known(desk: Desk, trusted: tuple[Programme, ...]) -> KnownKeys:
    from bsuh_desktop.services.verify.known import known_to, with_programme

    return functools.reduce(with_programme, trusted, known_to(desk))


def _proofs(inputs: Sequence[str], known: KnownKeys, run: JobRun) -> tuple[Proof, ...]:
    from bsuh_desktop.services.verify.typed_codes import spread
    from bsuh_desktop.services.verify.verify import VerifyWatch, verify, with_name_doubts

    inputs = spread(inputs)
    proofs: list[Proof] = []
    # For a single PDF its pages are counted, for several inputs those that are done.
    watch = VerifyWatch(run.progress if len(inputs) == 1 else None, run.stopped)
    with contextlib.closing(verify(inputs, known, watch)) as found:
        for proof in found:
            proofs.append(proof)
            run.progress(len(proofs), len(inputs))
    return with_name_doubts(known, proofs)


def _remember(desk: Desk, proofs: tuple[Proof, ...]) -> None:
    from bsuh_desktop.services.verify.known import remember

    remember(desk, proofs)
