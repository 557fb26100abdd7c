"""Watches how long each event keeps the GUI thread, and tells which ones kept a person waiting."""

from __future__ import annotations

import dataclasses
import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.building import times_built
from tests.helpers.sources import ROOT

_OURS = f"{ROOT}/"
_CALLS = 6
LIMIT_MS = 8.0
"""Thread CPU time, so that a busy machine accuses nobody: the most that a slot may take."""
FRAME_MS = 16.0
"""What Qt may take to lay out and paint what a slot has changed: one frame."""

LOOP_MS = 0.5
"""What `Watch._slowness` takes for a loop where the limits were set."""

_LAYING_OUT = frozenset(
    (
        QEvent.Type.LayoutRequest,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.ShowToParent,
        QEvent.Type.PolishRequest,
        QEvent.Type.UpdateRequest,
        QEvent.Type.UpdateLater,
        QEvent.Type.Paint,
        QEvent.Type.Expose,
    )
)


_DOWN_THE_TREE = frozenset((QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked, QEvent.Type.PaletteChange))
"""A dialog opens or closes, or a part gets its colours: Qt tells every widget below, one inside the other, and each of
these calls goes through this watchdog, which is most of what they take. No code of ours hears of them."""

_OF_QT = frozenset(("QFileDialog", "QFileSystemModel", "QPrintDialog"))
"""Qt's own dialogs list a folder, or take themselves down, as they please; no code of ours runs there."""


@dataclasses.dataclass(frozen=True)
class Offender:
    """An event that took too long. `slot` are the calls of the project's code that ran, "" where it was Qt's own."""

    ms: float
    receiver: str
    name: str
    event: str
    slot: str

    @property
    def what(self) -> tuple[str, str, str]:
        """What happened where: the same in another walk through the same windows."""
        return self.receiver, self.name, self.event

    def __str__(self) -> str:
        """In words."""
        return f"{self.ms:.1f} ms: {self.event} at {self.receiver} “{self.name}” {self.slot or '(no Python)'}"


class Watch:
    """What was seen while it was open: `offenders`, how many events, and the longest that was allowed, in ms."""

    def __init__(self, limit_ms: float) -> None:
        self.limit_ms = limit_ms
        self.frame_ms = limit_ms * FRAME_MS / LIMIT_MS
        self.offenders: list[Offender] = []
        self.events = 0
        self.longest_ms = 0.0
        self.slot = ""
        self.since: float | None = None
        self._told_ms = 0.0
        self._depth = 0
        self._fresh = False
        self._forgiven_ms = 0.0

    def deliver(self, application: WatchedApplication, receiver: QObject, event: QEvent) -> bool:
        """Delivers one event and notes what it took. Time that an inner event is accused of is not told twice."""
        built, told, begun = times_built(), self._told_ms, time.thread_time()
        if self._depth == 0:
            self.slot, self.since, self._forgiven_ms = "", begun, 0.0
        self._depth += 1
        try:
            return application.deliver(receiver, event)
        finally:
            self._depth -= 1
            taken = (time.thread_time() - begun) * 1000 - (self._told_ms - told)
            if event.type() in _DOWN_THE_TREE:
                self._told_ms += max(0.0, taken)
            elif not self._apart(event, times_built() != built):
                self._note(taken, receiver, event)
            if self._depth == 0:
                self.since = None

    def _slowness(self) -> float:
        """How many times as long as usual this processor takes now, by a loop that took half a millisecond where the
        limits were set; never less than one. What it takes to tell is charged to nobody."""
        begun = time.thread_time()
        loops = []
        for _ in range(5):
            start = time.thread_time()
            sum(number * number for number in range(20_000))
            loops.append((time.thread_time() - start) * 1000)
        self._told_ms += (time.thread_time() - begun) * 1000
        return min(2.0, max(1.0, sorted(loops)[2] / LOOP_MS))

    def _forgive(self, taken: float) -> None:
        """What is painted at once within a slot has a frame of its own, which the slot is not charged with: as much as
        the two together may take, and no more."""
        forgiven = min(taken, self.frame_ms - self.limit_ms - self._forgiven_ms)
        self._forgiven_ms += forgiven
        self._told_ms += forgiven

    def _apart(self, event: QEvent, built: bool) -> bool:
        """True for building, and for what Qt does of itself until what was built is painted for the first time."""
        kind = event.type()
        apart = built or (self._fresh and kind in _LAYING_OUT)
        if built:
            self._fresh = True
        elif kind == QEvent.Type.UpdateRequest and self._depth == 0:
            self._fresh = False
        return apart

    def _lays_out(self, receiver: QObject, event: QEvent) -> bool:
        """Views of items, such as the list of words that complete a field, lay themselves out by a timer of their own;
        one in which code of ours runs is a slot."""
        if event.type() == QEvent.Type.Timer and not self.slot:
            return shiboken6.isValid(receiver) and receiver.inherits("QAbstractItemView")
        return event.type() in _LAYING_OUT

    def _note(self, taken: float, receiver: QObject, event: QEvent) -> None:
        self.events += 1
        lays_out = self._lays_out(receiver, event)
        limit_ms = self.frame_ms if lays_out else self.limit_ms
        if taken <= limit_ms:
            self.longest_ms = max(self.longest_ms, taken)
            if lays_out and self._depth:
                self._forgive(max(0.0, taken))
            return
        if taken <= limit_ms * self._slowness():
            return
        self._told_ms += taken
        alive = shiboken6.isValid(receiver)
        kind = receiver.metaObject().className() if alive else type(receiver).__name__
        if kind in _OF_QT:
            return
        self.offenders.append(
            Offender(taken, kind, receiver.objectName() if alive else "", event.type().name, self.slot)
        )


