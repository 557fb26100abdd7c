"""Opens a facilitator's one encrypted file.

SQLCipher (AES-256, HMAC a page) gets the raw 32-byte key from the vault, so no passphrase is derived twice. WAL and
synchronous=FULL: what is committed survives a power cut. secure_delete: what is erased leaves no bytes behind.
sqlite-utils is imported without what only its command line and its plugins need: faster, and 5 MB less memory."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from bsuh_desktop.store.database_errors import translated
from bsuh_desktop.system.atomic_file import create_private

if TYPE_CHECKING:
    from sqlite_utils import Database


class _StandIn(ModuleType):
    """A stand-in module: any attribute that is only used in a signature exists, without meaning."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


_HIDDEN = ("numpy", "pandas")
"""sqlite-utils loads these if they are installed: 0.3 s and 100 MB."""

_STOOD_IN_FOR = ("click", "dateutil", "sqlite_utils.hookspecs", "sqlite_utils.plugins")
"""Progress bars and date recipes for its command line: 3 MB. Plugins, which the desk never runs: 0.6 MB."""


def sqlite_utils() -> Any:
    """The library. Modules that are already loaded stay; the hidden ones can be imported normally afterwards."""
    if "sqlite_utils" in sys.modules:
        import sqlite_utils as library

        return library
    import sqlcipher3

    away: dict[str, ModuleType | None] = dict.fromkeys(_HIDDEN) | {name: _StandIn(name) for name in _STOOD_IN_FOR}
    # It prefers a library of this name. Python's own would be a second SQLite in memory, 1.1 MB, with other errors.
    away |= {"pysqlite3": sqlcipher3, "pysqlite3.dbapi2": sqlcipher3.dbapi2}
    held_off = {name: module for name, module in away.items() if name not in sys.modules}
    sys.modules.update(held_off)  # type: ignore[arg-type]
    try:
        import sqlite_utils as library
    finally:
        for name in held_off:
            del sys.modules[name]
    return library


PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 2000",
)

Mode = Literal["ro", "rw", "rwc"]
"""How a file is opened: read-only, read-write, or read-write and created if missing (SQLite's URI parameter)."""


def open_database(path: Path, key: bytes) -> Database:
    """Opens the encrypted database at `path`, creating it if it does not exist. `key` is 32 raw bytes.

    Raises KnownError("store_damaged") if the file does not open with this key: the vault has already verified the
    passphrase, so the fault is in the file.
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
    """A connection to an encrypted file, in autocommit and without any pragma except the key. It raises KnownErrors
    where a person can fix the cause. It belongs to the thread that opened it. A new file gets a random salt, or the 16
    bytes `salt`."""
    from bsuh_desktop.store.connection import Connection

    # Autocommit: only `db.atomic()` begins transactions, never the driver implicitly.
    if mode == "rwc":
        # SQLite creates files that everybody may read, and gives its logs the same mode. If it cannot create one, it
        # reports why.
        with contextlib.suppress(OSError):
            create_private(path)
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = Connection(uri, uri=True, isolation_level=None, factory=Connection)
    connection.path = path
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def wrapped(connection: Any) -> Database:
    """`connection` wrapped as a sqlite-utils Database."""
    database: Database = sqlite_utils().Database(connection, execute_plugins=False)
    return database


def load_libraries() -> None:
    """Imports what opening a file needs, before a person has to wait for it."""
    import filelock  # noqa: F401

    from bsuh_desktop.store import connection  # noqa: F401

    sqlite_utils()


def empty_log(database: Database) -> None:
    """Checkpoints the write-ahead log into the file and empties it: secure_delete alone leaves deleted data in the log.
    Must be called outside of a transaction."""
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
