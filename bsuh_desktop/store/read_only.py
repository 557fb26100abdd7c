"""Reads a store while another copy of the app has it open: committed data only, and nothing is written."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.store.database import connect, wrapped
from bsuh_desktop.store.database_errors import translated
from bsuh_desktop.store.facts import Facts
from bsuh_desktop.store.given_grants import GivenGrants
from bsuh_desktop.store.store import FILE_NAME


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
