"""What an office has given: every grant with whom it was for. A device number is given once, by the grant only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database


class Given(msgspec.Struct, frozen=True):
    """One grant that was given here. `name` is the grant's own (8 bytes), `key` the granted public key, `kind`, `low`
    and `high` as in the grant, `recipient` the granted desk's `age1…`, `label` the person's name as the request told it
    ("" where it could not be opened), `given_on` an ISO 8601 date, `continues` the old key (no bytes where there is
    none), `replaced` 1 once a newer grant of the same key stands for it."""

    name: bytes
    key: bytes
    kind: int
    low: int
    high: int
    grant_bytes: bytes
    recipient: str
    label: str
    given_on: str
    continues: bytes
    replaced: int = 0

    def __repr__(self) -> str:
        # The label is a person's name.
        return f"Given({self.name.hex()})"


class Office:
    """Grants of one office: the programme's, or a coordinator's."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def give(self, given: Given) -> None:
        """Keeps a grant before its file is written anywhere; it stands for older ones of the same key and kind."""
        with self._db.atomic():
            self._db.conn.execute("UPDATE given SET replaced = 1 WHERE key = ? AND kind = ?", (given.key, given.kind))
            row = msgspec.structs.astuple(given)
            self._db.conn.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def all(self, kind: int) -> list[Given]:
        """Every grant of a kind that no newer one stands for, by its first device number."""
        query = "SELECT * FROM given WHERE kind = ? AND replaced = 0 ORDER BY low, name"
        return [Given(*row) for row in self._db.conn.execute(query, (kind,)).fetchall()]

    def of_key(self, key: bytes, kind: int) -> Given | None:
        """The newest grant of a key, or None."""
        query = "SELECT * FROM given WHERE key = ? AND kind = ? AND replaced = 0"
        row = self._db.conn.execute(query, (key, kind)).fetchone()
        return None if row is None else Given(*row)

    def next_number(self, kind: int, low: int) -> int:
        """The first number from `low` on that no grant of this kind was ever given."""
        row = self._db.conn.execute("SELECT max(high) FROM given WHERE kind = ?", (kind,)).fetchone()
        return low if row[0] is None else max(low, int(row[0]) + 1)
