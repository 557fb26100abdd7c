"""Attendance files that are being read and judged: how far it is, and a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.handing.remaining import remaining_said
from bsuh_desktop.services.desk import Desk

if TYPE_CHECKING:
    from bsuh_desktop.domain.ports import Progress
    from bsuh_desktop.services.handing.pace import Pace
    from bsuh_desktop.services.receiving.values import Received


class Reading(QObject):
    """`moved` with each file that was read, `ended` with what was Received, `failed` with a KnownError. What was
    overtaken by another reading, or given up, answers nobody."""

    moved = Signal()
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._stop: threading.Event | None = None
        self._pace: Pace | None = None
        self._left: int | None = None
        self.done = (0, 0)
        """How many are read, of how many."""

    @property
    def busy(self) -> bool:
        """True while files are being read."""
        return self._stop is not None

    def stop(self) -> None:
        """No other file is begun; what was read until then is told."""
        if self._stop is not None:
            self._stop.set()

    def give_up(self) -> None:
        """Nobody waits for it any more."""
        self.stop()
        self._stop = None

    def left_said(self) -> Message | None:
        """About how long it still takes; None while nobody can know."""
        return remaining_said(self._left)

    def run(self, sources: Sequence[Path]) -> None:
        """Reads files, and folders with all that lies in them."""
        from bsuh_desktop.services.handing.pace import Pace

        self.give_up()
        stop = self._stop = threading.Event()
        self._pace, self._left, self.done = Pace(), None, (0, 0)
        heard = self._bridge.progress(lambda done, total: self._on_progress(stop, done, total))

        def read(found: Received) -> None:
            if self._end(stop):
                self.ended.emit(found)

        def failed(error: KnownError) -> None:
            if self._end(stop):
                self.failed.emit(error)

        self._bridge.change(lambda desk: _receive(desk, sources, heard, stop), read, failed)

    def _on_progress(self, stop: threading.Event, done: int, total: int) -> None:
        if self._stop is stop and self._pace is not None:
            self.done, self._left = (done, total), self._pace.remaining(done, total)
            self.moved.emit()

    def _end(self, stop: threading.Event) -> bool:
        """True if it was this reading that went on until now."""
        if self._stop is not stop:
            return False
        self._stop = self._pace = None
        return True


def _receive(desk: Desk, sources: Sequence[Path], progress: Progress, stop: threading.Event) -> Received:
    from bsuh_desktop.services.receiving.receive import receive

    return receive(desk, sources, progress, stop.is_set)
