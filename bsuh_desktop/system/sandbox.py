"""A limited child process that parses untrusted input, and is ended when that takes too much time or memory.

The child gets bytes and plain facts, never a key, an identity or a passphrase. It applies limits to itself
(process_limits.py); in any case the parent watches its time and memory, and ends it. `DocumentSandbox` is the base for
readers of untrusted documents: one process, started with the first question."""

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
from typing import IO, Self, TypeVar, cast

import msgspec
from msgspec.msgpack import Decoder

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.system import sandbox_frames
from bsuh_desktop.system.launcher import our_command, start_child
from bsuh_desktop.system.process_limits import Limits
from bsuh_desktop.system.sandbox_errors import SandboxBugError, SandboxError

Data = bytes | bytearray
"""Raw bytes about which a child is asked; a bytearray can be wiped by its owner afterwards."""

LARGEST_ANSWER = 36 * 1024**2
"""Bytes of one answer: a programme file of the largest size in the answer to a request. Ten thousand list rows with a
remark on each take a fifth of it."""

Start = Callable[[], "subprocess.Popen[bytes]"]
"""Starts the child with unbuffered pipes for standard input and output."""

_LOOK_EVERY = 0.02
"""Seconds between two checks of the child's memory and of `stop`."""

_READ_AHEAD = 64 * 1024
"""Bytes read from the pipe at a time: the capacity of a pipe on Linux."""

_TOO_HEAVY = {
    getattr(signal, name, None)
    # CPU time limit; wall-clock limit; killed, by the operating system when memory runs out; aborted, as Rust does when
    # an allocation fails, or trapped, as PDFium does then.
    for name in ("SIGXCPU", "SIGALRM", "SIGKILL", "SIGABRT", "SIGTRAP", "SIGILL")
}
_TOO_HEAVY_ON_WINDOWS = {
    # ERROR_NOT_ENOUGH_QUOTA and STATUS_QUOTA_EXCEEDED: the limit on CPU time.
    *(1816, 0xC0000044),
    # STATUS_NO_MEMORY, STATUS_COMMITMENT_LIMIT, and PDFium's own status for it.
    *(0xC0000017, 0xC000012D, 0xE0000008),
    # STATUS_STACK_BUFFER_OVERRUN, _BREAKPOINT and _ILLEGAL_INSTRUCTION: aborted or trapped, as above.
    *(0xC0000409, 0x80000003, 0xC000001D),
}

_KILLED = (1, 15) if sys.platform == "win32" else (-signal.SIGKILL,)
"""Exit statuses of a child that somebody killed. On Windows whoever kills chooses: the Task Manager and `taskkill` 1,
psutil 15. A Python that could not even report its own bug also ends with 1."""

Answer = TypeVar("Answer")


class Sandbox:
    """One child that runs `module`, which calls `sandbox_child.serve`. Its limits are for its whole life; time counts
    while a question waits for its answer.

    A context manager: on exit the process has ended. May be used by any thread, one at a time. Raises SandboxError
    (`not_started`) if the system cannot start a process.
    """

    def __init__(self, module: str, limits: Limits, *, stop: Stop | None = None, start: Start | None = None) -> None:
        self._limits = limits
        self._stop = stop
        self._seconds_left = limits.seconds
        self._closed = False
        self.killed_from_outside = False
        """True if somebody else killed the child, or the system did when memory ran out: the input is perhaps not to
        blame."""
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
        # Kept for the life of the child: bytes read beyond one frame belong to the next.
        self._questions, self._answers = to, io.BufferedReader(cast("io.RawIOBase", out), _READ_AHEAD)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def ask(self, question: object, answer: type[Answer], data: Data = b"") -> Answer:
        """Asks the child `question` (any MessagePack value) about `data` (raw bytes, sent without a copy) and returns
        its answer as a value of the type `answer`.

        Raises SandboxError: `too_heavy` beyond the limits, `died` if it ended or its answer was not of the type
        `answer`, `stopped` soon after `stop()` became true; the KnownError with which the child refused;
        SandboxBugError for a bug there. The child has ended after a SandboxError: further questions raise `died`.
        """
        began = time.monotonic()
        outcome = self._outcome(next(self._frames(question, data, 1, self._seconds_left)))
        self._seconds_left -= time.monotonic() - began
        return self._answer(outcome, msgspec.msgpack.Decoder(answer))

    def ask_each(self, question: object, answer: Decoder[Answer], count: int, data: Data = b"") -> Iterator[Answer]:
        """Yields the `count` answers of a child that runs `sandbox_child.serve_each` to `question` about `data`, one
        after the other; the limits' seconds start again for each. All of them must be consumed before the next
        question. Raises as `ask`; answers yielded before an error are valid."""
        frames = self._frames(question, data, count, self._limits.seconds)
        if not count:
            list(frames)
        for _ in range(count):
            # Nothing here refers to a frame any longer: it may be large.
            yield self._answer(self._outcome(next(frames)), answer)

    @property
    def megabytes(self) -> float:
        """The child's current memory in units of 1024² bytes; 0 if not known."""
        return _megabytes(self._process)

    def _outcome(self, frame: bytes) -> sandbox_frames.Outcome:
        try:
            return sandbox_frames.read_outcome(frame)
        except sandbox_frames.GarbledError:
            self.close()
            raise SandboxError("died") from None

    def _answer(self, outcome: sandbox_frames.Outcome, answer: Decoder[Answer]) -> Answer:
        try:
            if isinstance(outcome, sandbox_frames.Answered):
                return answer.decode(outcome.value)
        except (msgspec.MsgspecError, RecursionError, TypeError):
            self.close()
            raise SandboxError("died") from None
        if isinstance(outcome, sandbox_frames.Refused):
            raise outcome.error
        if isinstance(outcome, sandbox_frames.Bug):
            raise SandboxBugError(outcome.kind, outcome.places)
        self.close()
        raise SandboxError("too_heavy")

    def close(self) -> None:
        """Ends the child, even in the middle of its work. May be called again."""
        self._closed = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _frames(self, question: object, data: Data, count: int, seconds: float) -> Iterator[bytes]:
        """The child's next `count` frames, with `seconds` for each."""
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
            # End the child before joining the thread, which waits for it.
            self._process.kill()
            if talk.ident is not None:
                talk.join()
            self.close()
            raise
        talk.join()
        # From here on the child may be asked again. Nothing here refers to the last answer, which may be large.
        if last:
            yield last.pop()

    def _next(self, talk: _Talk, until: float) -> bytes:
        """Waits for the next frame."""
        while not talk.frames:
            if talk.silent.wait(_LOOK_EVERY):
                break
            if not talk.frames:
                self._check(until)
        if talk.frames:
            return talk.frames.popleft()
        if talk.too_much:
            raise SandboxError("died")
        # The child closed its pipe. Its exit status says why once it has ended; if it lives on, it is ended.
        while self._process.poll() is None:
            self._check(until)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_EVERY)
        ended = self._process.returncode
        self.killed_from_outside = ended in _KILLED
        too_heavy = ended in _TOO_HEAVY_ON_WINDOWS if sys.platform == "win32" else -ended in _TOO_HEAVY
        raise SandboxError("too_heavy" if too_heavy else "died")

    def _check(self, until: float) -> None:
        """Raises SandboxError if the child is no longer wanted, or uses too much."""
        if self._stop is not None and self._stop():
            raise SandboxError("stopped")
        if time.monotonic() > until or _megabytes(self._process) > self._limits.megabytes:
            raise SandboxError("too_heavy")


