"""Small facts about this device and its rehearsals, by name: its number, its grants, how far a script has come."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

NAMES_DELETED = "names_deleted"
"""Stands from the deletion of a name, or of answers, until no backup holds them any more; drawn anew every time."""

DELETIONS = "deletions"
"""How often names or answers were deleted: a file with fewer is an earlier one."""


NEW_KEY_NEEDED = "new_key_needed"
"""A fact: this file is not what its key last signed with, so that key signs no more. Its value says why: *copied* to
another computer, *restored* from a backup, or *mended* with a loss."""

OWN_KEY = "own_key"
"""The public key of this store's desk; the vault, which is a file of its own, must have the same."""

KEY_LEAVES = "key_leaves"
"""A fact while the desk goes from one key to the next: the public key that leaves. What the vault has then was never
signed with."""

WENT_BACK = "went_back"
"""A fact: how often this computer's data were found to have gone back to an earlier day."""

MENDED = "mended"
"""A fact: a number that grows with every repair. What no signature has left for may be less than it was before."""

OUTSIDE = "handing/outside/"
"""How the names of the facts begin that say up to which of a key's manifests files may have left the laptop; the key in
hexadecimal follows."""


def mark_names_deleted(db: Database) -> None:
    """Says that older backups hold what is not to be kept; in the transaction in which it is deleted."""
    facts = Facts(db)
    facts.put(NAMES_DELETED, secrets.token_bytes(8))
    facts.put(DELETIONS, (int.from_bytes(facts.get(DELETIONS) or b"", "big") + 1).to_bytes(8, "big"))


class Facts:
    """Named values. Written with whatever transaction is open around them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str) -> bytes | None:
        """The value of `name`, or None."""
        row = self._db.conn.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def all_of(self, prefix: str) -> dict[str, bytes]:
        """The values of all names that begin with `prefix`, by the rest of their names."""
        query = "SELECT substr(name, ?), value FROM facts WHERE name >= ? AND substr(name, 1, ?) = ? ORDER BY name"
        values = (len(prefix) + 1, prefix, len(prefix), prefix)
        return {row[0]: bytes(row[1]) for row in self._db.conn.execute(query, values).fetchall()}

    def drop(self, name: str) -> None:
        """Forgets `name`; nothing happens where it is not known."""
        with self._db.atomic():
            self._db.conn.execute("DELETE FROM facts WHERE name = ?", (name,))

    def put(self, name: str, value: bytes) -> None:
        """Sets `name` to `value`."""
        with self._db.atomic():
            self._db.conn.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
