"""Long work beside the face: progress, pace, a way to stop it, and no answer of a run that was replaced."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bsuh_desktop.app.face import Signal

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession

T = TypeVar("T")

SLOW_MS = 400
"""Work that takes longer than this shows that it is running."""
_REPORT_EVERY_S, _FEW = 0.1, 100
"""Thousands of files are read in a second; nobody can read more than ten updates of a counter. Of few pieces, which may
be slow ones, each is reported."""


class Job:
    """One piece of long work of a screen, one run at a time. Used on the face's thread, but for what `JobRun` says.

    The caller gets, and shows: `busy`, `slow` (busy for more than 0.4 s), `done` of `total`, `rate` and `left`. `moved`
    says that one of them has changed. Locking the desk and closing the app stop a run.
    """

    def __init__(self, session: DeskSession, now: Callable[[], float] = time.monotonic) -> None:
        """`now` is a monotonic clock in seconds."""
        self.moved: Signal[[]] = Signal(session.face.is_alive)
        self.session = session
        self._now = now
        self._run: JobRun | None = None
        self._patience = session.face.timer(self._become_slow)
        self.slow = self.stopped = False
        """`stopped`: the last run was stopped before its end."""
        self.done = self.total = 0
        self.rate = 0.0
        """Pieces a second; 0 while it is not known."""
        self.left: int | None = None
        """Seconds left; None while there is no estimate."""
        session.closing.connect(self.stop)
        session.locked.connect(self.stop)

    @property
    def busy(self) -> bool:
        """True while a run goes on."""
        return self._run is not None

    @property
    def stopping(self) -> bool:
        """True if the run ends with the piece that is being worked on."""
        return self._run is not None and self._run.stopped()

    def begin(self, total: int = 0) -> JobRun:
        """Begins a run of `total` pieces, as far as that is known. One that goes on is given up."""
        self.give_up()
        self._run = run = JobRun(self, self._now)
        self.done, self.total, self.rate, self.left, self.stopped = 0, total, 0.0, None, False
        self._patience.start(SLOW_MS)
        self.moved.emit()
        return run

    def stop(self) -> None:
        """Asks the run to end after the present piece; what it has done stays, and its answer comes."""
        if self._run is not None:
            self._run.stop()
            self.moved.emit()

    def give_up(self) -> None:
        """Stops the run and drops its answer; what it has done stays."""
        if self._run is not None:
            self._run.stop()
            self._end(self._run)

    def _become_slow(self) -> None:
        self.slow = True
        self.moved.emit()

    def _move(self, run: JobRun, done: int, total: int, left: int | None, rate: float) -> None:
        if run is self._run:
            self.done, self.total, self.left, self.rate = done, total, left, rate
            self.moved.emit()

    def _end(self, run: JobRun) -> bool:
        """Ends `run` if it is the one that goes on; returns whether it was."""
        if run is not self._run:
            return False
        self.stopped, self._run, self.slow = run.stopped(), None, False
        self._patience.stop()
        self.moved.emit()
        return True


class JobRun:
    """One run, for whoever does the work. `progress`, `stopped` and `stop` may be called on any thread."""

    def __init__(self, job: Job, now: Callable[[], float]) -> None:
        from bsuh_desktop.system.clock import Pace

        self._job = job
        self._now = now
        self._stop = threading.Event()
        self._pace = Pace(now)
        self._begun: tuple[float, int] | None = None
        self._reported = -_REPORT_EVERY_S

    def stop(self) -> None:
        """From now on `stopped` is true."""
        self._stop.set()

    def stopped(self) -> bool:
        """True once nobody wants the rest of the work: look between two pieces."""
        return self._stop.is_set()

    def progress(self, done: int, total: int) -> None:
        """Reports how far the work is. Of many pieces ten reports a second reach the face, and the last one always."""
        now = self._now()
        begun, first = self._begun = self._begun or (now, done)
        if _FEW < total != done and now - self._reported < _REPORT_EVERY_S:
            return
        self._reported = now
        rate = (done - first) / (now - begun) if now - begun >= 1 else 0.0
        left = self._pace.remaining(done, total)
        self._job.session.face.post(lambda: self._job._move(self, done, total, left, rate))

    def ending(self, answer: Callable[[T], object]) -> Callable[[T], object]:
        """`answer` as the end of this run: it ends the run, and is dropped if the run was given up or replaced."""

        def end(news: T) -> None:
            if self._job._end(self):
                answer(news)

        return end

    def current(self, answer: Callable[[T], object]) -> Callable[[T], object]:
        """`answer` in the middle of this run, dropped if the run was given up or replaced."""

        def go_on(news: T) -> None:
            if self._job._run is self:
                answer(news)

        return go_on
