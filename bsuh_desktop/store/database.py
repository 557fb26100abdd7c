"""Opens a facilitator's one encrypted file.

SQLCipher (AES-256, HMAC a page) gets the raw 32-byte key from the vault, so no passphrase is derived twice. WAL and
synchronous=FULL: what is committed survives a power cut. secure_delete: what is erased leaves no bytes behind.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bsuh_desktop.store.database_errors import translated
from bsuh_desktop.store.sqlite_library import sqlite_utils
from bsuh_desktop.system.atomic_file import private_opener

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

Mode = Literal["ro", "rw", "rwc"]
"""How a file is opened: to read alone, to write where it is there, to write and make it (SQLite's URI parameter)."""


def open_database(path: Path, key: bytes) -> Database:
    """The encrypted database at `path`, made if it is not there. `key` is 32 raw bytes.

    Raises KnownError("store_damaged") if the file does not open with this key: the vault has already decided that
    the passphrase is right, so what is wrong is the file.
    """
    with translated():
        connection = connect(path, key, "rwc")
        try:
            for pragma in PRAGMAS:
                connection.execute(pragma)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return wrapped(connection)


def connect(path: Path, key: bytes, mode: Mode, salt: bytes = b"") -> Any:
    """A bare connection to an encrypted file, in autocommit and without any pragma but the key's. Its errors are
    KnownErrors where a person can mend them. It belongs to the thread that opened it. A new file gets a salt of its
    own, or the 16 bytes `salt`."""
    from bsuh_desktop.store.connection import Connection

    # Autocommit: transactions are begun by `db.atomic()` alone, never behind our back.
    if mode == "rwc":
        # SQLite makes files for everybody, and gives its logs the mode of the file. Where none can be made it says why.
        with contextlib.suppress(OSError):
            open(path, "xb", opener=private_opener).close()
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = Connection(uri, uri=True, isolation_level=None, factory=Connection)
    connection.path = path
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def wrapped(connection: Any) -> Database:
    """`connection` as sqlite-utils has it."""
    database: Database = sqlite_utils().Database(connection, execute_plugins=False)
    return database


def load_libraries() -> None:
    """Loads what opening a file needs, ahead of the moment when a person waits for it."""
    import filelock  # noqa: F401

    from bsuh_desktop.store import connection  # noqa: F401

    sqlite_utils()


def empty_log(database: Database) -> None:
    """Brings the write-ahead log into the file and empties it: secure_delete alone leaves there what was deleted. Only
    outside of a transaction."""
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
