"""Collecting that goes on: how far it is, how fast, for how long still, and a way to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.collection.inbox_model import InboxModel, with_found, with_mapped
from bsuh_desktop.services.desk.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.domain.ports import Progress
    from bsuh_desktop.qt.bridge.bridge import Bridge
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.values import Collected, CollectedFile, CollectedObservations
    from bsuh_desktop.system.pace import Pace


EVERY_S = 1.0
_REST = 10
"""Of the time that goes on, making pictures takes a tenth at most."""


class InterimReports(QObject):
    """`came` gives the run that was begun last, and the Pile as it is by now."""

    came = Signal(object, object)
    _made = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = threading.Event()
        self._shown.set()
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def of(self, run: object, register: Register, pile: InboxModel) -> Callable[[Sequence[CollectedFile]], object]:
        """What the collecting calls on its thread; `pile` is what was there before it."""
        from bsuh_desktop.services.collection.values import Collected

        due = time.monotonic() + EVERY_S

        def told(files: Sequence[CollectedFile]) -> None:
            nonlocal due
            begun = time.monotonic()
            if begun < due or not self._shown.is_set():
                return
            made = with_found(pile, Collected(tuple(files), {}, ()), register.standing)
            self._shown.clear()
            self._made.emit(run, made)
            taken = time.monotonic() - begun
            due = begun + max(EVERY_S, _REST * taken)

        return told

    @Slot(object, object)
    def _on_made(self, run: object, pile: InboxModel) -> None:
        self._shown.set()
        self.came.emit(run, pile)


_LOOK_S = 0.1


class KeepJob(QObject):
    """`keep` waits until the desk has it. A desk that is locked, or an app that closes meanwhile, keeps nobody
    waiting: then nothing was decided, and the same sources come to the same another time."""

    _wanted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._over = threading.Event()
        self.copies = 0
        """Sealed recovery codes that are new to the desk, since `begin`."""
        self._wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        bridge.closing.connect(self._over.set)
        bridge.locked.connect(self._over.set)

    def begin(self) -> None:
        """The desk is open, and something is collected from now on."""
        self._over.clear()
        self.copies = 0

    def keep(self, seen: CollectedObservations) -> None:
        """On the register's thread. Raises KnownError `locked`, and whatever the store says."""
        asked = _Asked(seen)
        self._wanted.emit(asked)
        while not asked.done.wait(_LOOK_S):
            if self._over.is_set():
                raise KnownError(
                    "locked", Message("This laptop is locked"), Message("Unlock your desk, and collect again.")
                )
        if asked.error is not None:
            raise asked.error

    @Slot(object)
    def _ask(self, asked: _Asked) -> None:
        def kept(copies: int) -> None:
            self.copies += copies
            asked.done.set()

        self._bridge.change(lambda desk: _keep(desk, asked.seen), kept, asked.fail)


class _Asked:
    def __init__(self, seen: CollectedObservations) -> None:
        self.seen = seen
        self.done = threading.Event()
        self.error: KnownError | None = None

    def fail(self, error: KnownError) -> None:
        self.error = error
        self.done.set()


def _keep(desk: Desk, seen: CollectedObservations) -> int:
    from bsuh_desktop.services.collection.record_observations import record_collected

    return record_collected(desk, seen)


_TOLD_MS = 100
"""Thousands of files go by in a second; nobody reads more than ten numbers of them."""
_MOMENT, _MINUTE = 2, 60


