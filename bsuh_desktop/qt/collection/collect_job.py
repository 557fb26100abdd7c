"""Collecting that goes on: how far it is, how fast, for how long still, and a way to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.collection.inbox_model import Pile, with_found, with_mapped
from bsuh_desktop.qt.collection.keep_job import Keeping
from bsuh_desktop.qt.collection.so_far import SoFar

if TYPE_CHECKING:
    from bsuh_desktop.domain.ports import Progress
    from bsuh_desktop.qt.bridge.bridge import Bridge
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.values import Collected
    from bsuh_desktop.system.pace import Pace

_TOLD_MS = 100
"""Thousands of files go by in a second; nobody reads more than ten numbers of them."""
_MOMENT, _MINUTE = 2, 60


class Running(QObject):
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
        self._keeping, self._so_far = Keeping(bridge, self), SoFar(self)
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

    def run(self, pile: Pile, sources: Sequence[Path]) -> None:
        """Collects files, and folders with all that lies in them; what was collected before is in `pile`."""
        from bsuh_desktop.system.pace import Pace

        self._keeping.begin()
        stop = self._stop = threading.Event()
        self._pace, self._begun, self.left, self.rate, self.done = Pace(), None, None, 0.0, (0, 0)
        heard = _now_and_then(self._bridge.progress(lambda done, total: self._on_progress(stop, done, total)))

        def collected(found: tuple[Pile, Collected]) -> None:
            if self._is_over(stop):
                self.ended.emit(*found)

        def failed(error: KnownError) -> None:
            if self._is_over(stop):
                self.failed.emit(error)

        def work(collector: Collector, register: Register) -> tuple[Pile, Collected]:
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

    def _on_so_far(self, stop: threading.Event, pile: Pile) -> None:
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
