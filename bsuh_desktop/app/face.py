"""The port to whatever shows the app, a desktop or the command line: its thread, timers, signals and queues.

Presenters and sessions live on the face's thread. Signals call whoever listens when something has changed. Work beside
the thread is done in order and answered on it, with known errors apart from bugs."""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, cast

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.system.log import SLOW_MS, log

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls its listeners in the order in which they connected, on the thread of whoever emits: the face's.

    A method is held weakly, so that a screen that is gone needs no disconnecting; a function is held for ever.
    `is_alive` says of a method's owner whether it can still be called (`app.face.Face.is_alive`).
    """

    def __init__(self, is_alive: Callable[[object], bool]) -> None:
        self._is_alive = is_alive
        self._listeners: list[Callable[[], Callable[P, object] | None]] = []

    def connect(self, listener: Callable[P, object]) -> None:
        """Adds a listener; the same one twice is called twice."""
        self._listeners.append(_reference(listener, self._is_alive))

    def disconnect(self, listener: Callable[P, object] | None = None) -> None:
        """Removes a listener, or all of them. Does nothing if it is not connected."""
        self._listeners = [one for one in self._listeners if listener is not None and one() != listener]

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Calls every listener. One that fails is a bug: it is reported by `sys.excepthook`, as Qt's are, and keeps
        the news neither from the others nor from whoever emits."""
        for reference in list(self._listeners):
            listener = reference()
            if listener is None:
                self._listeners = [one for one in self._listeners if one is not reference]
                continue
            try:
                listener(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 (a bug of one listener must not stop a lock half way)
                sys.excepthook(type(error), error, error.__traceback__)


def _reference(
    listener: Callable[P, object], is_alive: Callable[[object], bool]
) -> Callable[[], Callable[P, object] | None]:
    """Returns what gives `listener` as long as it can be called. Methods of C++ objects are not `MethodType`, so the
    owner is held weakly and asked for the method by its name. A list, which cannot be held weakly, is held."""
    owner, name = getattr(listener, "__self__", None), getattr(listener, "__name__", "")
    if getattr(owner, name, None) != listener:
        return lambda: listener
    try:
        weak: weakref.ref[Any] = weakref.ref(owner)
    except TypeError:
        return lambda: listener

    def method() -> Callable[P, object] | None:
        there = weak()
        return None if there is None or not is_alive(there) else cast(Callable[P, object], getattr(there, name))

    return method


class Timer(Protocol):
    """Calls once, on the face's thread."""

    def start(self, ms: int) -> None:
        """Calls after so many milliseconds; a call that was waiting is dropped."""

    def stop(self) -> None:
        """Drops a call that is waiting."""

    @property
    def active(self) -> bool:
        """True while a call is waiting."""


class Face(Protocol):
    """What the app asks of its face."""

    def post(self, call: Callable[[], object]) -> None:
        """Has `call` run on the face's thread, after what was posted before it. May be called from any thread."""

    def timer(self, call: Callable[[], object]) -> Timer:
        """Returns a timer, not started, for `call`."""

    def worker(self, name: str) -> Executor:
        """Returns what runs the jobs of one queue, one after the other."""

    def is_alive(self, owner: object) -> bool:
        """False if `owner`, an object of the face, has been deleted: nothing may be called on it any more."""


class InlineFace:
    """A face that waits for each piece of work, such as the command line: everything runs on one thread, at once."""

    def __init__(self) -> None:
        self._posted: deque[Callable[[], object]] = deque()
        self._running = False
        self._thread = threading.get_ident()

    def post(self, call: Callable[[], object]) -> None:
        """Runs `call` now, or after the call that is running. One of another thread waits for the next of this one."""
        self._posted.append(call)
        if self._running or threading.get_ident() != self._thread:
            return
        self._running = True
        try:
            while self._posted:
                self._posted.popleft()()
        finally:
            self._running = False

    def timer(self, call: Callable[[], object]) -> Timer:
        """A timer that never calls: a command ends before anything is due."""
        return _NoTimer()

    def worker(self, name: str) -> Executor:
        """Runs each job when it is handed over."""
        return _InlineExecutor()

    def is_alive(self, owner: object) -> bool:
        """Python's own objects live as long as somebody knows them."""
        return True


class _NoTimer:
    active = False

    def start(self, ms: int) -> None:
        """Never calls."""

    def stop(self) -> None:
        """Nothing waits."""


class _InlineExecutor(Executor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Runs `fn` before it returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 (kept for whoever asks for the result)
            future.set_exception(error)
        return future


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
