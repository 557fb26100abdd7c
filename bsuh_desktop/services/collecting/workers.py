"""Opens batches of files in processes of our own, as many at a time as were asked for, or in the calling thread.

The first of a pile is asked for while others are being read; answers come in any order, and whoever asked puts them
back into that of the pile.
"""

from __future__ import annotations

import contextlib
import functools
import os
import queue
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Protocol

import msgspec

from bsuh_desktop.services.collecting.opening import Opening, Refused, Setting, Worth
from bsuh_desktop.services.collecting.worker import LENGTH_BYTES, Task
from bsuh_desktop.system.launcher import our_command, start_child

MODULE = "bsuh_desktop.services.collecting.worker"
FEW = 64
"""Files for which no process is started: it takes as long to begin as they take to read."""
MOST_WORKERS = 16

Files = Sequence[tuple[bytes, bytes]]
Batch = tuple[Worth, ...]
"""What files of a batch are worth, in their order."""
_Asked = tuple[Files, "Future[Batch]"]


class Workers(Protocol):
    """Whoever opens files. `ahead` is how many batches it likes to have at a time."""

    ahead: int

    def ask(self, files: Files) -> Future[Batch]:
        """What these files (SHA-256, bytes) are worth, some time."""
        ...

    def close(self) -> None:
        """Lets go of everything; what was asked and not answered never will be."""
        ...


def usual_count(files: int) -> int:
    """How many processes open so many files: none where the calling thread does it as quickly."""
    return 2 if files > FEW and (os.cpu_count() or 1) > 1 else 0


def workers_of(count: int, setting: Setting) -> InThread | Processes:
    """So many processes; none: the calling thread itself."""
    return Processes(min(count, MOST_WORKERS), setting) if count else InThread(setting)


class InThread:
    """Opens at once, in the thread that asks."""

    ahead = 1

    def __init__(self, setting: Setting) -> None:
        self._opening = Opening(setting)

    def ask(self, files: Files) -> Future[Batch]:
        """As `Workers.ask`; answered already."""
        answered: Future[Batch] = Future()
        answered.set_result(self._opening.batch(files))
        return answered

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> InThread:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Processes:
    """Processes that each read one batch at a time. A file that takes its process down with it is unreadable; the
    others of its batch are read by the next one."""

    def __init__(self, count: int, setting: Setting) -> None:
        self.ahead = 4 * count
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._talks = [_Talk(self._asked, msgspec.msgpack.encode(setting)) for _ in range(count)]
        for talk in self._talks:
            talk.start()

    def ask(self, files: Files) -> Future[Batch]:
        """As `Workers.ask`."""
        answer: Future[Batch] = Future()
        self._asked.put((files, answer))
        return answer

    def close(self) -> None:
        """Ends the processes, in the middle of a batch, too."""
        for talk in self._talks:
            talk.end()
        for _ in self._talks:
            self._asked.put(None)
        for talk in self._talks:
            talk.join()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _GoneError(Exception):
    """The process ended where it should have answered."""


class _Talk(threading.Thread):
    """Talks to one process: asks, and hears the answer, a batch at a time. Pipes cannot be watched in the same way
    everywhere; a thread can wait."""

    def __init__(self, asked: queue.SimpleQueue[_Asked | None], setting: bytes) -> None:
        super().__init__(name="opening files", daemon=True)
        self._asked, self._setting = asked, setting
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._ended = False
        self._answers = msgspec.msgpack.Decoder(tuple[Worth, ...])
        self._written = msgspec.msgpack.Encoder()

    def run(self) -> None:
        while (asked := self._asked.get()) is not None and not self._ended:
            files, answer = asked
            try:
                answer.set_result(self._answer(files))
            except BaseException as error:  # noqa: BLE001 (whoever waits for the answer must hear of it)
                answer.set_exception(error)
        self._stop()

    def end(self) -> None:
        """From any thread: the process goes, and this thread soon after it."""
        with self._guard:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def _answer(self, files: Files) -> Batch:
        try:
            return self._said(files)
        except _GoneError:
            if self._ended:
                raise
            self._stop()
        if len(files) == 1:
            return (Refused("unreadable", "opening ended"),)
        middle = len(files) // 2
        return (*self._answer(files[:middle]), *self._answer(files[middle:]))

    def _said(self, files: Files) -> Batch:
        process = self._process or self._start()
        if process is None:
            return self._here.batch(files)
        try:
            _write_piece(process, self._written.encode(Task(tuple(files))))
            return self._answers.decode(_read_piece(process))
        except OSError as error:
            raise _GoneError from error

    @functools.cached_property
    def _here(self) -> Opening:
        """Where the computer starts no process any more, this one does it."""
        return Opening(msgspec.msgpack.decode(self._setting, type=Setting))

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._guard:
            if self._ended:
                raise _GoneError
            try:
                self._process = process = start_child(our_command(MODULE))
            except OSError:
                return None
        with contextlib.suppress(OSError):
            # If it is gone already, the first question to it tells.
            _write_piece(process, self._setting)
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _write_piece(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    for part in (len(data).to_bytes(LENGTH_BYTES, "big"), data):
        view = memoryview(part)
        while view:
            view = view[process.stdin.write(view) :]


def _read_piece(process: subprocess.Popen[bytes]) -> bytearray:
    return _read(process, int.from_bytes(_read(process, LENGTH_BYTES), "big"))


def _read(process: subprocess.Popen[bytes], count: int) -> bytearray:
    assert process.stdout is not None
    data = bytearray(count)
    view = memoryview(data)
    while view:
        got = process.stdout.readinto(view)  # type: ignore[attr-defined]
        if not got:
            raise _GoneError
        view = view[got:]
    return data
