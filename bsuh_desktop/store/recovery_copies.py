"""Sealed recovery codes of other desks, as kept by a coordinator: for each key the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database


class StoredRecoveryCopy(msgspec.Struct, frozen=True):
    """The newest copy for one key."""

    key: bytes
    """Public key."""
    number: int
    """Sequence number of the copy."""
    made: str
    """ISO 8601 date on which it was made."""
    file: bytes
    """The file, still sealed."""
    read_on: str = ""
    """ISO 8601 date on which its code was read out; "" if it never was."""

    def __repr__(self) -> str:
        return f"KeptCopy({self.number})"


class RecoveryCopies:
    """The copies of one coordinator."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, copy: StoredRecoveryCopy) -> bool:
        """Stores a copy, replacing an older one of the same key; returns False if the stored one is not older."""
        before = self.of_key(copy.key)
        if before is not None and (before.number, before.made) >= (copy.number, copy.made):
            return False
        with self._db.atomic():
            row = msgspec.structs.astuple(copy)
            self._db.conn.execute("INSERT OR REPLACE INTO recovery_copies VALUES (?, ?, ?, ?, ?)", row)
        return True

    def note_read(self, key: bytes, day: str) -> None:
        """Records that the code of that key was read out on `day` (ISO 8601)."""
        with self._db.atomic():
            self._db.conn.execute("UPDATE recovery_copies SET read_on = ? WHERE key = ?", (day, key))

    def of_key(self, key: bytes) -> StoredRecoveryCopy | None:
        """The copy for a key, or None."""
        row = self._db.conn.execute("SELECT * FROM recovery_copies WHERE key = ?", (key,)).fetchone()
        return None if row is None else StoredRecoveryCopy(*row)

    def all(self) -> list[StoredRecoveryCopy]:
        """All stored copies, by key."""
        rows = self._db.conn.execute("SELECT * FROM recovery_copies ORDER BY key").fetchall()
        return [StoredRecoveryCopy(*row) for row in rows]
