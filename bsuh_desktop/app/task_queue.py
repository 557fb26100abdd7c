"""Work beside the face's thread: done in order, answered on the face's thread, with known errors apart from bugs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from bsuh_desktop.app.face import Face
from bsuh_desktop.app.signal import Signal
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.system.log import SLOW_MS, log

T = TypeVar("T")
Failed = Callable[[KnownError], object]

BUG_FACT = Message("An unexpected problem happened.")
BUG_REMEDY = Message(
    "What was done before is kept. The report names no learner. Save it, and give it to technical support."
)


class TaskQueue:
    """One queue of the face's workers. `then` and `failed` are called on the face's thread. A KnownError goes to
    `failed`, or to `error_reported` if there is none. Any other exception is a bug: it goes to `crashed`, and to
    `failed` as well, so that no caller waits for ever."""

    def __init__(self, name: str, face: Face) -> None:
        self._face = face
        self.error_reported: Signal[[KnownError]] = Signal(face.is_alive)
        self.crashed: Signal[[BaseException]] = Signal(face.is_alive)
        self._worker = face.worker(name)
        self._waiting = 0
        self._closed = False

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
        self._worker.submit(self._work, _timed(work, place or place_in_source(work)), then, failed)

    def progress(self, heard: Callable[[int, int], object]) -> Progress:
        """Returns a progress callback for a worker: `heard` is called on the face's thread."""
        return lambda done, total: self._face.post(lambda: heard(done, total))

    def close(self) -> None:
        """Waits for all queued work; new work is not accepted."""
        self._closed = True
        self._worker.shutdown(wait=True)

    def _work(self, work: Callable[[], Any], then: Callable[[Any], object] | None, failed: Failed | None) -> None:
        try:
            result = work()
        except KnownError as error:
            known = error.with_traceback(None)
            log("refused", code=known.code)
            self._answer(lambda: self.tell(failed or self.error_reported.emit, known))
        except BaseException as error:  # noqa: BLE001 (a bug must reach the person, whatever it is)
            bug = error
            self._answer(lambda: self._crash(bug, failed))
        else:
            self._answer(lambda: self.tell(then, result) if then else None)

    def _answer(self, answer: Callable[[], object]) -> None:
        def delivered() -> None:
            self._waiting -= 1
            answer()

        self._face.post(delivered)

    def _crash(self, bug: BaseException, failed: Failed | None) -> None:
        self.crashed.emit(bug)
        if failed is not None:
            failed(KnownError("bug", BUG_FACT, BUG_REMEDY))

    def tell(self, listener: Callable[[T], object], news: T) -> None:
        """Calls `listener` with `news`, unless it is a method of an object that is gone: a dialog may be closed before
        its answer arrives."""
        owner = getattr(listener, "__self__", None)
        if owner is None or self._face.is_alive(owner):
            listener(news)


def place_in_source(work: Callable[..., object]) -> str:
    """Where in the source `work` was defined: "presenters.classroom.wrap_up:WrapUpPresenter.class_changed"."""
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