class WatchedApplication(QApplication):
    """The application of all tests. Events come by here only while it is watched: then each costs 4 µs more, so that
    8 ms hold 2,000 of them. Python heard of a million events of a single file of tests: a quarter of what it took."""

    _thread = threading.get_ident()

    def begin(self, watch: Watch) -> None:
        """From now on every event of every thread goes through here; those of this one are delivered by `watch`."""

        def notify(receiver: QObject, event: QEvent) -> bool:
            if threading.get_ident() != self._thread:
                return self.deliver(receiver, event)
            return watch.deliver(self, receiver, event)

        # Of an instance's own method Qt hears when it is given, and never asks Python while there is none.
        setattr(self, "notify", notify)  # noqa: B010  # the stubs know of no method of an instance's own

    def end(self) -> None:
        """Qt delivers by itself again."""
        delattr(self, "notify")

    def deliver(self, receiver: QObject, event: QEvent) -> bool:
        """Qt's own delivery."""
        return super().notify(receiver, event)


@contextmanager
def watching(limit_ms: float = LIMIT_MS) -> Iterator[Watch]:
    """Watches the GUI thread, which must be the caller's. Left out are events during which `building` was entered, and
    what Qt lays out and paints of itself until the window was painted once after that."""
    application = QApplication.instance()
    assert isinstance(application, WatchedApplication)
    watch, done = Watch(limit_ms), threading.Event()
    witness = threading.Thread(target=_witness, args=(watch, threading.get_ident(), done), name="witness")
    # The garbage of thousands of earlier tests would be looked through on somebody's time.
    gc.collect()
    gc.freeze()
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.001)
    witness.start()
    application.begin(watch)
    try:
        yield watch
    finally:
        application.end()
        done.set()
        witness.join()
        sys.setswitchinterval(before)
        gc.unfreeze()


def _witness(watch: Watch, thread: int, done: threading.Event) -> None:
    """Looks now and then whether an event takes long, and then at which Python code runs."""
    clock = time.pthread_getcpuclockid(thread)
    while not done.wait(0.002):
        since = watch.since
        if since is not None and not watch.slot and (time.clock_gettime(clock) - since) * 1000 > watch.limit_ms / 3:
            watch.slot = _slot(sys._current_frames().get(thread))


def _slot(frame: FrameType | None) -> str:
    """The project's own code that ran, from what the outermost event called down to the innermost call."""
    above: list[str] = []
    found: list[str] = []
    while frame is not None:
        code = frame.f_code
        if code is Watch.deliver.__code__:
            found = list(above)
        elif code.co_filename.startswith(_OURS) and code.co_filename != __file__:
            above.append(f"{code.co_filename.removeprefix(_OURS)}:{frame.f_lineno} {code.co_qualname}")
        frame = frame.f_back
    calls = found[::-1]
    return " > ".join(calls if len(calls) <= _CALLS else [*calls[:2], "…", *calls[2 - _CALLS :]])
