"""A limited child process: it parses what a stranger made, and is ended when that takes too much.

The child gets bytes and plain facts, never a key, an identity or a passphrase. It binds itself (process_limits.py)
where the system can; in any case the parent watches its time and memory, and ends it.
"""

from __future__ import annotations

import contextlib
import io
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import IO, TypeVar, cast

import msgspec
from msgspec.msgpack import Decoder

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.system.launcher import our_command, start_child
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox_errors import SandboxBugError, SandboxError
from bsuh_desktop.system.sandbox_frames import (
    Answered,
    Bug,
    GarbledError,
    Outcome,
    Refused,
    frame_head,
    read_frame,
    read_outcome,
)

LARGEST_ANSWER = 36 * 1024**2
"""Bytes of one answer: a programme file as large as it may be, in the answer to a request. Ten thousand rows of a list
with a remark on each have a fifth of it."""

Start = Callable[[], "subprocess.Popen[bytes]"]
"""Starts the child, with unbuffered pipes as standard input and output."""

_LOOK_EVERY = 0.02
"""Seconds between two looks at the child's memory and at whether it is still wanted."""

_READ_AHEAD = 64 * 1024
"""Bytes that are read from the pipe at a time: as many as Linux holds in one."""

_TOO_HEAVY = {
    getattr(signal, name, None)
    # CPU time is used up; the wall clock's time is; killed, by the operating system when memory runs out; aborted,
    # which is what Rust does where it is given no memory, or trapped, which is what PDFium does then.
    for name in ("SIGXCPU", "SIGALRM", "SIGKILL", "SIGABRT", "SIGTRAP", "SIGILL")
}

_KILLED = getattr(signal, "SIGKILL", None)

Answer = TypeVar("Answer")


