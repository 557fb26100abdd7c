"""Collecting: opens, judges, archives and counts every file of some sources, in the order in which they are found.

For each 256 files the bytes go to the archive first, then their rows are written, then the signed decision. If the
process is killed anywhere, collecting the same sources again ends with the same figures: files that a decision names
are recognised by their hash, all others are collected again. Receive imports sticks in the same way, and makes the
code of each receipt, which can be read out. A class is not reported as merged before the archive and the decisions
have it: this is the coordinator's only copy."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.exchange.package import MANIFEST, SIGNATURE, read_manifest
from bsuh_desktop.exchange.reduced_copy import members_of_proved
from bsuh_desktop.exchange.signed_document_sandbox import SignedDocumentSandbox
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.candidates import Candidate
from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile, CollectedObservations
from bsuh_desktop.services.collection.collector import Collector
from bsuh_desktop.services.collection.ingest import Ingest
from bsuh_desktop.services.collection.sources import count_of, found_in
from bsuh_desktop.services.collection.workers import Batch, Workers, usual_count
from bsuh_desktop.services.desk.small_files import read_file
from bsuh_desktop.system.log import log
from bsuh_desktop.system.memory import give_back_large_pieces, rare_garbage_collection
from bsuh_desktop.system.sandbox_errors import blames_file
from bsuh_desktop.trust.recovery_code import RecoveryCopy
from bsuh_desktop.trust.sealing import Opener

MOST_FILES, MOST_BYTES, MOST_ITEMS = 64, 8 * 1024 * 1024, 2048
"""Limits of one request: files to open, their bytes, and all items found, known files included."""
MOST_BUFFERED = 4 * MOST_BYTES
"""Bytes of all requests that are not answered yet; strangers' files may be of any size."""
FULL = 256
"""Files that go into the register together, with one signed decision. The last request may add a few more."""

Keep = Callable[[CollectedObservations], object]
"""Called with what the desk must remember, before a decision about those files is signed."""
SoFar = Callable[[Sequence[CollectedFile]], object]
"""Called with every file reported so far, in the order in which they were found; later files may still change one. The
sequence belongs to the run and is valid only during the call."""


def collect(
    collector: Collector,
    register: Register,
    sources: Sequence[Path],
    *,
    keep: Keep,
    progress: Progress | None = None,
    stop: Stop | None = None,
    workers: int | None = None,
    so_far: SoFar | None = None,
) -> Collected:
    """Collects the files at `sources`. Runs on one thread, which need not be the desk's. `keep` gets what the desk must
    remember. `workers` is the number of processes that read files, at least one; by default as many as help. `so_far`
    is called whenever `progress` is. Once `stop` returns True the run ends soon; collecting the same sources again
    continues from there.

    Raises KnownError: foreign_register, register_damaged, archive_damaged, disk_full, read_only; what was decided
    before stays.
    """
    give_back_large_pieces()
    total = count_of(sources, stop)
    count = usual_count(total) if workers is None else workers
    with rare_garbage_collection(), Workers(count, collector.setting()) as opening, SignedDocumentSandbox() as sandbox:
        run = _Run(Ingest(collector, register, keep, opening), opening, sandbox, so_far)
        run.prepare()
        run.take(found_in(sources, stop), total, progress, stop)
        return run.finish(total, stop)


class _Item(msgspec.Struct, frozen=True):
    """Something that was found. `asked` is True if the workers are to open it."""

    candidate: Candidate
    sha256: bytes = b""
    asked: bool = False


