"""Erasure in the archive: reduced copies replace files that contain what must not be kept any longer.

Answers and names of withdrawn learners are erased, and all names of a class once its retention period is over; counts
stay. For each batch the new rows are written first, and older rows of the same files are dropped; then, file by file,
come the copy, its signed decision, and the deletion of the old bytes. If the process is killed anywhere, the next run
finds the same work to do as before.

Which files were searched for withdrawn learners is remembered, so that a run does not open the same files every time.
It is only a cache: if it is missing or does not fit, all files in question are opened again, with the same result."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from bsuh_desktop.domain.chain import heads
from bsuh_desktop.domain.clock import day_of
from bsuh_desktop.domain.dates import day_after
from bsuh_desktop.domain.events import Erased
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.exchange.reduced_copy import Copy, open_archived, reduce_learners, reduce_names
from bsuh_desktop.register.decision_lines import Judged, Received, Reduced, ReducedWhy
from bsuh_desktop.register.folder import Register, reduced_copy
from bsuh_desktop.services.collection.collector import Collector, check_signers
from bsuh_desktop.services.collection.opened_file import FileOpener, OpenedFile
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import raising_known_errors
from bsuh_desktop.system.log import log
from bsuh_desktop.trust.programme import Programme
from bsuh_desktop.trust.register_keys import lock_bytes, pseudonym, unlock_bytes

FILE_NAME = "forgotten-seen"


class _CacheState(msgspec.Struct, frozen=True, array_like=True):
    """State of the cache: files of decisions up to line `number` were searched for `learners`."""

    number: int
    last: bytes
    """Hash of the chain before that line, which identifies it."""
    learners: frozenset[str]


class WithdrawalScanCache:
    """Reads the register's file of that name; `keep` rewrites it after a complete run."""

    def __init__(self, register: Register, withdrawn: Mapping[bytes, Collection[str]]) -> None:
        self._register = register
        self._learners = frozenset(one for ids in withdrawn.values() for one in ids)
        self._path = register.folder / FILE_NAME
        self._before = _CacheState(0, b"", frozenset())
        self._later: set[bytes] = set()
        self._read()

    def has(self, file: bytes, learner: str) -> bool:
        """True if that file was searched for the learner."""
        return learner in self._before.learners and file not in self._later

    def keep(self) -> None:
        """Call after all files of the register were searched. Raises KnownError: disk_full, read_only."""
        number, last = self._newest()
        kept = _CacheState(number, last, self._learners)
        if (number, self._learners) == (self._before.number, self._before.learners):
            return
        data = lock_bytes(msgspec.msgpack.encode(kept), self._register.keys.lock, FILE_NAME)
        with raising_known_errors():
            write_over(self._path, data, private=True)

    def _newest(self) -> tuple[int, bytes]:
        number, prev = 0, b""
        for line in self._register.decisions.lines():
            number, prev = line.number, line.prev
        return number, prev

    def _read(self) -> None:
        """Reads the state if it fits these decisions; not if the register was restored from an older copy."""
        try:
            data = unlock_bytes(self._path.read_bytes(), self._register.keys.lock, FILE_NAME)
            kept = msgspec.msgpack.decode(data, type=_CacheState)
        except (OSError, KnownError, ValueError):
            return
        later: set[bytes] = set()
        fits = False
        for line in self._register.decisions.lines():
            fits = fits or (line.number, line.prev) == (kept.number, kept.last)
            if line.number > kept.number and isinstance(line.decision, Received):
                later.update(one.file for one in line.decision.files)
        if fits:
            self._before, self._later = kept, later


WithdrawnByDevice = Mapping[bytes, frozenset[str]]
"""Ids of withdrawn learners, by the public keys of the devices whose files may contain them."""