class Sandbox:
    """One child that runs `module`, which calls `sandbox_child.serve`. Its limits count for its whole life; time counts
    while a question waits for its answer.

    A context manager: when it is left, no process is left. Used by one thread at a time, any thread. Raises
    SandboxError (`not_started`) where the system starts no process.
    """

    def __init__(self, module: str, limits: Limits, *, stop: Stop | None = None, start: Start | None = None) -> None:
        self._limits = limits
        self._stop = stop
        self._seconds_left = limits.seconds
        self._closed = False
        self.killed_from_outside = False
        """True once somebody else has killed the child, or the system did where memory ran out: what it was asked is
        perhaps not to blame."""
        self._first: tuple[bytes, ...] = (msgspec.msgpack.encode(limits),)
        if stop is not None and stop():
            raise SandboxError("stopped")
        try:
            self._process = start() if start is not None else start_child(our_command(module))
        except OSError:
            raise SandboxError("not_started") from None
        to, out = self._process.stdin, self._process.stdout
        assert to is not None
        assert out is not None
        # For as long as the child lives: what is read ahead of one frame begins the next.
        self._questions, self._answers = to, io.BufferedReader(cast("io.RawIOBase", out), _READ_AHEAD)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def ask(self, question: object, answer: type[Answer], data: bytes = b"") -> Answer:
        """What the child answers to `question` (anything that MessagePack can say) about `data` (raw bytes, sent
        without a copy), as a value of the type `answer`.

        Raises SandboxError `too_heavy` beyond the limits, `died` where it ended or answered no `answer`, `stopped` soon
        after `stop()` became true; the KnownError with which the child refused; SandboxBugError for a bug there. The
        child is gone after a SandboxError: whoever asks again hears `died`.
        """
        began = time.monotonic()
        outcome = self._outcome(next(self._frames(question, data, 1, self._seconds_left)))
        self._seconds_left -= time.monotonic() - began
        return self._answer(outcome, msgspec.msgpack.Decoder(answer))

    def ask_each(self, question: object, answer: Decoder[Answer], count: int, data: bytes = b"") -> Iterator[Answer]:
        """The `count` answers of a child that calls `sandbox_child.serve_each` to `question` about `data`, one after
        the other; the limits' seconds count anew for each of them. All of them are taken before anything else is asked.
        Raises as `ask`; what was yielded before then holds."""
        frames = self._frames(question, data, count, self._limits.seconds)
        if not count:
            list(frames)
        for _ in range(count):
            # No name here holds a frame any longer: it may be large.
            yield self._answer(self._outcome(next(frames)), answer)

    @property
    def megabytes(self) -> float:
        """The memory that the child has now, in 1024² bytes; 0 where that is not known."""
        return _megabytes(self._process)

    def _outcome(self, frame: bytes) -> Outcome:
        try:
            return read_outcome(frame)
        except GarbledError:
            self.close()
            raise SandboxError("died") from None

    def _answer(self, outcome: Outcome, answer: Decoder[Answer]) -> Answer:
        try:
            if isinstance(outcome, Answered):
                return answer.decode(outcome.value)
        except (msgspec.MsgspecError, RecursionError, TypeError):
            self.close()
            raise SandboxError("died") from None
        if isinstance(outcome, Refused):
            raise outcome.error
        if isinstance(outcome, Bug):
            raise SandboxBugError(outcome.kind, outcome.places)
        self.close()
        raise SandboxError("too_heavy")

    def close(self) -> None:
        """Ends the child, in the middle of its work, too. May be called again."""
        self._closed = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _frames(self, question: object, data: bytes, count: int, seconds: float) -> Iterator[bytes]:
        """The child's next `count` frames; for each of them so many seconds."""
        if self._closed:
            raise SandboxError("died")
        first, self._first = self._first, ()
        said = (*first, msgspec.msgpack.encode(question), data)
        talk = _Talk(self._questions, self._answers, said, count)
        last: list[bytes] = []
        try:
            talk.start()
            for number in range(1, count + 1):
                last.append(self._next(talk, time.monotonic() + seconds))
                if number < count:
                    yield last.pop()
        except BaseException:
            # Before the thread is waited for: what it waits for is the child.
            self._process.kill()
            if talk.ident is not None:
                talk.join()
            self.close()
            raise
        talk.join()
        # Whatever is made of the last one, the child may be asked again. An answer may be large: nothing here holds it.
        if last:
            yield last.pop()

    def _next(self, talk: _Talk, until: float) -> bytes:
        """One frame, once it is there."""
        while not talk.frames:
            if talk.silent.wait(_LOOK_EVERY):
                break
            if not talk.frames:
                self._check(until)
        if talk.frames:
            return talk.frames.popleft()
        if talk.too_much:
            raise SandboxError("died")
        # It says no more. What it dies of is known once it has ended, and one that lives on is ended.
        while self._process.poll() is None:
            self._check(until)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_EVERY)
        self.killed_from_outside = -self._process.returncode == _KILLED
        raise SandboxError("too_heavy" if -self._process.returncode in _TOO_HEAVY else "died")

    def _check(self, until: float) -> None:
        """Raises SandboxError where the child is no longer wanted, or takes too much."""
        if self._stop is not None and self._stop():
            raise SandboxError("stopped")
        if time.monotonic() > until or _megabytes(self._process) > self._limits.megabytes:
            raise SandboxError("too_heavy")


class _Talk(threading.Thread):
    """Asks one question and hears so many answers. Pipes cannot be watched in the same way everywhere; a thread can
    wait."""

    def __init__(self, to: IO[bytes], answers: IO[bytes], said: tuple[bytes, ...], count: int) -> None:
        super().__init__(name="sandbox", daemon=True)
        self._to, self._answers, self._said, self._count = to, answers, said, count
        self.frames: deque[bytes] = deque()
        self.silent = threading.Event()
        """No more will come. Of frames before the last nobody is told: waking a thread for each costs as much as to
        read a small document."""
        self.too_much = False

    def run(self) -> None:
        # It may have died before it was asked: how it ended says why.
        with contextlib.suppress(OSError):
            for payload in self._said:
                for part in (frame_head(payload), payload):
                    rest = memoryview(part)
                    while rest:
                        rest = rest[self._to.write(rest) :]
        self._said = ()
        try:
            while self._count and (frame := read_frame(self._answers.read, LARGEST_ANSWER)) is not None:
                self._count -= 1
                self.frames.append(frame)
                # An answer may be large: nothing here holds it.
                del frame
        except GarbledError:
            self.too_much = True
        except (OSError, ValueError):
            # Nobody listens any more, and the pipe was closed.
            pass
        self.silent.set()


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """The memory that the process has now; 0 where the operating system does not say, or it has just ended."""
    import psutil

    try:
        started = psutil.Process(process.pid)
        # In a virtual environment on Windows what was started only starts the Python that works.
        working = [started, *started.children()] if sys.platform == "win32" else [started]
        return float(sum(one.memory_info().rss for one in working) / 1024**2)
    except psutil.Error:
        return 0
