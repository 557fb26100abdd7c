"""A running collection: progress, speed, time left, and a way to stop it."""

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
"""Building interim reports takes at most a tenth of the time."""


class InterimReports(QObject):
    """Interim reports of a run. `came` carries the run's stop event and its InboxModel so far."""

    came = Signal(object, object)
    _made = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = threading.Event()
        self._shown.set()
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def of(self, run: object, register: Register, inbox: InboxModel) -> Callable[[Sequence[CollectedFile]], object]:
        """Returns the callback that the collection calls on its own thread; `inbox` is the inbox before this run."""
        from bsuh_desktop.services.collection.values import Collected

        due = time.monotonic() + EVERY_S

        def report(files: Sequence[CollectedFile]) -> None:
            nonlocal due
            begun = time.monotonic()
            if begun < due or not self._shown.is_set():
                return
            made = with_found(inbox, Collected(tuple(files), {}, ()), register.status)
            self._shown.clear()
            self._made.emit(run, made)
            taken = time.monotonic() - begun
            due = begun + max(EVERY_S, _REST * taken)

        return report

    @Slot(object, object)
    def _on_made(self, run: object, inbox: InboxModel) -> None:
        self._shown.set()
        self.came.emit(run, inbox)


_LOOK_S = 0.1


class KeepJob(QObject):
    """Stores observations in the desk from the register's thread.

    `keep` blocks until the desk has stored them. It gives up when the desk is locked or the app closes: then nothing
    was decided, and collecting the same sources again gives the same result.
    """

    _wanted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._over = threading.Event()
        self.copies = 0
        """Number of sealed recovery codes that were new to the desk since `begin`."""
        self._wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        bridge.closing.connect(self._over.set)
        bridge.locked.connect(self._over.set)

    def begin(self) -> None:
        """Starts a run. The desk must be open."""
        self._over.clear()
        self.copies = 0

    def keep(self, seen: CollectedObservations) -> None:
        """Call on the register's thread. Raises KnownError `locked`, and errors of the store."""
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
        def stored(copies: int) -> None:
            self.copies += copies
            asked.done.set()

        self._bridge.change(lambda desk: _keep(desk, asked.seen), stored, asked.fail)


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


_REPORT_EVERY_MS = 100
"""Thousands of files are read in a second; nobody can read more than ten updates of the counter."""
_MOMENT, _MINUTE = 2, 60


class CollectJob(QObject):
    """Collects files on the register's thread.

    An abandoned run (`give_up`) emits nothing more; what it collected stays in the register.
    """

    moved = Signal()
    """Progress changed."""
    grew = Signal(object)
    """InboxModel so far, while the run goes on."""
    ended = Signal(object, object)
    """The InboxModel at the end, and the Collected of this run."""
    failed = Signal(object)
    """A KnownError."""

    def __init__(self, bridge: Bridge, parent: QObject, receiving: bool = False) -> None:
        """`receiving`: for sticks whose receipts may be read out; works also on a desk that only practises."""
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
        """True if the last run was stopped."""
        self.done = (0, 0)
        """(files read, files in total)."""
        bridge.closing.connect(self.stop)
        bridge.locked.connect(self.stop)

    @property
    def busy(self) -> bool:
        """True while a run goes on."""
        return self._stop is not None

    @property
    def copies(self) -> int:
        """Number of sealed recovery codes that the last run added to the desk."""
        return self._keeping.copies

    @property
    def stopping(self) -> bool:
        """True if the run ends with the files that are being read."""
        return self._stop is not None and self._stop.is_set()

    def stop(self) -> None:
        """Starts no further file. Files accepted so far stay."""
        if self._stop is not None:
            self._stop.set()
            self.moved.emit()

    def give_up(self) -> None:
        """Stops the run and drops its result. Files accepted so far stay."""
        self.stop()
        self._stop = self._pace = None

    def run(self, inbox: InboxModel, sources: Sequence[Path]) -> None:
        """Collects files and folders, these with all files in them. `inbox` is what was collected before."""
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
            so_far = self._so_far.of(stop, register, inbox)
            found = _taking(self._receiving)(
                collector,
                register,
                sources,
                progress=heard,
                stop=stop.is_set,
                keep=self._keeping.keep,
                so_far=so_far,
            )
            made = with_found(inbox, found, register.status)
            return with_mapped(made, register.status, lambda place: collector.place_names(place, "")), found

        self._bridge.register.use(work, collected, failed, receiving=self._receiving)

    def pace_messages(self) -> tuple[Message, ...]:
        """Speed and time left, as far as they are known."""
        parts = []
        if self.rate >= 1:
            parts.append(Message("{count} a second", count=round(self.rate)))
        if self.left is not None and self.left >= _MOMENT:
            minutes = -(-self.left // _MINUTE)
            seconds = Message("about {count} seconds left", count=self.left)
            parts.append(seconds if self.left < _MINUTE else Message("about {count} minutes left", count=minutes))
        return tuple(parts)

    def _on_so_far(self, stop: threading.Event, inbox: InboxModel) -> None:
        if self._stop is stop and self._bridge.facts is not None:
            self.grew.emit(inbox)

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
        """Ends the run if `stop` belongs to the current one; returns whether it did."""
        if self._stop is not stop:
            return False
        self.stopped = stop.is_set()
        self._stop = self._pace = None
        return True


def _taking(receiving: bool) -> Callable[..., Collected]:
    """The function that collects the sources."""
    if receiving:
        from bsuh_desktop.services.collection.receive import receive

        return receive
    from bsuh_desktop.services.collection.collect import collect

    return collect


def _now_and_then(progress: Progress) -> Progress:
    """Limits calls of `progress` to ten a second; the last one always gets through."""
    told = 0.0

    def heard(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done >= total or (now - told) * 1000 >= _REPORT_EVERY_MS:
            told = now
            progress(done, total)

    return heard
