"""Imports files into the register, many at a time: archive, rows, decision, and what the desk must remember.

The register's rows are rebuilt from its archive and its decisions: the same files give the same figures."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

import msgspec

from bsuh_desktop.domain.chain import heads, read_journal
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.judgement import Refused
from bsuh_desktop.exchange.package import JOURNAL
from bsuh_desktop.exchange.reduced_copy import members_of_proved
from bsuh_desktop.register.decision_lines import FileVerdict, Received
from bsuh_desktop.register.facts import FileFacts
from bsuh_desktop.register.folder import Register
from bsuh_desktop.services.collection.archive_erasure import forget_in_archive
from bsuh_desktop.services.collection.candidates import Candidate
from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile, CollectedObservations
from bsuh_desktop.services.collection.collector import Collector, check_signers
from bsuh_desktop.services.collection.judge import ChangedFile, Judge, Rejudge
from bsuh_desktop.services.collection.observations import ObservationCollector
from bsuh_desktop.services.collection.opened_file import FileOpener, OpenedFile, OpenOutcome
from bsuh_desktop.services.collection.receipt_writer import WantedReceipt, receipts_of
from bsuh_desktop.services.collection.report import Report, counts_of, senders_of
from bsuh_desktop.services.collection.stored_files import StoredFiles, without_row
from bsuh_desktop.services.collection.workers import Batch, Workers, usual_count
from bsuh_desktop.system.log import log

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


_LATELY = 1024
"""Number of newer forms whose journal heads stay in memory, some 10 KB each: if an earlier form comes after it, the two
are compared without opening the newer file again."""

Keep = Callable[[CollectedObservations], object]


class _Pending(msgspec.Struct, frozen=True):
    """A file that goes into the register with this batch."""

    verdict: FileVerdict
    facts: FileFacts


class Ingest:
    """The register's side of one run. Used by one thread."""

    def __init__(self, collector: Collector, register: Register, keep: Keep, workers: Workers) -> None:
        """`workers` read files from outside. Raises KnownError: foreign_register, register_damaged."""
        check_signers(collector, register)
        self._collector, self._register, self._keep = collector, register, keep
        self._workers, self._opening = workers, FileOpener(collector.setting())
        self._stored = StoredFiles(register)
        self._judging = Judge(collector, register, self._stored, self._heads, self._is_archived)
        self._rejudging = Rejudge(collector, register, self._stored, self._judging, self._opening)
        self._telling, self._gathering = Report(collector), ObservationCollector(collector)
        self._files: list[CollectedFile] = []
        self._first: dict[bytes, int] = {}
        self._wanted: dict[bytes, WantedReceipt] = {}
        self._pending: dict[bytes, _Pending] = {}
        self._data: dict[bytes, bytes] = {}
        self._lately: dict[bytes, bytes] = {}
        self._mended = False

    def prepare(self) -> None:
        """Reads missing rows, and judges files again whose verdict may have changed. Raises KnownError as `commit`."""
        self._read_missing()
        self._rejudging.again(self._rejudging.due(), self._gathering)
        self._remember()

    def knows(self, sha256: bytes) -> bool:
        """True for the hash of a file that was decided before, or reported in this run: it need not be opened."""
        return sha256 in self._register.status.files or sha256 in self._first

    def put_back(self, sha256: bytes, data: bytes) -> None:
        """Puts a file back that the archive has lost, unless a reduced copy replaced it: what was erased does not come
        back. Raises KnownError: disk_full, read_only."""
        standing = self._register.status.files.get(sha256)
        if standing is not None and standing.copy is None:
            self._mended |= self._register.archive.put_back(sha256, data)

    def read_mended(self) -> None:
        """Reads the rows of files that were put back into the archive during this run."""
        if self._mended:
            self._read_missing()

    @property
    def reported(self) -> Sequence[CollectedFile]:
        """Every file that this run has reported so far."""
        return self._files

    @property
    def waiting(self) -> int:
        """How many files wait for the next `commit`."""
        return len(self._pending)

    def other(self, candidate: Candidate) -> None:
        """Reports a candidate that is not an attendance file."""
        if candidate.kind == "recovery_copy" and candidate.trouble is None:
            self._gathering.copy(candidate.data)
        if self._gathering.is_full:
            self._remember()
        self._files.append(self._telling.other(candidate))

    def again(self, label: str, sha256: bytes) -> None:
        """Reports a file whose bytes are known, from the register or from this run."""
        first = self._first.get(sha256)
        if first is not None:
            archived = sha256 in self._pending or sha256 in self._register.status.files
            self._files.append(self._telling.twice(label, self._files[first], archived))
            return
        standing = self._register.status.files[sha256]
        kept = self._stored.of(sha256) or without_row(sha256, standing)
        counts = self._register.status.current.get(standing.session) == sha256
        row = self._telling.known(label, kept, self._stored.shown(sha256), standing, counts)
        if standing.copy is not None and not self._is_archived(sha256):
            # What was forgotten of it does not come back from a stick.
            row = self._telling.lost(row)
        self._tell(row, sha256)
        self._want(row, self._collector.programme.id, kept.key)

    def file(self, label: str, sha256: bytes, data: bytes, worth: OpenOutcome) -> None:
        """Judges and reports a file that was opened, or could not be. Raises KnownError as `commit`."""
        if isinstance(worth, Refused):
            if worth.bug:
                log("bug", place=worth.bug)
            self._tell(self._telling.refused(label, sha256, worth), sha256)
            return
        opened = self._with_grants(sha256, data, worth)
        self._hear(opened)
        self._data[sha256] = data
        self._keep_heads(opened)
        found = self._judging.decide(opened)
        self._gathering.file(opened, found.worth, found.verdict not in ("conflict", "not_ours"))
        if found.stored_as is not None:
            self._rejudging.keep(opened, found.stored_as)
            verdict = FileVerdict(sha256, opened.about.session, opened.about.revision, found.stored_as)
            self._pending[sha256] = _Pending(verdict, opened.facts())
            # On its way to the disk while the next files are looked at.
            self._register.archive.begin(sha256, data)
            self._stored.add(opened.about)
        row = self._telling.opened(label, opened, found)
        if found.same_as is not None:
            row = self._as_archived(row, found.same_as)
        self._tell(row, sha256)
        self._want(row, opened.programme, opened.about.key)

    def _as_archived(self, row: CollectedFile, file: bytes) -> CollectedFile:
        """The report of a file with the same content as an archived one: its answer is the same."""
        if file in self._pending:
            self.commit()
        standing = self._register.status.files[file]
        return self._telling.as_archived(row, standing, self._register.status.current.get(standing.session) == file)

    def _is_archived(self, file: bytes) -> bool:
        """True if the archive has a file, as received or reduced, or if this batch adds it."""
        if file in self._pending:
            return True
        try:
            self._register.read(file)
        except KnownError:
            return False
        return True

    def commit(self) -> None:
        """Writes everything since the last commit into the archive, the rows and the decisions. Raises KnownError:
        disk_full, read_only; then none of it was decided."""
        pending = list(self._pending.values())
        if pending:
            self._register.archive.finish()
            self._register.rows.add(one.facts for one in pending)
        self._remember()
        if pending:
            verdicts = tuple(one.verdict for one in pending)
            self._register.decisions.append(Received(verdicts), self._collector.signer, self._collector.wall_ms())
        self._judging.decided()
        for one in pending:
            kept = self._stored.of(one.verdict.file)
            assert kept is not None
            self._rejudging.note(kept.key, kept.manifest, kept.file, one.verdict.verdict)
        self._pending.clear()
        self._data.clear()

    def undecided(self) -> Iterator[Candidate]:
        """Archived files without a decision: an earlier run was killed between the two. A damaged one does not stop the
        others."""
        for sha256 in sorted(self._register.undecided()):
            label = str(self._register.archive.path(sha256))
            try:
                yield Candidate(label=label, kind="attendance", data=self._register.read(sha256))
            except KnownError as trouble:
                yield Candidate(label=label, trouble=trouble)

    def forget(self, stop: Stop | None = None) -> None:
        """Erases from the archive what must be forgotten by now. Raises KnownError: disk_full, read_only."""
        forget_in_archive(self._collector, self._register, withdrawn=self._gathering.forgotten, stop=stop)

    def collected(self, left: int) -> Collected:
        """The result of the run."""
        files = tuple(self._files)
        answers = receipts_of(self._collector, list(self._wanted.values()), self._gathering.forgotten)
        log("command", code="collect", count=len(files))
        return Collected(files, counts_of(files), senders_of(files), left, answers)

    def _with_grants(self, sha256: bytes, data: bytes, worth: OpenedFile) -> OpenedFile:
        """Reads a waiting file again if more grants are known by now than when the workers read it."""
        waits = worth.verdict in (Verdict.WAITING, Verdict.EXPIRED) and not worth.own_grants
        if not waits or not self._rejudging.knows_more(worth.about.key):
            return worth
        opened = self._workers.read(sha256, data, self._rejudging.learnt)
        return opened if isinstance(opened, OpenedFile) else worth

    def _hear(self, opened: OpenedFile) -> None:
        """Learns from this file about others of its key, which are judged again before it is judged itself."""
        about, due = opened.about, []
        if opened.verdict in (Verdict.GOOD, Verdict.EXPIRED) and opened.own_grants:
            ours = opened.programme == self._collector.programme.id
            if ours and self._rejudging.learn(about.key, opened.own_grants):
                due += list(self._rejudging.unsettled.get(about.key, ()))
                due += [one for one in self._pending if self._waits(one, about.key)]
        reached = self._judging.trust.learn(about.key, about.manifest, about.prev)
        if reached:
            self.commit()
            due += [self._rejudging.revoked[one] for one in reached if one in self._rejudging.revoked]
        if due:
            self.commit()
            for changed in self._rejudging.again(list(dict.fromkeys(due)), self._gathering):
                self._tell_again(changed)

    def _waits(self, file: bytes, key: bytes) -> bool:
        kept = self._stored.of(file)
        return kept is not None and kept.key == key and self._pending[file].verdict.verdict in ("waiting", "expired")

    def _remember(self) -> None:
        if seen := self._gathering.take():
            self._keep(seen)

    def _tell(self, row: CollectedFile, sha256: bytes) -> None:
        self._first.setdefault(sha256, len(self._files))
        self._files.append(row)

    def _tell_again(self, changed: ChangedFile) -> None:
        """Replaces the report of a file of this run whose verdict was changed by a later file."""
        sha256 = changed.verdict.file
        place = self._first.get(sha256)
        if place is None or self._files[place].verdict == "identical":
            return
        row = self._telling.opened(self._files[place].input, changed.opened, changed.found)
        self._files[place] = row
        self._wanted.pop(sha256, None)
        self._want(row, changed.opened.programme, changed.opened.about.key)

    def _want(self, row: CollectedFile, programme: str, key: bytes) -> None:
        if row.outcome is not None:
            self._wanted[row.sha256] = WantedReceipt(programme, row.sha256, row.session, row.revision, row.outcome, key)

    def _keep_heads(self, opened: OpenedFile) -> None:
        """Remembers the heads of a journal: an earlier form that comes late is mostly found near the newer one."""
        if opened.heads:
            self._lately[opened.about.file] = opened.heads
            if len(self._lately) > _LATELY:
                del self._lately[next(iter(self._lately))]

    def _heads(self, file: bytes) -> bytes:
        """The heads of a file's journal, as just read or from the archive; empty for a file that cannot be opened."""
        if file in self._lately:
            return self._lately[file]
        data = self._data.get(file) or self._register.read(file)
        try:
            members = members_of_proved(file, data, self._opening.opener)
            return b"".join(heads(read_journal(members[JOURNAL])))
        except KnownError:
            return b""

    def _read_missing(self) -> None:
        """Reads rows that were deleted, or that a killed process did not write. A file that the archive has lost does
        not stop the others: it may come again in this run; until it does, figures report it as missing."""
        for opened in opened_again(self._workers, self._stored.missing(), self._stored_bytes):
            self._register.rows.add(one.facts() for one in opened)
            for one in opened:
                self._stored.add(one.about)

    def _stored_bytes(self, file: bytes) -> bytes:
        try:
            return self._register.read(file)
        except KnownError:
            log("refused", code="archive_damaged")
            return b""
