"""The port to whatever shows the app: a desktop, or the command line. Presenters and sessions live on its thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol


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
