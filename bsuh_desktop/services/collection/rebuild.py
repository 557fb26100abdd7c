"""Rebuilds the register's rows from its archive and its decisions: the same files give the same figures."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.collector import Collector, check_signers
from bsuh_desktop.services.collection.opened_file import OpenedFile
from bsuh_desktop.services.collection.workers import Batch, Workers, usual_count

_AT_ONCE = 256
T = TypeVar("T")


def rebuild(
    collector: Collector,
    register: Register,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
    workers: int | None = None,
) -> int:
    """Reads every archived file again, and replaces the old rows once all new ones are written; if it is stopped or
    killed before, the old ones stay. Returns the number of files read, 0 if it was stopped.

    Raises KnownError: foreign_register, archive_damaged, disk_full, read_only.
    """
    check_signers(collector, register)
    files = list(register.status.files)
    count = usual_count(len(files)) if workers is None else workers
    done = 0
    fresh = register.rebuilt_rows()
    with Workers(count, collector.setting()) as opening:
        for opened in opened_again(opening, files, register.read):
            if stop is not None and stop():
                return 0
            fresh.add(one.facts() for one in opened)
            done = min(done + _AT_ONCE, len(files))
            if progress is not None:
                progress(done, len(files))
    register.use_rebuilt()
    return len(files)


def with_rows(
    collector: Collector,
    register: Register,
    work: Callable[[], T],
    *,
    stop: Stop | None = None,
) -> T:
    """Returns the result of `work`, which needs the rows of all files that count. If they are from an earlier version
    of the app, or some are damaged, they are rebuilt first. Raises KnownError as `work` and `rebuild` do, and
    register_damaged if it was stopped."""
    try:
        return work()
    except KnownError as error:
        if error.code != "register_damaged":
            raise
    rebuild(collector, register, stop=stop)
    return work()


def opened_again(
    workers: Workers, files: Sequence[bytes], read: Callable[[bytes], bytes]
) -> Iterator[tuple[OpenedFile, ...]]:
    """Opens archived files by the hash under which they came, in batches. `read` returns the bytes of a file, or b"" to
    skip it."""
    asked: deque[Future[Batch]] = deque()
    for start in range(0, len(files) + _AT_ONCE * workers.ahead, _AT_ONCE):
        piece = [(file, data) for file in files[start : start + _AT_ONCE] if (data := read(file))]
        if piece:
            asked.append(workers.ask(piece, archived=True))
        if asked and (len(asked) >= workers.ahead or not piece):
            yield tuple(one for one in asked.popleft().result() if isinstance(one, OpenedFile))
