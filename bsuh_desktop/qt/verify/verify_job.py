"""Runs a check on the file thread with the desk's data, and records what was seen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.app.job import Job, JobRun
from bsuh_desktop.app.signal import Signal
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.verify.proof import KnownKeys, Proof


class VerifyJob:
    """A check that was stopped or replaced emits nothing more."""

    def __init__(self, bridge: Bridge) -> None:
        alive = bridge.face.is_alive
        self.slow: Signal[[]] = Signal(alive)
        """The check takes long, or one more of many is `done`."""
        self.ended: Signal[[]] = Signal(alive)
        """Nothing is checked any more."""
        self.failed: Signal[[]] = Signal(alive)
        """The check could not run."""
        self._bridge = bridge
        self._job = Job(bridge)
        self._job.moved.connect(self._on_moved)

    @property
    def done(self) -> tuple[int, int]:
        """(checked, in total)."""
        return self._job.done, self._job.total

    def run(self, inputs: Sequence[str], then: Callable[[tuple[Proof, ...]], object]) -> None:
        """Checks `inputs` together, since they may complete each other. `then` is called with one proof for each, in
        order."""
        run = self._job.begin(len(inputs))

        def failed(error: KnownError) -> None:
            self._bridge.error_reported.emit(error)
            self.failed.emit()

        def with_known(known: KnownKeys) -> None:
            self._bridge.ask(lambda: _proofs(inputs, known, run), run.ending(proved), run.ending(failed))

        def proved(proofs: tuple[Proof, ...]) -> None:
            then(proofs)
            self._remember(proofs)

        self._bridge.query(_known, run.current(with_known), run.ending(failed))

    def stop(self) -> None:
        """Drops the result of the present check."""
        self._job.give_up()

    def _on_moved(self) -> None:
        if self._job.slow:
            self.slow.emit()
        elif not self._job.busy:
            self.ended.emit()

    def _remember(self, proofs: tuple[Proof, ...]) -> None:
        """Records what helps to verify later files: valid chains, the order of a device's files, serials."""
        from bsuh_desktop.services.verify.proof import Observations

        if any(proof.seen != Observations() for proof in proofs):
            self._bridge.change(lambda desk: _remember(desk, proofs))


def _known(desk: Desk) -> KnownKeys:
    from bsuh_desktop.services.verify.known import known_to

    return known_to(desk)


def _proofs(inputs: Sequence[str], known: KnownKeys, run: JobRun) -> tuple[Proof, ...]:
    from bsuh_desktop.services.verify.text_inputs import spread
    from bsuh_desktop.services.verify.verify import VerifyWatch, verify
    from bsuh_desktop.services.verify.verify_run import with_name_doubts

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
    from bsuh_desktop.services.verify.trust_observations import remember

    remember(desk, proofs)
