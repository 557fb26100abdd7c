"""Runs a check on the file thread with the desk's data, and records what was seen."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.services.verify.proof import KnownKeys, Proof

_SLOW_MS = 400
"""Progress is shown only for checks longer than this."""


class VerifyJob(QObject):
    """A check that was stopped or replaced emits nothing more."""

    slow = Signal()
    """The check takes long, or one more of many is `done`."""
    ended = Signal()
    """Nothing is checked any more."""
    failed = Signal()
    """The check could not run."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._stop: threading.Event | None = None
        self.done = (0, 0)
        """(checked, in total)."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SLOW_MS)
        self._patience.timeout.connect(self.slow)

    def run(self, inputs: Sequence[str], then: Callable[[tuple[Proof, ...]], object]) -> None:
        """Checks `inputs` together, since they may complete each other. `then` is called with one proof for each, in
        order."""
        self.stop()
        stop = self._stop = threading.Event()
        self.done = (0, len(inputs))
        self._patience.start()

        def failed(error: KnownError) -> None:
            if self._end(stop):
                self._bridge.error_reported.emit(error)
                self.failed.emit()

        def with_known(known: KnownKeys) -> None:
            if self._stop is stop:
                heard = self._bridge.progress(lambda done, total: self._on_progress(stop, done, total))
                self._bridge.ask(lambda: _proofs(inputs, known, stop, heard), proved, failed)

        def proved(proofs: tuple[Proof, ...]) -> None:
            if self._end(stop):
                then(proofs)
                self._remember(proofs)

        self._bridge.query(_known, with_known, failed)

    def stop(self) -> None:
        """Drops the result of the present check."""
        if self._stop is not None:
            self._stop.set()
            self._end(self._stop)

    def _end(self, stop: threading.Event) -> bool:
        """Ends the check if `stop` belongs to the current one; returns whether it did."""
        if self._stop is not stop:
            return False
        self._stop = None
        self._patience.stop()
        self.ended.emit()
        return True

    def _on_progress(self, stop: threading.Event, done: int, total: int) -> None:
        if self._stop is stop:
            self.done = (done, total)
            if not self._patience.isActive():
                self.slow.emit()

    def _remember(self, proofs: tuple[Proof, ...]) -> None:
        """Records what helps to verify later files: valid chains, the order of a device's files, serials."""
        from bsuh_desktop.services.verify.proof import Observations

        if any(proof.seen != Observations() for proof in proofs):
            self._bridge.change(lambda desk: _remember(desk, proofs))


def _known(desk: Desk) -> KnownKeys:
    from bsuh_desktop.services.verify.known import known_to

    return known_to(desk)


def _proofs(
    inputs: Sequence[str], known: KnownKeys, stop: threading.Event, heard: Callable[[int, int], None]
) -> tuple[Proof, ...]:
    from bsuh_desktop.services.verify.text_inputs import spread
    from bsuh_desktop.services.verify.verify import VerifyWatch, verify
    from bsuh_desktop.services.verify.verify_run import with_name_doubts

    inputs = spread(inputs)
    proofs: list[Proof] = []
    # For a single PDF its pages are counted, for several inputs those that are done.
    watch = VerifyWatch(heard if len(inputs) == 1 else None, stop.is_set)
    with contextlib.closing(verify(inputs, known, watch)) as found:
        for proof in found:
            proofs.append(proof)
            heard(len(proofs), len(inputs))
    return with_name_doubts(known, proofs)


def _remember(desk: Desk, proofs: tuple[Proof, ...]) -> None:
    from bsuh_desktop.services.verify.trust_observations import remember

    remember(desk, proofs)
