"""What an office stores of other desks: grants that it gave, and sealed recovery codes, for each key the newest.

A device number is only ever given by a grant, and only once. If a damaged file leaves it unknown which numbers were
given last, a block of numbers is skipped once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.store.facts import KEY_LEAVES, NEW_KEY_NEEDED, Facts
from bsuh_desktop.trust.grants import LAST_DEVICE, GrantKind

if TYPE_CHECKING:
    from sqlite_utils import Database


class Given(msgspec.Struct, frozen=True):
    """One grant that was given here."""

    name: bytes
    """The grant's own id (8 bytes)."""
    key: bytes
    """The granted public key."""
    kind: int
    """As in the grant, like `low` and `high`."""
    low: int
    high: int
    grant_bytes: bytes
    recipient: str
    """The granted desk's age recipient, `age1…`."""
    label: str
    """The person's name as in the request; "" if that could not be opened."""
    given_on: str
    """ISO 8601 date."""
    continues: bytes
    """The old key that this one replaces; empty if there is none."""
    replaced: int = 0
    """1 once a newer grant of the same key replaces it."""

    def __repr__(self) -> str:
        # The label is a person's name.
        return f"Given({self.name.hex()})"


def skip_fact(kind: int) -> str:
    """The name of the fact that says how many numbers of a kind of grant are skipped before the next one is given."""
    return f"office/skip/{kind}"


LISTS_SKIPPED = "office/skip/lists"
"""The fact that says how many versions of key lists are skipped."""

BLOCK = 4096
"""Device numbers that the programme gives one coordinator."""

SKIPPED = {skip_fact(GrantKind.COORDINATOR): 8 * BLOCK, skip_fact(GrantKind.DEVICE): 256, LISTS_SKIPPED: 1000}
"""How far a backup may lag behind: eight coordinators' blocks, a full training hall of devices, and more key lists than
are made in a day."""


class GivenGrants:
    """Grants given by one office: the programme's, or a coordinator's."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def give(self, given: Given) -> None:
        """Stores a grant before its file is written anywhere; it replaces older ones of the same key and kind."""
        with self._db.atomic():
            if given.high > self._highest(given.kind):
                Facts(self._db).drop(skip_fact(given.kind))
            self._db.conn.execute("UPDATE given SET replaced = 1 WHERE key = ? AND kind = ?", (given.key, given.kind))
            row = msgspec.structs.astuple(given)
            self._db.conn.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def all(self, kind: int) -> list[Given]:
        """The current grants of a kind, without replaced ones, by first device number."""
        query = "SELECT * FROM given WHERE kind = ? AND replaced = 0 ORDER BY low, name"
        return [Given(*row) for row in self._db.conn.execute(query, (kind,)).fetchall()]

    def every(self, kind: int) -> list[Given]:
        """Every grant of a kind, replaced ones first: a document from an earlier time contains the grant of its
        time."""
        query = "SELECT * FROM given WHERE kind = ? ORDER BY low, replaced DESC, given_on, name"
        return [Given(*row) for row in self._db.conn.execute(query, (kind,)).fetchall()]

    def of_key(self, key: bytes, kind: int) -> Given | None:
        """The newest grant of a key, or None."""
        query = "SELECT * FROM given WHERE key = ? AND kind = ? AND replaced = 0"
        row = self._db.conn.execute(query, (key, kind)).fetchone()
        return None if row is None else Given(*row)

    def next_number(self, kind: int, low: int, high: int = LAST_DEVICE) -> int:
        """The first number from `low` on that no grant of this kind, with numbers up to `high`, was ever given. May be
        above `high`, which means that all of them were given."""
        return max(low, self._highest(kind, high) + 1) + int.from_bytes(
            Facts(self._db).get(skip_fact(kind)) or b"", "big"
        )

    def extent(self) -> int:
        """A number that grows with every grant that was given, and every newer key list."""
        query = "SELECT (SELECT count(*) FROM given) + (SELECT coalesce(sum(version), 0) FROM key_lists)"
        return int(self._db.conn.execute(query).fetchone()[0])

    def _highest(self, kind: int, most: int = LAST_DEVICE) -> int:
        """The highest number up to `most` that was ever given, -1 if none was."""
        query = "SELECT coalesce(max(high), -1) FROM given WHERE kind = ? AND high <= ?"
        return int(self._db.conn.execute(query, (kind, most)).fetchone()[0])

    def skip(self) -> None:
        """Skips numbers and key list versions once, because it is no longer known which were given last."""
        for name, count in SKIPPED.items():
            Facts(self._db).put(name, count.to_bytes(4, "big"))

    def skipped_lists(self) -> int:
        """How many versions the next key list skips."""
        return int.from_bytes(Facts(self._db).get(LISTS_SKIPPED) or b"", "big")

    def list_signed(self) -> None:
        """Ends the skipping: later key lists are numbered one by one again."""
        Facts(self._db).drop(LISTS_SKIPPED)


def need_new_key(db: Database, why: str) -> None:
    """Stops the desk's key from signing; `why` as in `NEW_KEY_NEEDED`. A key that is just being introduced counts as
    used. What an office gave since the copy was made is not known here either, so numbers are skipped (a repair does
    that itself)."""
    facts = Facts(db)
    with db.atomic():
        facts.put(NEW_KEY_NEEDED, why.encode("ascii"))
        facts.drop(KEY_LEAVES)
        if why != "mended":
            GivenGrants(db).skip()


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
