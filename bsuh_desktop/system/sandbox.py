"""A limited child process: it parses what a stranger made, and is ended when that takes too much.

The child gets bytes and plain facts, never a key, an identity or a passphrase. It binds itself (process_limits.py)
where the system can; in any case the parent watches its time and memory, and ends it.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.system.launcher import our_command, start_child
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox_errors import SandboxBugError, SandboxError
from bsuh_desktop.system.sandbox_frames import (
    Answered,
    Bug,
    GarbledError,
    Refused,
    frame_head,
    read_frame,
    read_outcome,
)

LARGEST_ANSWER = 32 * 1024**2
"""Bytes of one answer. Ten thousand rows of a list with a remark on each have a fifth of it."""

Start = Callable[[], "subprocess.Popen[bytes]"]
"""Starts the child, with unbuffered pipes as standard input and output."""

_LOOK_EVERY = 0.02
"""Seconds between two looks at the child's memory and at whether it is still wanted."""

_TOO_HEAVY = {
    getattr(signal, name, None)
    # CPU time is used up; the wall clock's time is; killed, by the operating system when memory runs out; aborted,
    # which is what Rust does where it is given no memory, or trapped, which is what PDFium does then.
    for name in ("SIGXCPU", "SIGALRM", "SIGKILL", "SIGABRT", "SIGTRAP", "SIGILL")
}

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
        self._first: tuple[bytes, ...] = (msgspec.msgpack.encode(limits),)
        if stop is not None and stop():
            raise SandboxError("stopped")
        try:
            self._process = start() if start is not None else start_child(our_command(module))
        except OSError:
            raise SandboxError("not_started") from None

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
        try:
            outcome = read_outcome(self._said(msgspec.msgpack.encode(question), data))
            if isinstance(outcome, Answered):
                return msgspec.msgpack.decode(outcome.value, type=answer)
        except (GarbledError, msgspec.MsgspecError, RecursionError, TypeError):
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

    def _said(self, question: bytes, data: bytes) -> bytes:
        if self._closed:
            raise SandboxError("died")
        first, self._first = self._first, ()
        talk = _Talk(self._process, (*first, question, data))
        began = time.monotonic()
        try:
            talk.start()
            self._watch(talk, began + self._seconds_left)
        except BaseException:
            # Before the thread is waited for: what it waits for is the child.
            self._process.kill()
            if talk.ident is not None:
                talk.join()
            self.close()
            raise
        self._seconds_left -= time.monotonic() - began
        if talk.answer is not None:
            return talk.answer
        ended_by = -self._process.wait()
        self.close()
        raise SandboxError("too_heavy" if ended_by in _TOO_HEAVY else "died")

    def _watch(self, talk: _Talk, until: float) -> None:
        """Returns when there is an answer, or the child has ended without one."""
        while talk.is_alive() or (talk.answer is None and self._process.poll() is None):
            if self._stop is not None and self._stop():
                raise SandboxError("stopped")
            if talk.too_much:
                raise SandboxError("died")
            if time.monotonic() > until or _megabytes(self._process) > self._limits.megabytes:
                raise SandboxError("too_heavy")
            talk.join(_LOOK_EVERY)
            if not talk.is_alive() and talk.answer is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_LOOK_EVERY)


class _Talk(threading.Thread):
    """Asks one question and hears the answer. Pipes cannot be watched in the same way everywhere; a thread can wait."""

    def __init__(self, process: subprocess.Popen[bytes], frames: tuple[bytes, ...]) -> None:
        super().__init__(name="sandbox", daemon=True)
        self._process = process
        self._frames = frames
        self.answer: bytes | None = None
        self.too_much = False

    def run(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # It may have died before it was asked: how it ended says why.
        with contextlib.suppress(OSError):
            for payload in self._frames:
                for part in (frame_head(payload), payload):
                    rest = memoryview(part)
                    while rest:
                        rest = rest[self._process.stdin.write(rest) :]
        try:
            self.answer = read_frame(self._process.stdout.read, LARGEST_ANSWER)
        except GarbledError:
            self.too_much = True


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
