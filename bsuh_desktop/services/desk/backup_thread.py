"""Makes the backups of an open desk on a thread of its own, and knows when one is due.

Copying and verifying 200 classes takes up to 1.6 s (52 MB: 58 learners who each answered), far too long between two
answers. The thread has a connection that only reads; the desk's thread says when.
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
from bsuh_desktop.domain.messages import DAMAGED, KnownError, Message
from bsuh_desktop.store.backups import backups, keep_newest, make_backup
from bsuh_desktop.store.facts import NAMES_DELETED
from bsuh_desktop.store.file_check import Contents, prove_file
from bsuh_desktop.store.store import LOG_NAME, PROVED_AT_ONCE, Store
from bsuh_desktop.system.disk_errors import known_disk_error
from bsuh_desktop.system.log import log

EVERY_MS = 10 * 60_000
"""Changes are backed up after this time at the latest, as long as anything happens on the desk."""


class _Mark(msgspec.Struct, frozen=True):
    """The state of the file when a backup was begun.

    `written` is the number of rows written; a change of `milestone` makes a backup due at once; `mono_ms` is the
    monotonic time.
    """

    written: int
    milestone: tuple[object, ...]
    mono_ms: int


class BackupCopies(Protocol):
    """Copies each new backup to another place, such as a stick."""

    def prepare(self, coming: bool = False) -> Callable[[threading.Event], Any] | None:
        """Called on the desk's thread; returns the work for the backup thread, or None if there is nothing to do.

        `coming`: a newer backup is being made and will be finished before the work runs. The work must end soon after
        its event is set; it returns the outcome, or None if nothing was copied.
        """

    def note(self, outcome: Any) -> None:
        """Called on the desk's thread with the outcome of the work."""


class Backups:
    """The backups of one desk; used on the desk's thread. `heard` is called on the backup thread if the file is found
    to be damaged."""

    def __init__(self, folder: Path, store: Store, now: Moment) -> None:
        self._folder = folder
        self._store = store
        self._thread: ThreadPoolExecutor | None = None
        self._running: tuple[_Mark, Future[Contents]] | None = None
        self._copying: Future[Any] | None = None
        self._closing = threading.Event()
        self.copies: BackupCopies | None = None
        self._looks_again = False
        """Papers may have been written while a backup was made, which are not in it."""
        self._covered = self._marked(now) if _is_covered(folder, store.file) else None
        self.trouble: KnownError | None = None
        self.heard: Callable[[KnownError], object] | None = None

    def begin_if_due(self, now: Moment, events_only: bool = False) -> bool:
        """Begins a backup if something was written that should not wait longer; takes about 0.1 ms. Returns whether it
        did. Where `events_only` were written by a class that goes on, only time makes one due, and nothing is read."""
        self._settle(wait=False)
        self._settle_copy()
        if self._running is not None:
            self._looks_again = self._looks_again or not events_only
            return False
        events_only, self._looks_again = events_only and not self._looks_again, False
        if not self._is_due(now, events_only):
            return False
        self._begin(now)
        return True

    def _begin(self, now: Moment) -> None:
        self._running = self._marked(now), self._on_thread().submit(self._make, now)
        # Queued on the same thread, behind the backup.
        self.begin_copy(coming=True)

    def _on_thread(self) -> ThreadPoolExecutor:
        self._thread = self._thread or ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        return self._thread

    def look_after(self, now: Moment) -> None:
        """Begins a backup if one is due; otherwise verifies every page of a file that was too large for that when it
        was opened."""
        if self.begin_if_due(now):
            return
        self.begin_copy()
        if self._store.file.stat().st_size > PROVED_AT_ONCE:
            self._on_thread().submit(self._prove)

    def begin_copy(self, coming: bool = False) -> None:
        """Copies the newest backup to its other place in the background, if there is one. `coming`: a backup is being
        made just now, and that one is copied."""
        self._settle_copy()
        if self._copying is not None or self.copies is None or self._closing.is_set():
            return
        work = self.copies.prepare(coming)
        if work is not None:
            self._copying = self._on_thread().submit(work, self._closing)

    def _settle_copy(self) -> None:
        """Hands over the outcome of a finished copy."""
        copies = self.copies
        if self._copying is None or not self._copying.done() or copies is None:
            return
        future, self._copying = self._copying, None
        outcome = None if future.cancelled() else future.result()
        if outcome is None:
            return
        self.written_aside(lambda: copies.note(outcome))

    def written_aside(self, do: Callable[[], object]) -> None:
        """Calls `do` on the desk's thread; rows that it writes do not make a new backup due."""
        before = self._store.written
        do()
        if self._covered is not None:
            rows = self._store.written - before
            self._covered = msgspec.structs.replace(self._covered, written=self._covered.written + rows)

    def renew(self, now: Moment) -> None:
        """Replaces all backups that still contain deleted data with a new one; returns when that is done."""
        self.wait()
        if not backups(self._folder) or self._store.facts.get(NAMES_DELETED) is None:
            return
        self._begin(now)
        self.wait()
        if self.trouble is not None and self.trouble.code == "disk_full":
            # They must be deleted in any case; only the newest is kept until a new one could be made.
            keep_newest(self._folder)
            self._begin(now)
            self.wait()

    def make_now(self, now: Moment) -> None:
        """Returns when the newest backup contains everything in the file. Raises KnownError if it cannot be made."""
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
        """Waits for running work and accepts no more. Returns True if the newest backup contains everything that was
        written."""
        self._closing.set()
        if self._thread is not None:
            self._thread.shutdown()
        try:
            self.wait()
            self._settle_copy()
        except KnownError:
            # The file cannot be read any more; the next opening reports it.
            return False
        return self.trouble is None and self._covered is not None and self._covered.written == self._store.written

    def _is_due(self, now: Moment, events_only: bool) -> bool:
        before = self._covered
        if before is None:
            return True
        if before.written == self._store.written:
            return False
        if not 0 <= now.mono_ms - before.mono_ms < EVERY_MS:
            return True
        return not events_only and before.milestone != self._store.milestone()

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
        """Records the result of a finished backup: what it covers, or why it failed."""
        if self._running is None or not (wait or self._running[1].done()):
            return
        mark, future = self._running
        self._running = None
        # Do not retry with every answer: a full disk will still be full in a second.
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
        """Clears the mark of deleted names and the write-ahead log, now that no backup contains them; does nothing if
        more was deleted since the backup was begun."""
        if self._store.facts.get(NAMES_DELETED) != names_deleted or self._covered is None:
            return
        before = self._store.written
        try:
            self._store.facts.drop(NAMES_DELETED)
            self._store.forget_deleted()
        except KnownError as error:
            if error.code in DAMAGED:
                raise
            # The disk is full: the mark stays; the answer before it was stored anyway.
            log("backup", code=error.code)
        rows = self._store.written - before
        self._covered = _Mark(self._covered.written + rows, self._store.milestone(), self._covered.mono_ms)


def mark_covered(folder: Path, file: Path) -> None:
    """Marks the newest backup as containing everything in the closed `file`, for the next unlocking."""
    with contextlib.suppress(OSError, IndexError):
        changed = file.stat().st_mtime_ns
        os.utime(backups(folder)[0].path, ns=(changed, changed))


def _is_covered(folder: Path, file: Path) -> bool:
    """True if nothing was written since `mark_covered`. The file times are only compared with each other, so a wrong
    clock does not matter."""
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
