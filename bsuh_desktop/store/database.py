"""Opens a facilitator's one encrypted file, and turns the database's troubles into sentences.

SQLCipher (AES-256, HMAC a page) gets the raw 32-byte key from the vault, so no passphrase is derived twice. WAL and
synchronous=FULL: what is committed survives a power cut. secure_delete: what is erased leaves no bytes behind.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.trust.disk_errors import disk_full

if TYPE_CHECKING:
    from sqlite_utils import Database

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 2000",
)
_HEAVY = ("pandas", "numpy")


def open_database(path: Path, key: bytes) -> Database:
    """The encrypted database at `path`, made if it is not there. `key` is 32 raw bytes.

    Raises KnownError("store_damaged") if the file does not open with this key: the vault has already decided that
    the passphrase is right, so what is wrong is the file.
    """
    from sqlcipher3 import dbapi2

    with translated():
        # Autocommit: transactions are begun by `db.atomic()` alone, never behind our back.
        connection = dbapi2.connect(str(path), isolation_level=None)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    database: Database = _sqlite_utils().Database(connection, execute_plugins=False)
    return database


def load_libraries() -> None:
    """Loads what opening a file needs, ahead of the moment when a person waits for it."""
    import filelock  # noqa: F401
    from sqlcipher3 import dbapi2  # noqa: F401

    _sqlite_utils()


class translated:
    """sqlcipher3's errors as KnownErrors: a full disk, a read-only folder, another copy, a damaged file.

    A class and no generator: it stands round every append.
    """

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None:
            return
        from sqlcipher3 import dbapi2

        known = _known(str(error).lower()) if isinstance(error, dbapi2.DatabaseError) else None
        if known is not None:
            raise known from None


def _known(text: str) -> KnownError | None:
    if "full" in text:
        return disk_full()
    if "readonly" in text or "unable to open" in text:
        return read_only()
    if "locked" in text:
        return in_use()
    if "not a database" in text or "malformed" in text or "disk i/o" in text:
        return KnownError(
            "store_damaged",
            Message("The data file of this facilitator is damaged."),
            Message("Keep it as it is and bring back the newest backup."),
        )
    return None


def empty_log(database: Database) -> None:
    """Brings the write-ahead log into the file and empties it: secure_delete alone leaves there what was deleted. Only
    outside of a transaction."""
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def read_only() -> KnownError:
    """The sentence for a folder that cannot be written to."""
    return KnownError(
        "store_read_only",
        Message("The data folder cannot be written to."),
        Message("Give this person write permission, or choose another folder."),
    )


def in_use() -> KnownError:
    """The sentence for a second copy."""
    return KnownError("in_use", Message("The app is already open."), Message("Go to that window."))


def _sqlite_utils() -> Any:
    """sqlite_utils without pandas and numpy, which it would load if they are installed (0.3 s and 100 MB)."""
    hidden = [name for name in _HEAVY if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import sqlite_utils
    finally:
        for name in hidden:
            del sys.modules[name]
    return sqlite_utils
