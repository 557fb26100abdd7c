"""Counts what each event makes the GUI thread do.

No clock is read, so that a busy machine accuses nobody; what events take in milliseconds is told by
`tests/benchmarks/test_long_events.py`.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType

from PySide6.QtCore import QEvent, QObject, QThread

from tests.helpers import watched_application
from tests.helpers.call_listener import hearing
from tests.helpers.guard import place, window_below
from tests.helpers.sources import PACKAGE, ROOT
from tests.helpers.watched_application import Deliver

CALLS = 30_000
"""The most calls of functions, Python's and C's, that an event may make: a frame or two of an old laptop."""
CALLS_A_WIDGET = 60
"""So many more for each widget that it shows for the first time, or tells of another language, look or size."""
CRAFTS = 2
"""How often a window may ask store, register, rosters, exchange, documents or trust itself: for a value, never for
work."""

_DRESSING = frozenset((QEvent.Type.Polish, QEvent.Type.LanguageChange, QEvent.Type.StyleChange, QEvent.Type.FontChange))
_OPENING = frozenset(("open", "os.scandir", "os.listdir"))
_STARTING = frozenset(("subprocess.Popen", "os.fork", "os.posix_spawn"))
_READ_ONCE = (f"{ROOT}/", sys.prefix, sys.base_prefix, "/usr/", "/proc/")
"""Pictures and words of the app, and modules: whoever needs them first, reads them."""
_CRAFTS = tuple(f"{PACKAGE / floor}/" for floor in ("store", "register", "rosters", "exchange", "documents", "trust"))
_NOT_COUNTED = frozenset((__file__, watched_application.__file__, enum.__file__))
"""PySide makes its enumerations when they are first used, whoever that is."""


@dataclasses.dataclass
class Work:
    """What one event did, with the events that it sent itself; not with those of a loop that it opened."""

    what: str
    """Which event at what."""
    loop: int
    """How many event loops stood above it."""
    calls: int = 0
    widgets: int = 0
    """Shown for the first time, or told of another language, look or size."""
    files: list[str] = dataclasses.field(default_factory=list)
    """Of the person's: opened ones, and listed folders."""
    processes: list[str] = dataclasses.field(default_factory=list)
    crafts: list[str] = dataclasses.field(default_factory=list)
    """Where a window called one of those floors."""
    functions: Counter[str] = dataclasses.field(default_factory=Counter)

    def is_small(self, calls: int) -> bool:
        """True if nobody waits for it."""
        most = calls + self.widgets * CALLS_A_WIDGET
        return self.calls <= most and len(self.crafts) <= CRAFTS and not self.files and not self.processes

    def __str__(self) -> str:
        """In words, with the functions that were called most often."""
        most = ", ".join(f"{name} {count}" for name, count in self.functions.most_common(6))
        told = [f"{self.calls} calls", f"{self.widgets} widgets", *self.files, *self.processes, *self.crafts]
        return f"{self.what}: {', '.join(told)} ({most})"


class Counted:
    """How many events were seen, and those that did too much."""

    def __init__(self, calls: int) -> None:
        self.events = 0
        self.too_much: list[str] = []
        self._most = calls
        self._works: list[Work] = []
        self._thread = threading.get_ident()

    def deliver(self, deliver: Deliver, receiver: QObject, event: QEvent) -> bool:
        """Delivers one event and counts."""
        loop = QThread.currentThread().loopLevel()
        dressing = event.type() in _DRESSING
        if self._works and self._works[-1].loop == loop:
            self._works[-1].widgets += dressing
            return deliver(receiver, event)
        what = f"{event.type().name} at {receiver.metaObject().className()} “{receiver.objectName()}”"
        work = Work(what, loop, widgets=int(dressing))
        self._works.append(work)
        try:
            return deliver(receiver, event)
        finally:
            self._works.pop()
            self.events += 1
            if not work.is_small(self._most):
                self.too_much.append(str(work))

    def audited(self, event: str, arguments: tuple[object, ...]) -> None:
        """Hears of files and processes, of every thread."""
        if not self._works or threading.get_ident() != self._thread:
            return
        if event in _STARTING:
            self._works[-1].processes.append(f"starts {arguments[0]!r}")
        elif event in _OPENING and isinstance(path := arguments[0], str | bytes | os.PathLike):
            opened = os.fsdecode(path)
            if not opened.startswith(_READ_ONCE):
                self._works[-1].files.append(f"opens {opened}")

    def begins(self, code: CodeType) -> None:
        """Counts a function of Python's."""
        if not self._works:
            return
        work = self._works[-1]
        work.calls += 1
        work.functions[code.co_qualname] += 1
        if _kind_of(code.co_filename) == "craft":
            # Here, in what hears, and only then in the function itself.
            frame = sys._getframe(2)
            if (window := window_below(frame)) is not None:
                work.crafts.append(f"{place(frame)} called from {place(window)}")

    def calls(self) -> None:
        """Counts a function of C's."""
        if self._works:
            self._works[-1].calls += 1


@functools.cache
def _kind_of(file: str) -> str:
    """ "" for a file whose functions are not counted."""
    if file in _NOT_COUNTED:
        return ""
    return "craft" if file.startswith(_CRAFTS) else "other"


_now: list[Counted] = []


@functools.cache
def _listen() -> None:
    """Python forgets no listener: there is one, and while nobody counts it has nothing to do."""

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if _now:
            _now[-1].audited(event, arguments)

    sys.addaudithook(hear)


@contextmanager
def counting_work(calls: int = CALLS) -> Iterator[Counted]:
    """Counts what events do on the GUI thread, which must be the caller's; `calls` are the most that one may make."""
    counted = Counted(calls)
    _listen()
    _now.append(counted)
    try:
        with (
            watched_application.the_one().delivered_through(counted.deliver),
            hearing(_kind_of, counted.begins, counted.calls),
        ):
            yield counted
    finally:
        _now.remove(counted)
