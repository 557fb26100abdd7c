"""One facilitator's data, open: journal, rosters, what leaves, and small facts, in one locked file."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.store.database import empty_log, open_database
from bsuh_desktop.store.facts import Facts
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.outgoing import Outgoing
from bsuh_desktop.store.rosters import Rosters
from bsuh_desktop.store.troubles import in_use, read_only, translated
from bsuh_desktop.store.upgrade import upgrade

FILE_NAME = "classes.db"
LOCK_NAME = "in-use.lock"


class Store:
    """The open store. It belongs to the thread that opened it; one copy of the app at a time holds it."""

    def __init__(self, folder: Path, key: bytes, run: str | None = None) -> None:
        """Opens (or makes) the store in `folder` with the vault's 32-byte key. `run` names this start of the app in
        every event; a store that is locked and unlocked by one start is given the same.

        Raises KnownError: in_use, store_damaged, store_read_only, newer_store.
        """
        from filelock import FileLock, Timeout

        self._lock = FileLock(str(folder / LOCK_NAME), timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise in_use() from None
        except OSError:
            raise read_only() from None
        try:
            self._open(folder, key, run or secrets.token_hex(8))
        except BaseException:
            self._lock.release()
            raise

    def _open(self, folder: Path, key: bytes, run: str) -> None:
        self.db = open_database(folder / FILE_NAME, key)
        with translated():
            upgrade(self.db)
        self.journal = Journal(self.db, run)
        self.rosters = Rosters(self.db)
        self.outgoing = Outgoing(self.db)
        self.facts = Facts(self.db)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all."""
        try:
            with translated(), self.db.atomic():
                yield
        except BaseException:
            self.journal.forget_cache()
            raise

    def forget_deleted(self) -> None:
        """What was deleted before leaves no bytes behind, in the write-ahead log neither. Only outside of a
        transaction."""
        with translated():
            empty_log(self.db)

    def close(self) -> None:
        """Closes the file and lets the next copy in."""
        self.db.conn.close()
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
