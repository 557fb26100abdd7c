"""Whose name was forgotten, by random ids alone: in the store, and beside it for the day an older copy comes back.

The list beside the store is written first. Whatever is opened afterwards, a backup of last month or a copied folder,
forgets them, too, before anything of it is readable.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.domain.forgotten_list import Why, list_text, parse_list
from bsuh_desktop.system.atomic_file import write_over
from bsuh_desktop.system.disk_errors import known_disk_error

if TYPE_CHECKING:
    from sqlite_utils import Database

LIST_NAME = "forgotten.txt"
LIST_SEEN = "forgotten_list"
"""A fact: the SHA-256 of the list beside the store when both said the same."""


class ForgottenLearner(msgspec.Struct, frozen=True):
    """A learner's id (13 Crockford characters), why, and the day (ISO 8601) on which it was forgotten here."""

    learner: str
    why: Why
    day: str


class Forgotten:
    """The list in the store."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, forgotten: Iterable[ForgottenLearner]) -> None:
        """Keeps them; who withdrew stays withdrawn, whatever comes later."""
        query = """INSERT INTO forgotten VALUES (?, ?, ?) ON CONFLICT (learner) DO UPDATE
            SET why = excluded.why, day = excluded.day WHERE why = 'retention' AND excluded.why = 'withdrawn'"""
        with self._db.atomic():
            self._db.conn.executemany(query, [msgspec.structs.astuple(one) for one in forgotten])

    def all(self) -> dict[str, ForgottenLearner]:
        """Everybody who was forgotten, by id."""
        rows = self._db.conn.execute("SELECT * FROM forgotten ORDER BY learner").fetchall()
        return {row[0]: ForgottenLearner(*row) for row in rows}

    def has(self, learner: str) -> bool:
        """True if that learner was forgotten."""
        query = "SELECT count(*) FROM forgotten WHERE learner = ?"
        return bool(self._db.conn.execute(query, (learner,)).fetchone()[0])

    def of_session(self, session: str) -> dict[str, Why]:
        """Who of a session was forgotten, and why; by id."""
        query = "SELECT learner, why FROM forgotten JOIN seats USING (learner) WHERE session = ?"
        return dict(self._db.conn.execute(query, (session,)).fetchall())

    def sessions_over(self) -> frozenset[str]:
        """The sessions of which a name was deleted, after their day, because its time was over."""
        # Where nobody was, no seat is looked at.
        over = "SELECT learner FROM forgotten WHERE why = 'retention'"
        query = f"""SELECT DISTINCT session FROM seats JOIN forgotten USING (learner) JOIN v_sessions USING (session)
            WHERE EXISTS ({over}) AND why = 'retention' AND day > date"""
        return frozenset(row[0] for row in self._db.conn.execute(query).fetchall())

    def elsewhere(self, key: bytes) -> tuple[str, ...]:
        """Ids of learners who withdrew on the device of that public key, as its attendance files told this desk."""
        query = "SELECT learner FROM forgotten_elsewhere WHERE key = ? ORDER BY learner"
        return tuple(row[0] for row in self._db.conn.execute(query, (key,)).fetchall())

    def everywhere(self) -> dict[bytes, tuple[str, ...]]:
        """The same of all devices, by their public keys."""
        found: dict[bytes, list[str]] = {}
        for key, learner in self._db.conn.execute("SELECT key, learner FROM forgotten_elsewhere ORDER BY learner"):
            found.setdefault(bytes(key), []).append(learner)
        return {key: tuple(learners) for key, learners in found.items()}

    def add_elsewhere(self, key: bytes, learners: Iterable[str]) -> None:
        """Remembers who withdrew on another device."""
        with self._db.atomic():
            query = "INSERT OR IGNORE INTO forgotten_elsewhere VALUES (?, ?)"
            self._db.conn.executemany(query, [(key, learner) for learner in learners])


def read_list(folder: Path) -> dict[str, Why]:
    """The list beside the store in `folder`; a line that is none is passed over, a missing file is an empty list."""
    with contextlib.suppress(OSError, ValueError):
        # A byte that was flipped takes its own line along, and no other.
        return parse_list((folder / LIST_NAME).read_text("ascii", errors="replace"))
    return {}


def add_to_list(folder: Path, forgotten: Mapping[str, Why]) -> None:
    """Adds ids to the list beside the store, whole or not at all. Raises KnownError: disk_full, store_read_only."""
    before = read_list(folder)
    withdrawn = {learner: why for learner, why in before.items() if why == "withdrawn"}
    after = before | dict(forgotten) | withdrawn
    if after == before:
        return
    try:
        write_over(folder / LIST_NAME, list_text(after).encode("ascii"), private=True)
    except OSError as error:
        raise known_disk_error(error) or error from error
