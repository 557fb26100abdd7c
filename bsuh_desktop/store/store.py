"""One facilitator's open data: journal, rosters, outgoing files and small facts, in one encrypted file.

`ReadOnlyStore` reads it while another copy of the app has it open: committed data only, and nothing is written."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.store.backups import backups, is_behind
from bsuh_desktop.store.database import connect, empty_log, open_database, wrapped
from bsuh_desktop.store.database_errors import damaged, in_use, read_only, translated
from bsuh_desktop.store.facts import NAMES_DELETED, Facts, mark_names_deleted
from bsuh_desktop.store.file_check import prove, prove_pages
from bsuh_desktop.store.forgotten import Forgotten
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.known_keys import Known
from bsuh_desktop.store.office import GivenGrants, RecoveryCopies
from bsuh_desktop.store.outgoing import Handed, Outgoing
from bsuh_desktop.store.roster_people import People
from bsuh_desktop.store.rosters import Joined, Rosters
from bsuh_desktop.store.salvage.pages import is_broken
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
"""Bytes of a page: SQLCipher's default."""

PROVED_AT_ONCE = 16_000_000
"""Bytes. A larger file is verified after it was opened, on a thread of its own: verifying its pages first would take
longer than half the time that the passphrase takes (measured: 2.4 ms a MB, the passphrase 90 ms)."""


_ROOM_TO_OPEN = 64 * 1024
"""Bytes that must be free. The index of the write-ahead log takes 32 KB."""


class Store:
    """The open store. It belongs to the thread that opened it; only one copy of the app at a time can open it."""

    def __init__(self, folder: Path, key: bytes, run: str | None = None, suspect: bool = False) -> None:
        """Opens (or creates) the store in `folder` with the vault's 32-byte key. `run` identifies this start of the app
        in every event; a store that is locked and unlocked again gets the same one. A `suspect` file is verified before
        anything else is done with it, whatever its size.

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
                # If a power cut tore a page during a checkpoint, the log still contains the complete page.
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
        self.joined = Joined(self.db)
        self.outgoing = Outgoing(self.db)
        self.office = GivenGrants(self.db)
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
        """A value that changes whenever a backup should be made at once: finished classes, used serials and sealed
        files, grants given or taken back, deleted names."""
        return tuple(self.db.conn.execute(_MILESTONE, (NAMES_DELETED,)).fetchone())

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all."""
        try:
            with translated(), self.db.atomic():
                yield
        except BaseException:
            self.journal.drop_cache()
            raise

    def mark_names_deleted(self) -> None:
        """Records that older backups contain names which must not be kept; call it in the transaction that deletes
        them."""
        mark_names_deleted(self.db)

    def forget_deleted(self) -> None:
        """Removes the bytes of deleted data from the write-ahead log, too. Must be called outside of a transaction."""
        with translated():
            empty_log(self.db)

    def close(self) -> None:
        """Closes the file and releases the lock."""
        try:
            self.db.conn.close()
        finally:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_full(folder: Path) -> bool:
    """True if the index of the write-ahead log does not fit on the disk: SQLite then reports a damaged file, and
    restoring a backup would lose a day for nothing."""
    return shutil.disk_usage(folder).free < _ROOM_TO_OPEN


def take_lock(folder: Path) -> FileLock:
    """Takes the lock that one copy of the app at a time holds. Raises KnownError: in_use, store_read_only."""
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
    """True if `folder` has nothing from which a store could be opened, so that a new one is created."""
    file = folder / FILE_NAME
    return not any((_size(file), backups(folder), _size(file.with_name(LOG_NAME))))


def _check_there(file: Path) -> None:
    """Raises `store_damaged` for an empty or missing file where there was one before. SQLite treats a file shorter than
    a page as empty, too."""
    there = _size(file), backups(file.parent), _size(file.with_name(LOG_NAME))
    if there[0] < PAGE and any(there):
        raise damaged()


def _size(file: Path) -> int:
    """Bytes; 0 if there is no such file."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


class ReadOnlyStore:
    """Small facts and given grants. Must be used on the thread that opened it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Opens the store in `folder` with the vault's 32-byte key, even while another process has it open.

        Raises KnownError: store_damaged.
        """
        with translated():
            self._connection = connect(folder / FILE_NAME, key, "ro")
            try:
                self._connection.execute("SELECT count(*) FROM facts").fetchone()
            except BaseException:
                self._connection.close()
                raise
        database = wrapped(self._connection)
        self.facts, self.office = Facts(database), GivenGrants(database)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def __enter__(self) -> ReadOnlyStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
