"""Forgotten learners, stored by random ids alone, both in the store and in a list beside it.

The list beside the store is written first. It protects against older copies that come back: whatever is opened later,
last month's backup or a copied folder, forgets these learners too before anything in it can be read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.forgotten_list import Why, list_text, parse_list
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import raising_known_errors

if TYPE_CHECKING:
    from sqlite_utils import Database

LIST_NAME = "forgotten.txt"
LIST_SEEN = "forgotten_list"
"""A fact: the SHA-256 of the list beside the store when it last matched the list in the store."""


class ForgottenLearner(msgspec.Struct, frozen=True):
    """One forgotten learner."""

    learner: str
    """The learner's id (13 Crockford characters)."""
    why: Why
    day: str
    """The day (ISO 8601) on which it was forgotten on this desk."""


class Forgotten:
    """The list of forgotten learners in the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, forgotten: Iterable[ForgottenLearner]) -> None:
        """Stores them; a learner who withdrew stays "withdrawn" whatever reason comes later."""
        query = """INSERT INTO forgotten VALUES (?, ?, ?) ON CONFLICT (learner) DO UPDATE
            SET why = excluded.why, day = excluded.day WHERE why = 'retention' AND excluded.why = 'withdrawn'"""
        with self._db.atomic():
            self._db.conn.executemany(query, [msgspec.structs.astuple(one) for one in forgotten])

    def all(self) -> dict[str, ForgottenLearner]:
        """All forgotten learners, by id."""
        rows = self._db.conn.execute("SELECT * FROM forgotten ORDER BY learner").fetchall()
        return {row[0]: ForgottenLearner(*row) for row in rows}

    def has(self, learner: str) -> bool:
        """True if that learner was forgotten."""
        query = "SELECT count(*) FROM forgotten WHERE learner = ?"
        return bool(self._db.conn.execute(query, (learner,)).fetchone()[0])

    def of_session(self, session: str) -> dict[str, Why]:
        """The forgotten learners of a session: id to reason."""
        query = "SELECT learner, why FROM forgotten JOIN seats USING (learner) WHERE session = ?"
        return dict(self._db.conn.execute(query, (session,)).fetchall())

    def sessions_over(self) -> frozenset[str]:
        """The sessions in which a name was deleted because its retention time was over."""
        # Skip the search through seats if nobody was forgotten for that reason.
        over = "SELECT learner FROM forgotten WHERE why = 'retention'"
        query = f"""SELECT DISTINCT session FROM seats JOIN forgotten USING (learner) JOIN v_sessions USING (session)
            WHERE EXISTS ({over}) AND why = 'retention' AND day > date"""
        return frozenset(row[0] for row in self._db.conn.execute(query).fetchall())

    def elsewhere(self, key: bytes) -> tuple[str, ...]:
        """Ids of learners who withdrew on the device with that public key, as reported by its attendance files."""
        query = "SELECT learner FROM forgotten_elsewhere WHERE key = ? ORDER BY learner"
        return tuple(row[0] for row in self._db.conn.execute(query, (key,)).fetchall())

    def everywhere(self) -> dict[bytes, tuple[str, ...]]:
        """The ids for all devices, by public key."""
        found: dict[bytes, list[str]] = {}
        for key, learner in self._db.conn.execute("SELECT key, learner FROM forgotten_elsewhere ORDER BY learner"):
            found.setdefault(bytes(key), []).append(learner)
        return {key: tuple(learners) for key, learners in found.items()}

    def add_elsewhere(self, key: bytes, learners: Iterable[str]) -> None:
        """Stores who withdrew on another device."""
        with self._db.atomic():
            query = "INSERT OR IGNORE INTO forgotten_elsewhere VALUES (?, ?)"
            self._db.conn.executemany(query, [(key, learner) for learner in learners])


def read_list(folder: Path) -> dict[str, Why]:
    """The list beside the store in `folder`: id to reason. Malformed lines are skipped; a missing file is an empty
    list."""
    with contextlib.suppress(OSError, ValueError):
        # Decode line by line, so that a flipped byte costs one line only.
        return parse_list((folder / LIST_NAME).read_text("ascii", errors="replace"))
    return {}


def add_to_list(folder: Path, forgotten: Mapping[str, Why]) -> None:
    """Adds ids to the list beside the store, atomically. Raises KnownError: disk_full, store_read_only."""
    before = read_list(folder)
    withdrawn = {learner: why for learner, why in before.items() if why == "withdrawn"}
    after = before | dict(forgotten) | withdrawn
    if after == before:
        return
    with raising_known_errors():
        write_over(folder / LIST_NAME, list_text(after).encode("ascii"), private=True)
