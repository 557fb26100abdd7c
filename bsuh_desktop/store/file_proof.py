"""Proves a data file whole: every page by its HMAC, the database's own structure, the chain of every session."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.store.database import connect, wrapped
from bsuh_desktop.store.database_errors import damaged, translated
from bsuh_desktop.store.facts import DELETIONS, NAMES_DELETED, OUTSIDE, Facts
from bsuh_desktop.store.journal import Journal
from bsuh_desktop.store.salvage.cipher import PAGE, SALT, find_key

END = "SELECT max(id) FROM journal WHERE id > ?1 << 32 AND id < (?1 + 1) << 32"
ENDS = "SELECT number, (SELECT max(id) FROM journal WHERE id < (number + 1) << 32) FROM sessions"
"""Where the journal of one session ends, by its number; and all sessions with their ends."""
_GROWING = {
    "certificates": "SELECT coalesce(max(counter), 0) FROM certificates",
    "handed": "SELECT count(*) FROM handed",
    "receipts": "SELECT count(*) FROM receipts",
}
_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
_FIRST = 64
"""Pages by which a file is known for one's own."""
_BEGUN = "SELECT 1 FROM sqlite_master WHERE name = 'journal'"


class Extent(msgspec.Struct, frozen=True):
    """What of a file never becomes less, beside its journals: the counter of the newest serial, how many hand-overs and
    receipts were noted, how many files may be `outside`, and how often names were deleted. While that stays the same
    no class's list goes, either."""

    serials: int
    handed: int
    receipts: int
    outside: int
    groups: int
    deletions: int

    def lacks(self, other: Extent) -> bool:
        """True if something of the `other` is missing, so that this one is of an earlier day."""
        mine, others = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        fewer = [one < another for one, another in zip(mine, others, strict=True)]
        return any(fewer[:4]) or fewer[5] or (fewer[4] and self.deletions == other.deletions)


def extent_of(connection: Any) -> Extent:
    """How much there is in a file that is open; an older app's has not every table."""
    facts = Facts(wrapped(connection))
    there = [name for name in _GROWING if connection.execute(_TABLE, (name,)).fetchall()]
    counts = {name: int(connection.execute(_GROWING[name]).fetchone()[0]) for name in there}
    return Extent(
        serials=counts.get("certificates", 0),
        handed=counts.get("handed", 0),
        receipts=counts.get("receipts", 0),
        outside=total(facts.all_of(OUTSIDE).values()),
        groups=connection.execute("SELECT count(*) FROM groups").fetchone()[0],
        deletions=int.from_bytes(facts.get(DELETIONS) or b"", "big"),
    )


def total(numbers: Iterable[bytes]) -> int:
    """The sum of numbers as facts hold them."""
    return sum(int.from_bytes(number, "big") for number in numbers)


class Contents(msgspec.Struct, frozen=True):
    """What was found in a file whose every page and chain holds: how many classes, and the mark of names that were
    deleted shortly before it was made."""

    classes: int
    names_deleted: bytes | None


def look_into(path: Path, key: bytes) -> Contents:
    """Proves a file: every page by its HMAC, the database's own structure, every session's chain. It is not changed.

    Raises KnownError: store_damaged, journal_altered.
    """
    with translated(), contextlib.closing(connect(path, key, "ro")) as connection:
        return prove(connection)


def prove(connection: Any) -> Contents:
    """The same for a file that is open."""
    prove_pages(connection)
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise damaged()
    if not is_ours(connection):
        raise damaged()
    db = wrapped(connection)
    journal = Journal(db, run="")
    sessions = journal.sessions()
    for session in sessions:
        journal.prove(session)
    return Contents(len(sessions), Facts(db).get(NAMES_DELETED))


def is_ours(connection: Any) -> bool:
    """False for an empty file, which is a sound database with nothing in it."""
    return bool(connection.execute(_BEGUN).fetchall())


def prove_file(file: Path, key: bytes) -> None:
    """Proves every page of a file that may be written to meanwhile. Raises KnownError("store_damaged")."""
    with translated(), contextlib.closing(connect(file, key, "rw")) as connection:
        prove_pages(connection)


def has_more(end: int, other: list[tuple[int | None]] | None) -> bool:
    """True if a session that ends at `end` ends earlier in the `other` file; None says that this cannot be read."""
    return other is not None and (other[0][0] or 0) < end


def opens_with(path: Path, key: bytes) -> bool:
    """True if the file at `path` was written under `key`: one of its first pages is as it was written, whatever became
    of the others. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(_FIRST * PAGE)
    pages = [(number, start[(number - 1) * PAGE : number * PAGE]) for number in range(1, _FIRST + 1)]
    return find_key(key, (start[:SALT],), pages).proves


def prove_pages(connection: Any) -> None:
    """Checks the HMAC of every page (2.4 ms a MB here). What stands in the write-ahead log has checksums of its own.

    Raises KnownError("store_damaged").
    """
    # A page that was being written at this moment is whole the next time; one that is damaged is not.
    for _ in range(3):
        if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return
    raise damaged()
