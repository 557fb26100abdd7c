"""Verifies a data file: every page by its HMAC, the database structure, the chain of every session."""

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
from bsuh_desktop.store.salvage.pages import PAGE, SALT, find_key

END = "SELECT max(id) FROM journal WHERE id > ?1 << 32 AND id < (?1 + 1) << 32"
ENDS = "SELECT number, (SELECT max(id) FROM journal WHERE id < (number + 1) << 32) FROM sessions"
"""For every session: its number and the id of its last journal row."""
_GROWING = {
    "certificates": "SELECT coalesce(max(counter), 0) FROM certificates",
    "handed": "SELECT count(*) FROM handed",
    "receipts": "SELECT count(*) FROM receipts",
}
_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
_FIRST = 64
"""How many of the first pages are tried when checking whether a file was written under a key."""
_BEGUN = "SELECT 1 FROM sqlite_master WHERE name = 'journal'"


class Extent(msgspec.Struct, frozen=True):
    """Counters of a file that never decrease, apart from its journals."""

    serials: int
    """The counter of the newest serial."""
    handed: int
    """Recorded hand-overs."""
    receipts: int
    """Recorded receipts."""
    outside: int
    """Sealed files that may have left the laptop: the sum over all keys."""
    groups: int
    """Class groups. They can only decrease when `deletions` grows."""
    deletions: int
    """How often names or answers were deleted."""

    def lacks(self, other: Extent) -> bool:
        """True if `other` has something that this file lacks, so that this file is from an earlier day."""
        mine, others = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        fewer = [one < another for one, another in zip(mine, others, strict=True)]
        return any(fewer[:4]) or fewer[5] or (fewer[4] and self.deletions == other.deletions)


def extent_of(connection: Any) -> Extent:
    """The extent of an open file; tables that an older app's file does not have yet count as 0."""
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
    """The sum of big-endian numbers as stored in facts."""
    return sum(int.from_bytes(number, "big") for number in numbers)


class Contents(msgspec.Struct, frozen=True):
    """What was found in a file whose pages and chains are all valid."""

    classes: int
    """How many classes it contains."""
    names_deleted: bytes | None
    """The fact `NAMES_DELETED`: set if names were deleted shortly before the file was made."""


def look_into(path: Path, key: bytes) -> Contents:
    """Verifies a file without changing it: every page by its HMAC, the database structure, every session's chain.

    Raises KnownError: store_damaged, journal_altered.
    """
    with translated(), contextlib.closing(connect(path, key, "ro")) as connection:
        return prove(connection)


def prove(connection: Any) -> Contents:
    """Verifies an open file as `look_into` does."""
    prove_pages(connection)
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise damaged()
    if not is_ours(connection):
        raise damaged()
    db = wrapped(connection)
    journal = Journal(db, run="")
    sessions = journal.sessions()
    for session in sessions:
        journal.check(session)
    return Contents(len(sessions), Facts(db).get(NAMES_DELETED))


def is_ours(connection: Any) -> bool:
    """False for an empty file, which is a valid database without any tables."""
    return bool(connection.execute(_BEGUN).fetchall())


def prove_file(file: Path, key: bytes) -> None:
    """Verifies every page of a file that may be written to at the same time. Raises KnownError("store_damaged")."""
    with translated(), contextlib.closing(connect(file, key, "rw")) as connection:
        prove_pages(connection)


def has_more(end: int, other: list[tuple[int | None]] | None) -> bool:
    """True if a session that ends at `end` ends earlier in the `other` file; `other` is None if it cannot be read."""
    return other is not None and (other[0][0] or 0) < end


def opens_with(path: Path, key: bytes) -> bool:
    """True if the file at `path` was written under `key`: at least one of its first pages is valid, whatever happened
    to the others. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(_FIRST * PAGE)
    pages = [(number, start[(number - 1) * PAGE : number * PAGE]) for number in range(1, _FIRST + 1)]
    return find_key(key, (start[:SALT],), pages).matches


def prove_pages(connection: Any) -> None:
    """Checks the HMAC of every page (2.4 ms a MB here). Pages in the write-ahead log have checksums of their own.

    Raises KnownError("store_damaged").
    """
    # Retry: a page that was just being written is valid the second time, a damaged one is not.
    for _ in range(3):
        if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return
    raise damaged()
