"""One facilitator's data, open: journal, rosters, what leaves, and small facts, in one locked file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.store.database import in_use, open_database, translated
from bsuh_desktop.store.facts import Facts
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.outgoing import Outgoing
from bsuh_desktop.store.rosters import Rosters
from bsuh_desktop.store.upgrade import upgrade

FILE_NAME = "classes.db"
LOCK_NAME = "in-use.lock"


class Store:
    """The open store. It belongs to the thread that opened it; one copy of the app at a time holds it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Opens (or makes) the store in `folder` with the vault's 32-byte key.

        Raises KnownError: in_use, store_damaged, store_read_only, newer_store.
        """
        from filelock import FileLock, Timeout

        self._lock = FileLock(str(folder / LOCK_NAME), timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise in_use() from None
        except OSError:
            raise KnownError(
                "store_read_only",
                Message("The data folder cannot be written to."),
                Message("Give this person write permission, or choose another folder."),
            ) from None
        try:
            self._open(folder, key)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, folder: Path, key: bytes) -> None:
        self.db = open_database(folder / FILE_NAME, key)
        with translated():
            upgrade(self.db)
        self.journal = Journal(self.db)
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

    def close(self) -> None:
        """Closes the file and lets the next copy in."""
        self.db.conn.close()
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
