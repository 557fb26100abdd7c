"""Hears what the reading of a list answers, and ends it when it takes too much, or when nobody wants it any more."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time

from bsuh_desktop.rosters import refusals
from bsuh_desktop.rosters.apart.limits import Limits

LARGEST_ANSWER = 32 * 1024**2
"""Bytes. Ten thousand rows with a remark on each have a fifth of it."""

_LOOK_EVERY = 0.02
_CHUNK = 256 * 1024

_TOO_HEAVY = {
    getattr(signal, name, None)
    # CPU time is used up; the wall clock's time is; killed, by the operating system when memory runs out; aborted,
    # which is what Rust does where it is given no memory.
    for name in ("SIGXCPU", "SIGALRM", "SIGKILL", "SIGABRT")
}


def hear(
    process: subprocess.Popen[bytes], request: bytes, limits: Limits, stop: threading.Event | None = None
) -> bytes:
    """All that `process` answers to `request`. It has ended when this returns or raises.

    Raises KnownError: list_too_heavy beyond `limits`, list_unreadable where it died or said too much, list_stopped
    soon after `stop` was set.
    """
    talk = _Talk(process, request)
    try:
        talk.start()
        _watch(process, talk, limits, stop)
    finally:
        process.kill()
        if talk.ident is not None:
            talk.join()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    if process.returncode:
        raise refusals.too_heavy() if -process.returncode in _TOO_HEAVY else refusals.unreadable()
    return bytes(talk.heard)


class _Talk(threading.Thread):
    """Asks, and hears the answer to its end. Pipes cannot be watched in the same way everywhere; a thread can wait.

    The way in stays open: the process ends itself when it closes, so it never outlives the app.
    """

    def __init__(self, process: subprocess.Popen[bytes], request: bytes) -> None:
        super().__init__(name="reading apart", daemon=True)
        self._process = process
        self._request = request
        self.heard = bytearray()

    @property
    def too_much(self) -> bool:
        """True once more was said than any list has to say."""
        return len(self.heard) > LARGEST_ANSWER

    def run(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        rest = memoryview(self._request)
        # It may have died before it was asked: how it ended says why.
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[self._process.stdin.write(rest) :]
        while not self.too_much and (chunk := self._process.stdout.read(_CHUNK)):
            self.heard += chunk


def _watch(process: subprocess.Popen[bytes], talk: _Talk, limits: Limits, stop: threading.Event | None) -> None:
    until = time.monotonic() + limits.seconds
    while talk.is_alive() or process.poll() is None:
        if stop is not None and stop.is_set():
            raise refusals.stopped()
        if talk.too_much:
            raise refusals.unreadable()
        if time.monotonic() > until or _megabytes(process) > limits.megabytes:
            raise refusals.too_heavy()
        talk.join(_LOOK_EVERY)
        if not talk.is_alive():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_EVERY)


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