def answers_due(
    register: Register, withdrawn: WithdrawnByDevice, swept: WithdrawalScanCache
) -> dict[bytes, frozenset[str]]:
    """The files that contain withdrawn learners whom no reduced copy has erased yet, with the ids of those learners.
    Files that `swept` knows not to contain them are left out. Raises KnownError: register_damaged."""
    names = {pseudonym(register.keys.pseudonyms, "learner", one): one for ids in withdrawn.values() for one in ids}
    done = _done(register)
    due: dict[bytes, set[str]] = {}
    for file, key, learner in register.rows.seats_of(names):
        is_theirs = learner in withdrawn.get(key, ()) and learner not in done.get(file, ())
        if is_theirs and file in register.status.files and not swept.has(file, learner):
            due.setdefault(file, set()).add(learner)
    return {file: frozenset(due[file]) for file in register.status.files if file in due}


def _done(register: Register) -> dict[bytes, set[str]]:
    """The learners that reduced copies have erased, by file."""
    done: dict[bytes, set[str]] = {}
    for line in register.decisions.lines():
        if isinstance(line.decision, Reduced) and line.decision.learners:
            done.setdefault(line.decision.file, set()).update(line.decision.learners)
    return done


_COUNTING = ("merged", "newer")
_HOLDING = ("waiting", "conflict")


def names_due(register: Register, programme: Programme, day: datetime.date) -> list[bytes]:
    """The files whose names may not be kept any longer on `day`, in the order in which they were received. Raises
    KnownError `register_damaged`."""
    keep = datetime.timedelta(days=programme.retention_days)
    received, done = _received(register, programme.offset_minutes)
    named = [file for file in register.status.files if file not in done]
    if day >= day_after(programme.expires, keep):
        return named
    standing = register.status.files
    old = {file for file in named if received[file] + keep <= day and standing[file].verdict not in _HOLDING}
    if not old:
        return []
    young = {file: until for file in standing if (until := received[file] + keep) > day}
    waiting = {file for file, one in standing.items() if one.verdict in _HOLDING}
    held = register.rows.held_back(old, young.keys() | waiting, day - keep)
    return [file for file in named if file in old and file not in held]


def _received(register: Register, offset_minutes: int) -> tuple[dict[bytes, datetime.date], set[bytes]]:
    """The day on which each file was received, or first counted, and the files whose names are erased already."""
    days: dict[bytes, datetime.date] = {}
    counted: set[bytes] = set()
    done: set[bytes] = set()
    for line in register.decisions.lines():
        decision = line.decision
        if isinstance(decision, Received | Judged):
            day = day_of(line.wall_ms, offset_minutes)
            for one in decision.files:
                if one.file not in days or (one.verdict in _COUNTING and one.file not in counted):
                    days[one.file] = day
                if one.verdict in _COUNTING:
                    counted.add(one.file)
        elif isinstance(decision, Reduced) and decision.why == "retention":
            done.add(decision.file)
    return days, done


_AT_ONCE = 256
_ERASED = "erased/"


class Forgotten(msgspec.Struct, frozen=True):
    """What one run erased from the archive."""

    files: int = 0
    """Files from which answers or names of withdrawn learners were erased."""
    names: int = 0
    """Names erased because their retention period is over."""


def forget_in_archive(
    collector: Collector,
    register: Register,
    *,
    withdrawn: Mapping[bytes, Collection[str]],
    day: datetime.date | None = None,
    stop: Stop | None = None,
) -> Forgotten:
    """Erases from the archive what `withdrawn` learners left there (ids, by the public key of the device on which they
    withdrew), and names whose retention period is over on `day`. Without a `day` it is the clock's; if the clock is in
    doubt, no name is erased because of its age. Runs on the register's thread. What was erased before is not erased
    again.

    Raises KnownError: foreign_register, register_damaged, disk_full, read_only; what was decided before stays.
    """
    check_signers(collector, register)
    run = _Run(collector, register, stop)
    files = run.withdraw(withdrawn)
    names = 0
    on = day or (None if collector.doubtful else collector.today)
    if on is not None:
        names = run.over(on)
    if files or names:
        log("forgotten", code="archive", count=files + names)
    return Forgotten(files, names)


