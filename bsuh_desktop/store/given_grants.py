"""What an office has given: every grant with whom it was for. A device number is given once, by the grant only.

Where it is not sure any more what was given (a damaged file), so many numbers are skipped once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.store.facts import KEY_LEAVES, NEW_KEY_NEEDED, Facts
from bsuh_desktop.trust.grants import LAST_DEVICE, GrantKind

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


def skip_fact(kind: int) -> str:
    """The fact that says how many numbers of a kind of grant are skipped before the next one is given."""
    return f"office/skip/{kind}"


LISTS_SKIPPED = "office/skip/lists"
"""The same for the versions of key lists."""

BLOCK = 4096
"""Device numbers that the programme gives one coordinator."""

SKIPPED = {skip_fact(GrantKind.COORDINATOR): 8 * BLOCK, skip_fact(GrantKind.DEVICE): 256, LISTS_SKIPPED: 1000}
"""Eight coordinators' blocks, a full training hall of devices, and more lists than a day sees: what a backup may be
behind by."""


class Office:
    """Grants of one office: the programme's, or a coordinator's."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def give(self, given: Given) -> None:
        """Keeps a grant before its file is written anywhere; it stands for older ones of the same key and kind."""
        with self._db.atomic():
            if given.high > self._highest(given.kind):
                Facts(self._db).drop(skip_fact(given.kind))
            self._db.conn.execute("UPDATE given SET replaced = 1 WHERE key = ? AND kind = ?", (given.key, given.kind))
            row = msgspec.structs.astuple(given)
            self._db.conn.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def all(self, kind: int) -> list[Given]:
        """Every grant of a kind that no newer one stands for, by its first device number."""
        query = "SELECT * FROM given WHERE kind = ? AND replaced = 0 ORDER BY low, name"
        return [Given(*row) for row in self._db.conn.execute(query, (kind,)).fetchall()]

    def every(self, kind: int) -> list[Given]:
        """Every grant of a kind, those first that a newer one stands for: whoever holds a document of that time holds
        the grant of that time."""
        query = "SELECT * FROM given WHERE kind = ? ORDER BY low, replaced DESC, given_on, name"
        return [Given(*row) for row in self._db.conn.execute(query, (kind,)).fetchall()]

    def of_key(self, key: bytes, kind: int) -> Given | None:
        """The newest grant of a key, or None."""
        query = "SELECT * FROM given WHERE key = ? AND kind = ? AND replaced = 0"
        row = self._db.conn.execute(query, (key, kind)).fetchone()
        return None if row is None else Given(*row)

    def next_number(self, kind: int, low: int, high: int = LAST_DEVICE) -> int:
        """The first number from `low` on that no grant of this kind, with numbers up to `high`, was ever given. It may
        be above `high`: then all of them are."""
        return max(low, self._highest(kind, high) + 1) + int.from_bytes(
            Facts(self._db).get(skip_fact(kind)) or b"", "big"
        )

    def extent(self) -> int:
        """A number that grows with every grant that was given, and every newer key list."""
        query = "SELECT (SELECT count(*) FROM given) + (SELECT coalesce(sum(version), 0) FROM key_lists)"
        return int(self._db.conn.execute(query).fetchone()[0])

    def _highest(self, kind: int, most: int = LAST_DEVICE) -> int:
        """The highest number up to `most` that was ever given, -1 where none was."""
        query = "SELECT coalesce(max(high), -1) FROM given WHERE kind = ? AND high <= ?"
        return int(self._db.conn.execute(query, (kind, most)).fetchone()[0])

    def skip(self) -> None:
        """Nobody can tell any more what was given last: leaves numbers and versions of key lists out, once."""
        for name, count in SKIPPED.items():
            Facts(self._db).put(name, count.to_bytes(4, "big"))

    def skipped_lists(self) -> int:
        """How many versions the next key list leaves out."""
        return int.from_bytes(Facts(self._db).get(LISTS_SKIPPED) or b"", "big")

    def list_signed(self) -> None:
        """From now on they are counted one by one again."""
        Facts(self._db).drop(LISTS_SKIPPED)


def need_new_key(db: Database, why: str) -> None:
    """From now on the desk's key signs nothing; `why` as `NEW_KEY_NEEDED` says. A key on its way counts as used. What
    an office gave since the copy was made is not known here either: numbers are left out (a repair sees to that)."""
    facts = Facts(db)
    with db.atomic():
        facts.put(NEW_KEY_NEEDED, why.encode("ascii"))
        facts.drop(KEY_LEAVES)
        if why != "mended":
            Office(db).skip()
