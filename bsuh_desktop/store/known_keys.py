"""What a verifier has seen and relies on: key lists, device grants, the order of files, revoked serials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.store.facts import Facts

if TYPE_CHECKING:
    from sqlite_utils import Database


class StoredKeyList(msgspec.Struct, frozen=True):
    """The newest key list of an issuer."""

    issuer: bytes
    """Public key."""
    version: int
    file: bytes
    """The key list exactly as it was signed."""
    seen_on: str
    """ISO 8601 date on which it arrived."""


class SeenManifest(msgspec.Struct, frozen=True):
    """One manifest in the sequence of its key; the fields are those of `exchange.package.Link`."""

    sha256: bytes
    key: bytes
    nth: int
    prev: bytes
    session: str
    last_counter: int


class SerialBack(msgspec.Struct, frozen=True):
    """A serial that was taken back."""

    serial: str
    replaced_by: str
    """The serial that replaces it; "" if none."""
    day: str
    """ISO 8601 date."""
    session: str


def _first(key: bytes) -> str:
    return f"first_manifest/{key.hex()}"


class Known:
    """Observations are never deleted; only key lists are replaced, by newer ones."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def key_lists(self) -> list[StoredKeyList]:
        """The newest list of every issuer."""
        rows = self._db.conn.execute("SELECT * FROM key_lists ORDER BY issuer").fetchall()
        return [StoredKeyList(*row) for row in rows]

    def key_list_of(self, issuer: bytes) -> StoredKeyList | None:
        """The newest list of one issuer, or None."""
        row = self._db.conn.execute("SELECT * FROM key_lists WHERE issuer = ?", (issuer,)).fetchone()
        return None if row is None else StoredKeyList(*row)

    def keep_key_list(self, stored: StoredKeyList) -> None:
        """Stores a list, replacing that of the same issuer; the caller has called `trust.key_list.check_follows`."""
        with self._db.atomic():
            row = msgspec.structs.astuple(stored)
            self._db.conn.execute("INSERT OR REPLACE INTO key_lists VALUES (?, ?, ?, ?)", row)

    def chains(self) -> dict[bytes, bytes]:
        """Verified device grants that were seen, as the bytes of QR 2, by the name under which they were stored."""
        return dict(self._db.conn.execute("SELECT key_id, grants FROM chains_seen").fetchall())

    def chain(self, name: bytes) -> bytes | None:
        """The grants stored under a name, or None."""
        row = self._db.conn.execute("SELECT grants FROM chains_seen WHERE key_id = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def keep_chain(self, name: bytes, grants: bytes) -> None:
        """Stores the grants of a device under a name, replacing what was there."""
        with self._db.atomic():
            self._db.conn.execute("INSERT OR REPLACE INTO chains_seen VALUES (?, ?)", (name, grants))

    def manifests(self, keys: Iterable[bytes] | None = None) -> list[SeenManifest]:
        """The manifests that were seen, of all keys or of `keys`, in their order."""
        query = "SELECT * FROM manifests_seen"
        if keys is None:
            rows = self._db.conn.execute(query + " ORDER BY key, nth").fetchall()
        else:
            rows = [
                row
                for key in sorted(set(keys))
                for row in self._db.conn.execute(query + " WHERE key = ? ORDER BY nth", (key,)).fetchall()
            ]
        return [SeenManifest(*row) for row in rows]

    def keep_manifests(self, seen: Sequence[SeenManifest]) -> None:
        """Stores manifests in the order in which they came; storing the same one twice changes nothing."""
        firsts: dict[bytes, bytes] = {}
        for one in seen:
            firsts.setdefault(one.key, one.sha256)
        with self._db.atomic():
            for key, sha256 in firsts.items():
                query = "SELECT 1 FROM manifests_seen WHERE key = ? LIMIT 1"
                if self._db.conn.execute(query, (key,)).fetchone() is None:
                    Facts(self._db).put(_first(key), sha256)
            rows = [msgspec.structs.astuple(one) for one in seen]
            self._db.conn.executemany("INSERT OR IGNORE INTO manifests_seen VALUES (?, ?, ?, ?, ?, ?)", rows)

    def first_manifest(self, key: bytes) -> bytes:
        """The first manifest of a key that was ever seen, whatever sequence number it claims; empty if not known.
        Arrival order matters because somebody who steals a key later can sign files that claim an earlier number."""
        return Facts(self._db).get(_first(key)) or b""

    def files_seen(self) -> dict[bytes, int]:
        """How many manifests of each key were seen."""
        return dict(self._db.conn.execute("SELECT key, count(*) FROM manifests_seen GROUP BY key").fetchall())

    def serials_back(self, session: str | None = None) -> list[SerialBack]:
        """The serials that were taken back, of all sessions or of one."""
        query = "SELECT * FROM serials_back"
        if session is None:
            rows = self._db.conn.execute(query + " ORDER BY serial").fetchall()
        else:
            rows = self._db.conn.execute(query + " WHERE session = ? ORDER BY serial", (session,)).fetchall()
        return [SerialBack(*row) for row in rows]

    def revoke_serial(self, back: SerialBack) -> None:
        """Records that a serial was taken back; later calls for the same serial change nothing."""
        with self._db.atomic():
            row = msgspec.structs.astuple(back)
            self._db.conn.execute("INSERT OR IGNORE INTO serials_back VALUES (?, ?, ?, ?)", row)
