"""Makes the backups of an open desk beside its work, and knows when one is due.

Copying and proving 200 classes takes up to 1.6 s (52 MB: 58 learners who each answered), far too long between two
answers. So it happens on a thread of its own, with a connection that only reads; the desk's thread says when.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import msgspec

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.errors import DAMAGED, KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.desk.log import log
from bsuh_desktop.store.backups import backups, keep_newest, make_backup
from bsuh_desktop.store.facts import NAMES_DELETED
from bsuh_desktop.store.file_proof import Contents, prove_file
from bsuh_desktop.store.store import LOG_NAME, PROVED_AT_ONCE, Store
from bsuh_desktop.system.disk_errors import known_disk_error

EVERY_MS = 10 * 60_000
"""Something written is backed up after this long at the latest, while anything happens on the desk."""


class _Mark(msgspec.Struct, frozen=True):
    """How far the file was when a backup was begun: rows written, what must not wait, and the monotonic time."""

    written: int
    milestone: tuple[object, ...]
    mono_ms: int


class BackupCopies(Protocol):
    """Who takes each backup further, such as to a stick."""

    def prepare(self, coming: bool = False) -> Callable[[threading.Event], Any] | None:
        """On the desk's thread: what is to be done on the other, after a backup that is `coming`; None where there is
        nothing. It ends soon once its event is set; None says that nothing came of it."""

    def note(self, outcome: Any) -> None:
        """On the desk's thread again: what came of it."""


