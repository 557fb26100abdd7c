"""Background work: one thread per queue, with the answers delivered on the GUI thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.services.desk.log import SLOW_MS, log

T = TypeVar("T")
Failed = Callable[[KnownError], object]

BUG_FACT = Message("An unexpected problem happened.")
BUG_REMEDY = Message(
    "What was done before is kept. The report names no learner. Save it, and give it to technical support."
)


class Tasks(QObject):
    """One worker thread with a queue. Jobs run one after the other; `then` and `failed` are called on the thread of
    this object. A KnownError goes to `failed`, or to `error_reported` if there is none. Any other exception is a bug:
    it goes to `crashed`, and to `failed` as well, so that no caller waits for ever."""

    error_reported = Signal(object)
    crashed = Signal(object)
    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting = 0
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """True while a job is queued or running, or its answer is not yet delivered."""
        return self._waiting > 0

    def run(
        self, work: Callable[[], T], then: Callable[[T], object] | None, failed: Failed | None, place: str = ""
    ) -> None:
        """Queues `work`; `place` is where it was defined, for the log. After `close` new work is dropped: the window
        that would get the answer is closing, too."""
        if self._closed:
            return
        self._waiting += 1
        self._thread.submit(self._work, _timed(work, place or place_in_source(work)), then, failed)

    def progress(self, heard: Callable[[int, int], object]) -> Progress:
        """Returns a progress callback for a worker thread: `heard` is called on the thread of this object."""
        return lambda done, total: self._answered.emit(lambda: heard(done, total))

    def close(self) -> None:
        """Waits for all queued work; new work is not accepted."""
        self._closed = True
        self._thread.shutdown(wait=True)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], object] | None, failed: Failed | None) -> None:
        try:
            result = work()
        except KnownError as error:
            known = error.with_traceback(None)
            log("refused", code=known.code)
            self._answered.emit(lambda: self._end(lambda: tell(failed or self.error_reported.emit, known)))
        except BaseException as error:  # noqa: BLE001 (a bug must reach the person, whatever it is)
            bug = error
            self._answered.emit(lambda: self._end(lambda: self._crash(bug, failed)))
        else:
            self._answered.emit(lambda: self._end(lambda: tell(then, result) if then else None))

    def _crash(self, bug: BaseException, failed: Failed | None) -> None:
        self.crashed.emit(bug)
        if failed is not None:
            failed(KnownError("bug", BUG_FACT, BUG_REMEDY))

    def _end(self, answer: Callable[[], object]) -> None:
        self._waiting -= 1
        answer()

    @Slot(object)
    def _deliver(self, answer: Callable[[], object]) -> None:
        answer()


def tell(heard: Callable[[T], object], news: T) -> None:
    """Calls `heard` with `news`, unless it is a method of an object that Qt has deleted: a dialog may be closed
    before its answer arrives."""
    owner = getattr(heard, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        heard(news)


def place_in_source(work: Callable[..., object]) -> str:
    """Where in the source `work` was defined: "qt.classroom.wrap_up.wrap_up:WrapUpPage.show_class"."""
    name = str(getattr(work, "__qualname__", type(work).__qualname__)).split(".<locals>")[0]
    return f"{work.__module__.removeprefix('bsuh_desktop.')}:{name}"


def _timed(work: Callable[[], T], place: str) -> Callable[[], T]:
    """Wraps `work` so that the log gets a line if it takes long."""

    def timed() -> T:
        begun = time.perf_counter()
        try:
            return work()
        finally:
            taken = round((time.perf_counter() - begun) * 1000)
            if taken > SLOW_MS:
                log("slow", place=place, ms=taken)

    return timed