class _Run:
    """One run over the archive."""

    def __init__(self, collector: Collector, register: Register, stop: Stop | None) -> None:
        self._collector, self._register = collector, register
        self._stop: Stop = stop or (lambda: False)
        self._opening = FileOpener(collector.setting())
        self._all_read = True

    def withdraw(self, withdrawn: Mapping[bytes, Collection[str]]) -> int:
        """Reduces the files of withdrawn learners; returns how many."""
        told = self._withdrawn_by_device(withdrawn)
        if not told:
            return 0
        swept = WithdrawalScanCache(self._register, told)
        due = answers_due(self._register, told, swept)

        def reduced(file: bytes, data: bytes) -> Copy | None:
            return reduce_learners(file, data, self._opening.opener, due[file], self._tallied_by_newer(file))

        copies = self._reduce(list(due), "withdrawn", reduced)
        if self._all_read and not self._stop():
            swept.keep()
        return len(copies)

    def over(self, day: datetime.date) -> int:
        """Erases the names in files whose retention period is over; returns how many names were erased."""
        due = names_due(self._register, self._collector.programme, day)
        opener = self._opening.opener
        copies = self._reduce(due, "retention", lambda file, data: reduce_names(file, data, opener))
        return sum(one.names for one in copies)

    def _withdrawn_by_device(self, withdrawn: Mapping[bytes, Collection[str]]) -> WithdrawnByDevice:
        """The withdrawn learners, by the keys of files that may contain them: the key of that device and the keys it
        succeeds."""
        told: dict[bytes, set[str]] = {}
        for device, learners in withdrawn.items():
            for key in self._collector.known.keys_of_one(device):
                told.setdefault(key, set()).update(learners)
        return {key: frozenset(learners) for key, learners in told.items() if learners}

    def _reduce(
        self, files: list[bytes], why: ReducedWhy, reduced: Callable[[bytes, bytes], Copy | None]
    ) -> list[Copy]:
        every: list[Copy] = []
        for start in range(0, len(files), _AT_ONCE):
            if self._stop():
                break
            found = ((file, self._copy(file, reduced)) for file in files[start : start + _AT_ONCE])
            copies = {file: copy for file, copy in found if copy is not None}
            self._new_rows([opened for copy, opened in copies.values() if copy.learners])
            for file, (copy, _) in copies.items():
                decision = reduced_copy(file, copy.data, why, copy.learners)
                self._register.reduce(decision, copy.data, self._collector.signer, self._collector.wall_ms())
            every += [copy for copy, _ in copies.values()]
        return every

    def _copy(self, file: bytes, reduced: Callable[[bytes, bytes], Copy | None]) -> tuple[Copy, OpenedFile] | None:
        """The reduced copy, and that copy as it reads once opened again; None if there is nothing to reduce. A file
        that is damaged, or sealed to a key that is lost, does not stop the others."""
        try:
            copy = reduced(file, self._register.read(file))
        except KnownError as refused:
            log("forgotten", code=refused.code)
            self._all_read = False
            return None
        if copy is None:
            return None
        opened = self._opening.file(file, copy.data)
        assert isinstance(opened, OpenedFile), "a copy that cannot be read takes no file's place"
        return copy, opened

    def _new_rows(self, opened: Sequence[OpenedFile]) -> None:
        """Adds the rows of the reduced files. They come before the decision: figures may be ahead of it, never
        behind."""
        if opened:
            self._register.rows.add(one.facts() for one in opened)
            self._register.rows.drop_older({one.about.file for one in opened})

    def _tallied_by_newer(self, file: bytes) -> frozenset[int]:
        """The journal positions (seq) whose tally is kept by the file that counts for the same class, in an event of
        its own; its journal continues that of `file`."""
        standing = self._register.status
        current = standing.current.get(standing.files[file].session)
        if current is None or current == file:
            return frozenset()
        try:
            newer = open_archived(current, self._register.read(current), self._opening.opener)
            here = open_archived(file, self._register.read(file), self._opening.opener)
            events = [entry.event() for entry in newer.journal if entry.header.kind.startswith(_ERASED)]
        except (KnownError, ValueError):
            return frozenset()
        if here.manifest.chain.head not in heads(newer.journal):
            return frozenset()
        return frozenset(seq for event in events if isinstance(event, Erased) for seq in event.seqs)