class Backups:
    """Used on the desk's thread. `heard` is called on the other one where a damaged file is found."""

    def __init__(self, folder: Path, store: Store, now: Moment) -> None:
        self._folder = folder
        self._store = store
        self._thread: ThreadPoolExecutor | None = None
        self._running: tuple[_Mark, Future[Contents]] | None = None
        self._copying: Future[Any] | None = None
        self._closing = threading.Event()
        self.copies: BackupCopies | None = None
        self._covered = self._marked(now) if _is_covered(folder, store.file) else None
        self.trouble: KnownError | None = None
        self.heard: Callable[[KnownError], object] | None = None

    def begin_if_due(self, now: Moment) -> bool:
        """Begins a backup if something was written that should not wait any longer; takes about 0.1 ms."""
        self._settle(wait=False)
        self._settle_copy()
        if self._running is not None or not self._is_due(now):
            return False
        self._begin(now)
        return True

    def _begin(self, now: Moment) -> None:
        self._running = self._marked(now), self._on_thread().submit(self._make, now)
        # Waits on the same thread until the backup is made.
        self.begin_copy(coming=True)

    def _on_thread(self) -> ThreadPoolExecutor:
        self._thread = self._thread or ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        return self._thread

    def look_after(self, now: Moment) -> None:
        """Begins a backup if one is due, else a look at every page of a file that was too large for it when it was
        opened."""
        if self.begin_if_due(now):
            return
        self.begin_copy()
        if self._store.file.stat().st_size > PROVED_AT_ONCE:
            self._on_thread().submit(self._prove)

    def begin_copy(self, coming: bool = False) -> None:
        """Takes the newest backup further, in the background, where somebody does so; `coming`: one that is being made
        just now."""
        self._settle_copy()
        if self._copying is not None or self.copies is None or self._closing.is_set():
            return
        work = self.copies.prepare(coming)
        if work is not None:
            self._copying = self._on_thread().submit(work, self._closing)

    def _settle_copy(self) -> None:
        """Takes note of what came of it."""
        copies = self.copies
        if self._copying is None or not self._copying.done() or copies is None:
            return
        future, self._copying = self._copying, None
        outcome = None if future.cancelled() else future.result()
        if outcome is None:
            return
        self.written_aside(lambda: copies.note(outcome))

    def written_aside(self, do: Callable[[], object]) -> None:
        """Does something on the desk's thread; what it writes is no reason for another backup."""
        before = self._store.written
        do()
        if self._covered is not None:
            rows = self._store.written - before
            self._covered = msgspec.structs.replace(self._covered, written=self._covered.written + rows)

    def renew(self, now: Moment) -> None:
        """Makes a new backup in the place of all that still hold what was deleted; returns when that is done."""
        self.wait()
        if not backups(self._folder) or self._store.facts.get(NAMES_DELETED) is None:
            return
        self._begin(now)
        self.wait()
        if self.trouble is not None and self.trouble.code == "disk_full":
            # They have to go in any case; only the newest is kept until there is a better one.
            keep_newest(self._folder)
            self._begin(now)
            self.wait()

    def make_now(self, now: Moment) -> None:
        """Returns when the newest backup holds all that stands in the file. Raises KnownError: whatever kept it from
        being made."""
        self.wait()
        if self._covered is None or self._covered.written != self._store.written:
            self._begin(now)
            self.wait()
        if self.trouble is not None:
            raise self.trouble

    def wait(self) -> None:
        """Returns when no backup is being made."""
        self._settle(wait=True)

    def close(self) -> bool:
        """Waits as well; nothing more is taken. True if the newest backup holds all that was ever written."""
        self._closing.set()
        if self._thread is not None:
            self._thread.shutdown()
        try:
            self.wait()
            self._settle_copy()
        except KnownError:
            # The file cannot be read any more; whoever opens it next is told.
            return False
        return self.trouble is None and self._covered is not None and self._covered.written == self._store.written

    def _is_due(self, now: Moment) -> bool:
        before, is_now = self._covered, self._marked(now)
        if before is None:
            return True
        if before.written == is_now.written:
            return False
        return before.milestone != is_now.milestone or not 0 <= is_now.mono_ms - before.mono_ms < EVERY_MS

    def _marked(self, now: Moment) -> _Mark:
        return _Mark(self._store.written, self._store.milestone(), now.mono_ms)

    def _make(self, now: Moment) -> Contents:
        made = datetime.datetime.fromtimestamp(now.wall_ms // 1000, datetime.UTC)
        try:
            _, contents = make_backup(self._folder, self._store.file, self._store.key, made)
        except OSError as error:
            raise known_disk_error(error) or _not_made() from error
        except KnownError as error:
            self._say_damage(error)
            raise
        return contents

    def _prove(self) -> None:
        try:
            prove_file(self._store.file, self._store.key)
        except KnownError as error:
            self._say_damage(error)

    def _say_damage(self, error: KnownError) -> None:
        if error.code in DAMAGED and self.heard is not None:
            self.heard(error)

    def _settle(self, wait: bool) -> None:
        """Takes note of a backup that is done: what it covers, or why it could not be made."""
        if self._running is None or not (wait or self._running[1].done()):
            return
        mark, future = self._running
        self._running = None
        # Not again with every answer: what is full now will be full in a second.
        self._covered = _Mark(-1, mark.milestone, mark.mono_ms)
        try:
            contents = future.result()
        except KnownError as error:
            self.trouble = error
            log("backup", code=error.code)
            return
        self.trouble = None
        self._covered = mark
        if contents.names_deleted is not None:
            self._drop_mark(contents.names_deleted)
        log("backup", code="made", count=contents.classes)

    def _drop_mark(self, names_deleted: bytes) -> None:
        """No backup is left that holds what was deleted, unless more was deleted since; and no log."""
        if self._store.facts.get(NAMES_DELETED) != names_deleted or self._covered is None:
            return
        before = self._store.written
        try:
            self._store.facts.drop(NAMES_DELETED)
            self._store.forget_deleted()
        except KnownError as error:
            if error.code in DAMAGED:
                raise
            # A disk that is full now: the mark stands, and the answer before it was kept all the same.
            log("backup", code=error.code)
        rows = self._store.written - before
        self._covered = _Mark(self._covered.written + rows, self._store.milestone(), self._covered.mono_ms)


def mark_covered(folder: Path, file: Path) -> None:
    """Says for the next unlocking that the newest backup holds all that stands in the closed `file`."""
    with contextlib.suppress(OSError, IndexError):
        changed = file.stat().st_mtime_ns
        os.utime(backups(folder)[0].path, ns=(changed, changed))


def _is_covered(folder: Path, file: Path) -> bool:
    """True if nothing was written since `mark_covered`. The times are only compared, so no clock is believed."""
    log_file = file.with_name(LOG_NAME)
    with contextlib.suppress(OSError, IndexError):
        same = backups(folder)[0].path.stat().st_mtime_ns == file.stat().st_mtime_ns
        return same and not (log_file.exists() and log_file.stat().st_size)
    return False


def _not_made() -> KnownError:
    return KnownError(
        "backup_failed",
        Message("The backup could not be written to the disk."),
        Message("Check the disk, and keep a copy of your classes in another place."),
    )