class CollectJob(QObject):
    """`moved` while files are looked at, `grew` with the Pile as it is meanwhile, `ended` with that of the end,
    `failed` with a KnownError. What was given up answers nobody; the register keeps what came of it."""

    moved = Signal()
    grew = Signal(object)
    ended = Signal(object, object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject, receiving: bool = False) -> None:
        """`receiving`: of sticks whose receipts may be read out, also on a desk that only practises."""
        super().__init__(parent)
        self._bridge = bridge
        self._receiving = receiving
        self._keeping, self._so_far = KeepJob(bridge, self), InterimReports(self)
        self._so_far.came.connect(self._on_so_far)
        self._stop: threading.Event | None = None
        self._pace: Pace | None = None
        self._begun: tuple[float, int] | None = None
        self.left: int | None = None
        self.rate = 0.0
        self.stopped = False
        """True if the last one was stopped."""
        self.done = (0, 0)
        """How many were looked at, of how many."""
        bridge.closing.connect(self.stop)
        bridge.locked.connect(self.stop)

    @property
    def busy(self) -> bool:
        """True while something is collected."""
        return self._stop is not None

    @property
    def copies(self) -> int:
        """How many sealed recovery codes the desk has got by the last run."""
        return self._keeping.copies

    @property
    def stopping(self) -> bool:
        """True if it ends with the files that it is at."""
        return self._stop is not None and self._stop.is_set()

    def stop(self) -> None:
        """No other file is begun; what was taken in until then stays."""
        if self._stop is not None:
            self._stop.set()
            self.moved.emit()

    def give_up(self) -> None:
        """Nobody waits for it any more; it stops soon, and what was taken in until then stays."""
        self.stop()
        self._stop = self._pace = None

    def run(self, pile: InboxModel, sources: Sequence[Path]) -> None:
        """Collects files, and folders with all that lies in them; what was collected before is in `pile`."""
        from bsuh_desktop.system.pace import Pace

        self._keeping.begin()
        stop = self._stop = threading.Event()
        self._pace, self._begun, self.left, self.rate, self.done = Pace(), None, None, 0.0, (0, 0)
        heard = _now_and_then(self._bridge.progress(lambda done, total: self._on_progress(stop, done, total)))

        def collected(found: tuple[InboxModel, Collected]) -> None:
            if self._is_over(stop):
                self.ended.emit(*found)

        def failed(error: KnownError) -> None:
            if self._is_over(stop):
                self.failed.emit(error)

        def work(collector: Collector, register: Register) -> tuple[InboxModel, Collected]:
            so_far = self._so_far.of(stop, register, pile)
            found = _taking(self._receiving)(
                collector,
                register,
                sources,
                progress=heard,
                stop=stop.is_set,
                keep=self._keeping.keep,
                so_far=so_far,
            )
            made = with_found(pile, found, register.standing)
            return with_mapped(made, register.standing, lambda place: collector.place_names(place, "")), found

        self._bridge.register.use(work, collected, failed, receiving=self._receiving)

    def said(self) -> tuple[Message, ...]:
        """How fast it goes, and for how long still, as far as anybody knows."""
        parts = []
        if self.rate >= 1:
            parts.append(Message("{count} a second", count=round(self.rate)))
        if self.left is not None and self.left >= _MOMENT:
            minutes = -(-self.left // _MINUTE)
            seconds = Message("about {count} seconds left", count=self.left)
            parts.append(seconds if self.left < _MINUTE else Message("about {count} minutes left", count=minutes))
        return tuple(parts)

    def _on_so_far(self, stop: threading.Event, pile: InboxModel) -> None:
        if self._stop is stop and self._bridge.facts is not None:
            self.grew.emit(pile)

    def _on_progress(self, stop: threading.Event, done: int, total: int) -> None:
        if self._stop is not stop or self._pace is None:
            return
        now = time.monotonic()
        if self._begun is None:
            self._begun = (now, done)
        begun, first = self._begun
        self.rate = (done - first) / (now - begun) if now - begun >= 1 else 0.0
        self.done, self.left = (done, total), self._pace.remaining(done, total)
        self.moved.emit()

    def _is_over(self, stop: threading.Event) -> bool:
        """True if it was this run that went on until now."""
        if self._stop is not stop:
            return False
        self.stopped = stop.is_set()
        self._stop = self._pace = None
        return True


def _taking(receiving: bool) -> Callable[..., Collected]:
    """What takes the sources in."""
    if receiving:
        from bsuh_desktop.services.collection.receive import receive

        return receive
    from bsuh_desktop.services.collection.collect import collect

    return collect


def _now_and_then(progress: Progress) -> Progress:
    """The same, at most ten times a second, and at the end."""
    told = 0.0

    def heard(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done >= total or (now - told) * 1000 >= _TOLD_MS:
            told = now
            progress(done, total)

    return heard
