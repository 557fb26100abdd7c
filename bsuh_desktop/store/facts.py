"""Small named values about this device and its rehearsals: its number, its grants, how far a script has got."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAMES_DELETED = "names_deleted"
"""Set when a name or answers are deleted, until no backup contains them any more; a new random value every time."""

DELETIONS = "deletions"
"""How often names or answers were deleted: a file with a lower count is an earlier one."""


NEW_KEY_NEEDED = "new_key_needed"
"""A fact: this file is not the state that its key last signed with, so that key must not sign any more. Its value says
why: *copied* to another computer, *restored* from a backup, or *mended* (repaired) with a loss."""

OWN_KEY = "own_key"
"""The public key of this store's desk; the vault, which is a separate file, must have the same one."""

KEY_LEAVES = "key_leaves"
"""A fact that exists while the desk changes its key: the public key that is being replaced. The new key in the vault
has not signed anything yet."""

WENT_BACK = "went_back"
"""A fact: how often the data on this computer were found to have been set back to an earlier day."""

MENDED = "mended"
"""A fact: a counter that grows with every repair. Data that no signature has left the laptop for may be less than
before the repair."""

OUTSIDE = "handing/outside/"
"""Prefix of facts that store, per signing key, the number up to which its manifests' files may have left the laptop.
The key follows in hexadecimal."""


def mark_names_deleted(db: Database) -> None:
    """Records that older backups contain deleted names or answers; call it in the transaction that deletes them."""
    facts = Facts(db)
    facts.put(NAMES_DELETED, secrets.token_bytes(8))
    facts.put(DELETIONS, (int.from_bytes(facts.get(DELETIONS) or b"", "big") + 1).to_bytes(8, "big"))


class Facts:
    """Named values. Writes join the transaction that is open around them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str) -> bytes | None:
        """The value of `name`, or None."""
        row = self._db.conn.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def all_of(self, prefix: str) -> dict[str, bytes]:
        """The values of all names that begin with `prefix`, keyed by the rest of the name."""
        query = "SELECT substr(name, ?), value FROM facts WHERE name >= ? AND substr(name, 1, ?) = ? ORDER BY name"
        values = (len(prefix) + 1, prefix, len(prefix), prefix)
        return {row[0]: bytes(row[1]) for row in self._db.conn.execute(query, values).fetchall()}

    def drop(self, name: str) -> None:
        """Deletes `name`, if it exists."""
        with self._db.atomic():
            self._db.conn.execute("DELETE FROM facts WHERE name = ?", (name,))

    def put(self, name: str, value: bytes) -> None:
        """Sets `name` to `value`."""
        with self._db.atomic():
            self._db.conn.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