class _Talk(threading.Thread):
    """Sends one question and receives its answers on a thread: pipes cannot be polled in the same way on all
    systems."""

    def __init__(self, to: IO[bytes], answers: IO[bytes], payloads: tuple[Data, ...], count: int) -> None:
        super().__init__(name="sandbox", daemon=True)
        self._to, self._answers, self._payloads, self._count = to, answers, payloads, count
        self.frames: deque[bytes] = deque()
        self.silent = threading.Event()
        """Set when no more frames will come. Not set for earlier frames: waking a thread for each costs as much as
        reading a small document."""
        self.too_much = False

    def run(self) -> None:
        # The child may have died before it was asked; its exit status says why.
        with contextlib.suppress(OSError):
            for payload in self._payloads:
                for part in (sandbox_frames.frame_head(payload), payload):
                    rest = memoryview(part)
                    while rest:
                        rest = rest[self._to.write(rest) :]
        self._payloads = ()
        try:
            while self._count and (frame := sandbox_frames.read_frame(self._answers.read, LARGEST_ANSWER)) is not None:
                self._count -= 1
                self.frames.append(frame)
                # Nothing here refers to the answer, which may be large.
                del frame
        except sandbox_frames.GarbledError:
            self.too_much = True
        except (OSError, ValueError):
            # Nobody listens any more, and the pipe was closed.
            pass
        self.silent.set()


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """The process's current memory in units of 1024² bytes; 0 if the system does not report it, or the process has just
    ended."""
    import psutil

    try:
        started = psutil.Process(process.pid)
        # In a virtual environment on Windows the process is only a launcher of the real Python. Otherwise nothing but a
        # console that nobody sees belongs to it.
        launched = sys.platform == "win32" and sys.prefix != sys.base_prefix
        working = [started, *started.children()] if launched else [started]
        return float(sum(one.memory_info().rss for one in working) / 1024**2)
    except psutil.Error:
        return 0


class DocumentSandbox:
    """Base class of readers of untrusted documents. A context manager: on exit its process has ended. Must be used by
    one thread at a time."""

    _sandbox: Sandbox | None = None
    _stop: Stop | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process; the next question starts a new one."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def _ask_one(
        self,
        module: str,
        limits: Limits,
        question: object,
        answer: Decoder[Answer],
        data: bytes = b"",
        start: Start | None = None,
    ) -> Answer:
        """Asks a process that runs `sandbox_child.serve_each` one `question` about `data` and returns its only answer;
        gives up once `_stop` returns True. Raises as `Sandbox.ask`; after a SandboxError the next question starts a new
        process."""
        sandbox = self._sandbox or self._start_sandbox(module, limits, start)
        try:
            (answered,) = sandbox.ask_each(question, answer, 1, data)
        except SandboxError:
            self.close()
            raise
        return answered

    def _start_sandbox(self, module: str, limits: Limits, start: Start | None = None) -> Sandbox:
        """Starts a new process, which is given up once `_stop` returns True. Raises SandboxError as `Sandbox`."""
        self._sandbox = Sandbox(module, limits, stop=self._stop, start=start)
        return self._sandbox
