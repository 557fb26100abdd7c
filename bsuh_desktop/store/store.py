"""One facilitator's data, open: journal, rosters, what leaves, and small facts, in one locked file."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.errors import DAMAGED, KnownError
from bsuh_desktop.store.backups import backups, is_behind
from bsuh_desktop.store.database import empty_log, open_database
from bsuh_desktop.store.database_errors import damaged, in_use, read_only, translated
from bsuh_desktop.store.facts import NAMES_DELETED, Facts, mark_names_deleted
from bsuh_desktop.store.file_proof import prove, prove_pages
from bsuh_desktop.store.forgotten import Forgotten
from bsuh_desktop.store.given_grants import Office
from bsuh_desktop.store.hand_overs import Handed
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.known_keys import Known
from bsuh_desktop.store.outgoing import Outgoing
from bsuh_desktop.store.recovery_copies import RecoveryCopies
from bsuh_desktop.store.roster_people import People
from bsuh_desktop.store.rosters import Rosters
from bsuh_desktop.store.salvage.write_ahead_log import is_broken
from bsuh_desktop.store.upgrade import upgrade
from bsuh_desktop.system.disk_errors import disk_full

if TYPE_CHECKING:
    from filelock import FileLock

FILE_NAME = "classes.db"
LOCK_NAME = "in-use.lock"
LOG_NAME = FILE_NAME + "-wal"

_MILESTONE = """SELECT
    (SELECT count(*) FROM v_sessions WHERE ended_ms IS NOT NULL), (SELECT max(counter) FROM certificates),
    (SELECT max(nth) FROM sealed), (SELECT sum(version) FROM key_lists), (SELECT value FROM facts WHERE name = ?)"""

PAGE = 4096
"""Bytes of a page, SQLCipher's own choice."""

PROVED_AT_ONCE = 16_000_000
"""Bytes. A larger file is proved after it was opened, on a thread of its own: its pages would keep a person waiting for
longer than half of what the passphrase takes (measured: 2.4 ms a MB, the passphrase 90 ms)."""


_ROOM_TO_OPEN = 64 * 1024
"""Bytes. The index takes 32 KB."""


class Store:
    """The open store. It belongs to the thread that opened it; one copy of the app at a time holds it."""

    def __init__(self, folder: Path, key: bytes, run: str | None = None, suspect: bool = False) -> None:
        """Opens (or makes) the store in `folder` with the vault's 32-byte key. `run` names this start of the app in
        every event; a store that is locked and unlocked by one start is given the same. A `suspect` file is proved
        before anything is done with it, whatever its size.

        Raises KnownError: in_use, store_damaged, store_read_only, newer_store, disk_full.
        """
        self._lock = take_lock(folder)
        try:
            self._open(folder / FILE_NAME, key, run or secrets.token_hex(8), suspect)
        except KnownError as error:
            self._lock.release()
            raise (disk_full() if error.code in DAMAGED and _is_full(folder) else error) from None
        except BaseException:
            self._lock.release()
            raise

    def _open(self, file: Path, key: bytes, run: str, suspect: bool) -> None:
        _check_there(file)
        cut_off = _size(file.with_name(LOG_NAME)) > 0
        self.file, self.key = file, key
        if cut_off and is_broken(file, file.with_name(LOG_NAME), key):
            raise damaged()
        self.db = open_database(file, key)
        try:
            if cut_off:
                # A page that a power cut tore while it was brought into the file still stands whole in the log.
                empty_log(self.db)
            if not suspect and _size(file) <= PROVED_AT_ONCE:
                prove_pages(self.db.conn)
            with translated():
                upgrade(self.db)
            if suspect:
                prove(self.db.conn)
            if is_behind(file.parent, self.db.conn, key):
                raise damaged()
        except BaseException:
            self.db.conn.close()
            raise
        self.journal = Journal(self.db, run)
        self.rosters = Rosters(self.db)
        self.outgoing = Outgoing(self.db)
        self.office = Office(self.db)
        self.known = Known(self.db)
        self.handed = Handed(self.db)
        self.forgotten = Forgotten(self.db)
        self.recovery_copies = RecoveryCopies(self.db)
        self.people = People(self.db)
        self.facts = Facts(self.db)

    @property
    def written(self) -> int:
        """How many rows were written since the file was opened."""
        return int(self.db.conn.total_changes)

    def milestone(self) -> tuple[object, ...]:
        """What no backup should wait for, once it changes: finished classes, serials and sealed files that are used
        up, grants that were given or taken back, and names that were deleted."""
        return tuple(self.db.conn.execute(_MILESTONE, (NAMES_DELETED,)).fetchone())

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all."""
        try:
            with translated(), self.db.atomic():
                yield
        except BaseException:
            self.journal.forget_cache()
            raise

    def mark_names_deleted(self) -> None:
        """Says that older backups hold names which are not to be kept; in the transaction in which they are deleted."""
        mark_names_deleted(self.db)

    def forget_deleted(self) -> None:
        """What was deleted before leaves no bytes behind, in the write-ahead log neither. Only outside of a
        transaction."""
        with translated():
            empty_log(self.db)

    def close(self) -> None:
        """Closes the file and lets the next copy in."""
        try:
            self.db.conn.close()
        finally:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_full(folder: Path) -> bool:
    """Where there is no room for the index of the write-ahead log SQLite says what it says of a damaged file. Whoever
    then goes back to a backup loses a day for nothing."""
    return shutil.disk_usage(folder).free < _ROOM_TO_OPEN


def take_lock(folder: Path) -> FileLock:
    """What one copy of the app at a time holds. Raises KnownError: in_use, store_read_only."""
    from filelock import FileLock, Timeout

    lock = FileLock(str(folder / LOCK_NAME), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise in_use() from None
    except OSError:
        raise read_only() from None
    return lock


def is_missing(folder: Path) -> bool:
    """True if nothing at all is in `folder` that a store could be opened from: then a new one is made."""
    file = folder / FILE_NAME
    return not any((_size(file), backups(folder), _size(file.with_name(LOG_NAME))))


def _check_there(file: Path) -> None:
    """An empty file, or none, is the beginning of a new one only where there never was any. What is shorter than a
    page SQLite takes for empty, too."""
    there = _size(file), backups(file.parent), _size(file.with_name(LOG_NAME))
    if there[0] < PAGE and any(there):
        raise damaged()


def _size(file: Path) -> int:
    """Bytes; 0 where there is no such file."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
