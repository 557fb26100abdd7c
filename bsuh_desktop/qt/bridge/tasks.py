"""Work away from the window: one thread a queue, and its answer back on the window's own thread."""

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
    """One worker thread. What is handed over runs there one after the other; `then` and `failed` are called on the
    thread of this object. A KnownError goes to `failed`, or to `told` where nobody minds it; anything else is a bug and
    goes to `crashed`, and `failed` hears of it, too: whoever waits must not wait for ever."""

    told = Signal(object)
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
        """True while something was handed over and its answer is not here yet."""
        return self._waiting > 0

    def run(
        self, work: Callable[[], T], then: Callable[[T], object] | None, failed: Failed | None, place: str = ""
    ) -> None:
        """Hands `work` over; `place` is where it was written, for the log. After `close` nothing is taken any more: the
        window that asks is going, too."""
        if self._closed:
            return
        self._waiting += 1
        self._thread.submit(self._work, _timed(work, place or place_in_source(work)), then, failed)

    def progress(self, heard: Callable[[int, int], object]) -> Progress:
        """What a worker can call from its thread: `heard` is called on this object's."""
        return lambda done, total: self._answered.emit(lambda: heard(done, total))

    def close(self) -> None:
        """Waits for what was handed over; nothing more is taken."""
        self._closed = True
        self._thread.shutdown(wait=True)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], object] | None, failed: Failed | None) -> None:
        try:
            result = work()
        except KnownError as error:
            known = error.with_traceback(None)
            log("refused", code=known.code)
            self._answered.emit(lambda: self._end(lambda: tell(failed or self.told.emit, known)))
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
    """Calls `heard`, unless it is a method of something that Qt has deleted: a dialog may be closed before its answer
    comes."""
    owner = getattr(heard, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        heard(news)


def place_in_source(work: Callable[..., object]) -> str:
    """Where in the programme `work` was written: "qt.classroom.wrap_up.wrap_up:WrapUpPage.show_class"."""
    name = str(getattr(work, "__qualname__", type(work).__qualname__)).split(".<locals>")[0]
    return f"{work.__module__.removeprefix('bsuh_desktop.')}:{name}"


def _timed(work: Callable[[], T], place: str) -> Callable[[], T]:
    """`work`, and a line in the log if it takes long."""

    def timed() -> T:
        begun = time.perf_counter()
        try:
            return work()
        finally:
            taken = round((time.perf_counter() - begun) * 1000)
            if taken > SLOW_MS:
                log("slow", place=place, ms=taken)

    return timed
