"""Opens batches of files: unsealed here, where the keys are, and read in limited processes without keys.

Several batches are read at once; their answers come in any order, and the caller puts them back in order.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from types import TracebackType

import msgspec

from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.judgement import Refused, refusal_of
from bsuh_desktop.services.collection import opened_file
from bsuh_desktop.services.collection.worker import Begin, Task
from bsuh_desktop.system.process_limits import ONE_DOCUMENT
from bsuh_desktop.system.sandbox import Sandbox
from bsuh_desktop.system.sandbox_errors import SandboxBugError, SandboxError

MODULE = "bsuh_desktop.services.collection.worker"
LIMITS = ONE_DOCUMENT
"""Limits for one file. A class of 200 learners takes some milliseconds and a few megabytes."""
FEW = 64
"""Files for which one process is enough: starting another takes as long as it would save."""
MOST_WORKERS = 16
_MUCH = LIMITS.megabytes / 2
"""A process that uses more megabytes than this between two batches is replaced: no single file caused the growth."""

Files = Sequence[tuple[bytes, bytes]]
Batch = tuple[opened_file.OpenOutcome, ...]
"""The result for each file of a batch, in order."""
_Asked = tuple[Files, tuple[bytes, ...], bool, "Future[Batch]"]

_answers = msgspec.msgpack.Decoder(opened_file.Judged | Refused)


def usual_count(files: int) -> int:
    """How many processes to use for so many files."""
    return 2 if files > FEW and (os.cpu_count() or 1) > 1 else 1


class Workers:
    """Processes that each read one batch at a time, started with the first batch. A file that takes too much, or ends
    its process, is unreadable; the rest of its batch is read by the next process.

    `ahead` is how many batches should be asked for at a time. A context manager that ends all processes on exit.
    """

    def __init__(self, count: int, keys: opened_file.OpeningKeys) -> None:
        count = max(1, min(count, MOST_WORKERS))
        self.ahead = 4 * count
        self._ended = threading.Event()
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._readers: queue.SimpleQueue[_Reader] = queue.SimpleQueue()
        for _ in range(count):
            self._readers.put(_Reader(keys.rules, self._ended.is_set))
        # One thread more than processes: a batch is unsealed while the others are being read. One process is for few
        # files, or for a single core, where another thread gains nothing.
        self._threads = [
            threading.Thread(
                target=self._open_batches, args=(opened_file.FileOpener(keys),), name="opening files", daemon=True
            )
            for _ in range(count + 1 if count > 1 else 1)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, files: Files, chains: Sequence[bytes] = (), archived: bool = False) -> Future[Batch]:
        """Asks for these files (SHA-256, bytes) to be read and judged. `chains` are grants (bytes of QR 2) known
        besides the setting's; for `archived` files the hash is that of the file as received. The future raises
        SandboxError `not_started` if the computer starts no more processes."""
        answer: Future[Batch] = Future()
        self._asked.put((files, tuple(chains), archived, answer))
        return answer

    def read(self, sha256: bytes, data: bytes, chains: Sequence[bytes] = ()) -> opened_file.OpenOutcome:
        """Reads and judges one file, after what was asked before. Raises as the future of `ask`."""
        (worth,) = self.ask([(sha256, data)], chains).result()
        return worth

    def close(self) -> None:
        """Ends the processes, even in the middle of a batch; unanswered futures stay unanswered."""
        self._ended.set()
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            thread.join()
        with contextlib.suppress(queue.Empty):
            while True:
                self._readers.get_nowait().end_process()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _open_batches(self, opening: opened_file.FileOpener) -> None:
        while (asked := self._asked.get()) is not None and not self._ended.is_set():
            files, chains, archived, answer = asked
            try:
                unsealed = [opening.unsealed(*file, archived) for file in files]
                answer.set_result(tuple(map(opening.pseudonymous, self._judged(unsealed, chains))))
            except BaseException as error:  # noqa: BLE001 (the caller gets the error from the future)
                answer.set_exception(error)

    def _judged(
        self, unsealed: Sequence[opened_file.UnsealedFile | Refused], chains: tuple[bytes, ...]
    ) -> list[opened_file.Judged | Refused]:
        """Judges the files of a batch as soon as a process is free."""
        sealed = [one for one in unsealed if isinstance(one, opened_file.UnsealedFile)]
        if not sealed:
            return [one for one in unsealed if isinstance(one, Refused)]
        reader = self._readers.get()
        try:
            read = iter(reader.read(sealed, chains))
        finally:
            self._readers.put(reader)
        return [next(read) if isinstance(one, opened_file.UnsealedFile) else one for one in unsealed]


class _Reader:
    """Reads unsealed files in a process, which is replaced when it ends. Used by one thread at a time."""

    def __init__(self, rules: opened_file.Rules, stop: Stop) -> None:
        self._rules, self._stop = rules, stop
        self._sandbox: Sandbox | None = None

    def read(
        self, files: Sequence[opened_file.UnsealedFile], chains: tuple[bytes, ...]
    ) -> list[opened_file.Judged | Refused]:
        """Judges each file. Raises SandboxError: not_started, stopped."""
        found: list[opened_file.Judged | Refused] = []
        spared = -1
        while len(found) < len(files):
            sandbox = self._sandbox or self._start_process()
            rest = tuple(files[len(found) :])
            try:
                for judged in sandbox.ask_each(Task(rest, chains), _answers, len(rest)):
                    found.append(judged)
            except SandboxBugError as bug:
                # A child that fails outside of a file is not asked again.
                self.end_process()
                found.append(refusal_of(bug))
            except SandboxError as failed:
                self.end_process()
                if failed.failure not in ("too_heavy", "died"):
                    raise
                if sandbox.killed_from_outside and spared < len(found):
                    # The kill may not have been meant for this file: it is read once more.
                    spared = len(found)
                    continue
                found.append(refusal_of(failed))
            except BaseException:
                # Out of memory or threads, and the process is closed: it did not die of the next file.
                self.end_process()
                raise
        if self._sandbox is not None and self._sandbox.megabytes > _MUCH:
            self.end_process()
        return found

    def end_process(self) -> None:
        """Ends the process, if there is one; the next batch starts another."""
        sandbox, self._sandbox = self._sandbox, None
        if sandbox is not None:
            sandbox.close()

    def _start_process(self) -> Sandbox:
        self._sandbox = Sandbox(MODULE, LIMITS, stop=self._stop)
        list(self._sandbox.ask_each(Begin(self._rules), _answers, 0))
        return self._sandbox
