"""Sealed recovery codes of other desks, as a coordinator keeps them: one of each key, the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database


class KeptCopy(msgspec.Struct, frozen=True):
    """The newest copy of one key (public): its number, the day on which it was made (ISO 8601), its file, still sealed,
    and the day on which its code was read out, "" while it was not."""

    key: bytes
    number: int
    made: str
    file: bytes
    read_on: str = ""

    def __repr__(self) -> str:
        return f"KeptCopy({self.number})"


class RecoveryCopies:
    """The copies of one coordinator."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, copy: KeptCopy) -> bool:
        """Keeps a copy in the place of an older one of its key; False where there is none older."""
        before = self.of_key(copy.key)
        if before is not None and (before.number, before.made) >= (copy.number, copy.made):
            return False
        with self._db.atomic():
            row = msgspec.structs.astuple(copy)
            self._db.conn.execute("INSERT OR REPLACE INTO recovery_copies VALUES (?, ?, ?, ?, ?)", row)
        return True

    def note_read(self, key: bytes, day: str) -> None:
        """The code of that key was read out on `day` (ISO 8601)."""
        with self._db.atomic():
            self._db.conn.execute("UPDATE recovery_copies SET read_on = ? WHERE key = ?", (day, key))

    def of_key(self, key: bytes) -> KeptCopy | None:
        """The copy of a key, or None."""
        row = self._db.conn.execute("SELECT * FROM recovery_copies WHERE key = ?", (key,)).fetchone()
        return None if row is None else KeptCopy(*row)

    def all(self) -> list[KeptCopy]:
        """Every copy that is kept, by key."""
        rows = self._db.conn.execute("SELECT * FROM recovery_copies ORDER BY key").fetchall()
        return [KeptCopy(*row) for row in rows]
