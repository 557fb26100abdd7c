"""A connection to the encrypted file that raises KnownErrors everywhere, also while rows are being fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from bsuh_desktop.domain.messages import DAMAGED
from bsuh_desktop.store.database_errors import damaged, known_trouble
from bsuh_desktop.system.disk_errors import is_at_size_limit, no_larger_file

_FILES = ("", "-wal", "-shm", "-journal")


class Connection(dbapi2.Connection):  # type: ignore[misc]
    """Translates errors, and remembers a damaged file: once SQLCipher has met an altered page it refuses everything on
    that connection with misleading errors ("not a database", "readonly"), but the cause is still the file."""

    is_damaged = False
    path: Path
    """The database file; its logs are beside it."""

    def cursor(self, factory: Any = None) -> Any:
        """A cursor that translates errors as this connection does."""
        return super().cursor(factory or _Cursor)

    def backup(self, target: Any, **how: Any) -> None:
        """Copies the file into that of the other connection, which translates its own errors."""
        try:
            super().backup(target, **how)
        except dbapi2.DatabaseError as error:
            raise target.known_error(error) from None

    def _is_at_size_limit(self) -> bool:
        return is_at_size_limit(self.path.with_name(self.path.name + end) for end in _FILES)

    def known_error(self, error: Exception) -> Exception:
        """`error` as a KnownError if it is one that a person can do something about, else `error` itself."""
        known = damaged() if self.is_damaged else known_trouble(error)
        if known is None:
            return error
        if not self.is_damaged and "disk i/o" in str(error).lower() and self._is_at_size_limit():
            # SQLite has one error for everything that the disk refuses, except for a full disk.
            return no_larger_file()
        self.is_damaged = self.is_damaged or known.code in DAMAGED
        return known


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]
    def execute(self, *words: Any) -> Any:
        return self._translated(super().execute, *words)

    def executemany(self, *words: Any) -> Any:
        return self._translated(super().executemany, *words)

    def fetchone(self) -> Any:
        return self._translated(super().fetchone)

    def fetchall(self) -> Any:
        return self._translated(super().fetchall)

    def __next__(self) -> Any:
        return self._translated(super().__next__)

    def _translated(self, do: Callable[..., Any], *words: Any) -> Any:
        try:
            return do(*words)
        except dbapi2.DatabaseError as error:
            raise self.connection.known_error(error) from None