class _Run:
    """One run: finds files, sends them to the workers, and passes the answers to `Ingest` in the order of the
    sources."""

    def __init__(self, taking: Ingest, workers: Workers, sandbox: SignedDocumentSandbox, so_far: SoFar | None) -> None:
        self._taking, self._workers, self._sandbox, self._so_far = taking, workers, sandbox, so_far
        self._asked: set[bytes] = set()
        self._waiting: deque[tuple[list[_Item], Future[Batch] | None]] = deque()
        self._done = self._buffered = 0

    def prepare(self) -> None:
        """Judges archived files again whose verdict may have changed."""
        self._taking.prepare()

    def take(
        self, found: Iterator[Candidate], total: int, progress: Progress | None = None, stop: Stop | None = None
    ) -> None:
        """Collects everything that is found."""

        def settle(most: int) -> None:
            while len(self._waiting) > most or self._buffered > MOST_BUFFERED:
                if stop is not None and stop():
                    self._waiting.clear()
                    self._buffered = 0
                    return
                self._settle()
                if progress is not None:
                    progress(self._done, max(total, self._done))
                if self._so_far is not None:
                    self._so_far(self._taking.reported)

        for items in self._batches(found):
            files = [(one.sha256, one.candidate.data) for one in items if one.asked]
            self._waiting.append((items, self._workers.ask(files) if files else None))
            self._buffered += _size_of(items)
            settle(self._workers.ahead - 1)
        settle(0)
        self._taking.commit()

    def finish(self, total: int, stop: Stop | None) -> Collected:
        """Returns the result of the run. Before, it collects files that an earlier run archived but was killed before
        deciding, and erases what must be forgotten."""
        stopped = bool(stop is not None and stop())
        if not stopped:
            self.take(self._taking.undecided(), self._done)
            self._taking.read_mended()
            self._taking.forget(stop)
        return self._taking.collected(max(0, total - self._done) if stopped else 0)

    def _batches(self, found: Iterator[Candidate]) -> Iterator[list[_Item]]:
        items: list[_Item] = []
        files, size = 0, 0
        for candidate in found:
            item = self._item(candidate)
            items.append(item)
            files, size = files + item.asked, size + len(candidate.data)
            if files >= MOST_FILES or size >= MOST_BYTES or len(items) >= MOST_ITEMS:
                yield items
                items, files, size = [], 0, 0
        if items:
            yield items

    def _item(self, candidate: Candidate) -> _Item:
        if candidate.kind != "attendance" or candidate.trouble is not None:
            return _Item(_proved(candidate, self._sandbox))
        sha256 = hashlib.sha256(candidate.data).digest()
        if sha256 in self._asked or self._taking.knows(sha256):
            self._taking.put_back(sha256, candidate.data)
            # Its bytes are not needed any more.
            return _Item(msgspec.structs.replace(candidate, data=b""), sha256)
        self._asked.add(sha256)
        return _Item(candidate, sha256, asked=True)

    def _settle(self) -> None:
        """Handles the answer to the oldest request."""
        items, answer = self._waiting.popleft()
        self._buffered -= _size_of(items)
        batch = answer.result() if answer is not None else ()
        worth = iter(batch)
        for item in items:
            candidate = item.candidate
            if item.asked:
                self._taking.file(candidate.label, item.sha256, candidate.data, next(worth))
            elif item.sha256:
                self._taking.again(candidate.label, item.sha256)
            else:
                self._taking.other(candidate)
        if self._taking.waiting > FULL - MOST_FILES:
            self._taking.commit()
        # From here on `Ingest` knows them.
        self._asked.difference_update(one.sha256 for one in items if one.asked)
        self._done += len(items)


def _size_of(items: Sequence[_Item]) -> int:
    return sum(len(one.candidate.data) for one in items)


def _proved(candidate: Candidate, sandbox: SignedDocumentSandbox) -> Candidate:
    """Checks a sealed recovery code. One that was altered becomes `other`: its desk will send another."""
    if candidate.kind != "recovery_copy" or candidate.trouble is not None:
        return candidate
    try:
        sandbox.read(candidate.data, RecoveryCopy)
    except KnownError as refused:
        if not blames_file(refused):
            raise
        return msgspec.structs.replace(candidate, kind="other", data=b"", trouble=refused if candidate.named else None)
    return candidate


def receive(
    collector: Collector,
    register: Register,
    sources: Sequence[Path],
    *,
    keep: Keep,
    progress: Progress | None = None,
    stop: Stop | None = None,
    workers: int | None = None,
    so_far: SoFar | None = None,
) -> Collected:
    """As `collect`, but files that were here already have the code of their receipt, too. Raises KnownError as
    `collect`, and `file_not_opened` for a source that does not exist."""
    for source in sources:
        if not source.exists():
            read_file(source, 0)
    found = collect(
        collector, register, sources, keep=keep, progress=progress, stop=stop, workers=workers, so_far=so_far
    )
    log("command", code="receive", count=len(found.answers))
    opener = collector.opener()
    return replace(found, files=tuple(_with_code(one, opener, register) for one in found.files))


def _with_code(one: CollectedFile, opener: Opener, register: Register) -> CollectedFile:
    """Works the receipt's code out here, where nobody waits for it. Of a file that was not opened in this run the key
    for it is read from the archive; without it the answer is only the receipt's file on the stick."""
    if one.outcome is not None and not one.receipt_key:
        one = replace(one, receipt_key=_archived_key(one.sha256, opener, register))
    _ = one.code
    return one


def _archived_key(sha256: bytes, opener: Opener, register: Register) -> bytes:
    """The receipt key of an archived file; no bytes for one that cannot be read."""
    try:
        members = members_of_proved(sha256, register.read(sha256), opener)
        return read_manifest(members[MANIFEST], members[SIGNATURE]).receipt_key
    except (KnownError, ValueError):
        return b""
