"""Makes the register's rows anew from its archive and its decisions: the same files, so the same figures."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future

from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collecting.collector import Collector
from bsuh_desktop.services.collecting.opening import OpenedFile
from bsuh_desktop.services.collecting.own_register import check_signers
from bsuh_desktop.services.collecting.workers import Batch, Workers, usual_count

_AT_ONCE = 256


def rebuild(
    collector: Collector,
    register: Register,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
    workers: int | None = None,
) -> int:
    """Reads every archived file again, and puts new rows in the place of the old ones once all of them are there; a
    stop or a kill on the way leaves the old ones. Returns how many files were read.

    Raises KnownError: foreign_register, archive_damaged, disk_full, read_only.
    """
    check_signers(collector, register)
    files = list(register.standing.files)
    count = usual_count(len(files)) if workers is None else workers
    asked: deque[Future[Batch]] = deque()
    done = 0
    fresh = register.anew()
    with Workers(count, collector.setting()) as opening:
        for start in range(0, len(files) + _AT_ONCE * opening.ahead, _AT_ONCE):
            if stop is not None and stop():
                return 0
            piece = files[start : start + _AT_ONCE]
            if piece:
                asked.append(opening.ask([(file, register.read(file)) for file in piece], archived=True))
            if asked and (len(asked) >= opening.ahead or not piece):
                opened = [one for one in asked.popleft().result() if isinstance(one, OpenedFile)]
                fresh.add(one.facts() for one in opened)
                done = min(done + _AT_ONCE, len(files))
                if progress is not None:
                    progress(done, len(files))
    register.take_anew()
    return len(files)
