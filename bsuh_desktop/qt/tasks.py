"""Work away from the window: one thread a queue, and its answer back on the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress

T = TypeVar("T")
Failed = Callable[[KnownError], object]

BUG_FACT = Message("Something went wrong that should not.")
BUG_REMEDY = Message("What was done before is kept. The report names no learner. Save it, and give it to the makers.")


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

    def run(self, work: Callable[[], T], then: Callable[[T], object] | None, failed: Failed | None) -> None:
        """Hands `work` over. After `close` nothing is taken any more: the window that asks is going, too."""
        if self._closed:
            return
        self._waiting += 1
        self._thread.submit(self._work, work, then, failed)

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
            self._answered.emit(lambda: self._end(lambda: (failed or self.told.emit)(known)))
        except BaseException as error:  # noqa: BLE001 (a bug must reach the person, whatever it is)
            bug = error
            self._answered.emit(lambda: self._end(lambda: self._crash(bug, failed)))
        else:
            self._answered.emit(lambda: self._end(lambda: then(result) if then else None))

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
