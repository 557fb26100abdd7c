"""What leaves the laptop: certificates' serials and sealed attendance files, kept until their receipt."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.store.facts import Facts

if TYPE_CHECKING:
    from sqlite_utils import Database


SERIALS_FROM = "serials_from"
"""A fact: counters up to here may have been given before the file was damaged."""


REVISIONS_FROM = "revisions_from/"
"""How the names of facts begin that say which revisions of a session may have been used before the file was damaged."""


class Issued(msgspec.Struct, frozen=True):
    """One certificate: its serial is used up, whether it was printed or not. `signature` is QR 1's; the name is not
    repeated here. `date` is an ISO 8601 date. `words` are the signed words of its sheet (`trust/printed_words.py`), no
    bytes for one from before words were signed."""

    counter: int
    serial: str
    session: str
    learner: str
    date: str
    named: int
    signature: bytes
    words: builtins.bytes = b""

    def __repr__(self) -> str:
        return f"Issued({self.serial})"


class Sealed(msgspec.Struct, frozen=True):
    """One sealed attendance file: its very bytes, for a resend is those bytes. `nth` counts this key's manifests;
    `receipt_key` checks a receipt that is dictated, `last_counter` is the newest certificate that it tells of;
    `partner` is the number whose recipients can open it (0: not noted), `granted` 0 if it was sealed while waiting;
    `signer` is the public key that `nth` belongs to, no bytes for the first key of this store while it has no other."""

    session: str
    revision: int
    nth: int
    file_name: str
    sha256: bytes
    manifest_sha256: bytes
    chain_head: bytes
    receipt_key: bytes
    last_counter: int
    bytes: bytes
    partner: int
    granted: int
    signer: builtins.bytes = b""

    def __repr__(self) -> str:
        return f"Sealed({self.file_name})"


class SealedStatus(msgspec.Struct, frozen=True):
    """What the newest sealed file of a session tells of, without its bytes."""

    sha256: bytes
    chain_head: bytes
    last_counter: int
    partner: int
    granted: int
    signer: bytes
    revision: int


class SealedFile(msgspec.Struct, frozen=True):
    """Which session's file, and which of its revisions, one SHA-256 is."""

    session: str
    revision: int


class ReceiptKey(msgspec.Struct, frozen=True):
    """What a receipt of one sealed file is checked by: the file's SHA-256, its name, the key of one that is dictated,
    and the number of the partner that can open the file (0: not noted)."""

    sha256: bytes
    file_name: str
    receipt_key: bytes
    partner: int

    def __repr__(self) -> str:
        return f"ReceiptKey({self.file_name})"


class Outgoing:
    """Serials and sealed files of one facilitator."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next_counter(self) -> int:
        """The next serial's counter, from 1; never one that was used."""
        row = self._db.conn.execute("SELECT coalesce(max(counter), 0) FROM certificates").fetchone()
        return max(int(row[0]), int.from_bytes(Facts(self._db).get(SERIALS_FROM) or b"", "big")) + 1

    def keep_certificates(self, issued: list[Issued]) -> None:
        """Commits serials before anything is printed."""
        with self._db.atomic():
            rows = [msgspec.structs.astuple(one) for one in issued]
            self._db.conn.executemany("INSERT INTO certificates VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def certificates(self, session: str) -> dict[str, Issued]:
        """The newest certificate of each learner of a session."""
        query = "SELECT * FROM certificates WHERE session = ? ORDER BY counter"
        rows = self._db.conn.execute(query, (session,)).fetchall()
        issued = [Issued(*row) for row in rows]
        return {one.learner: one for one in issued}

    def keep_sealed(self, sealed: Sealed) -> None:
        """Keeps a sealed file before it is written anywhere."""
        with self._db.atomic():
            row = msgspec.structs.astuple(sealed)
            self._db.conn.execute("INSERT INTO sealed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def newest_sealed(self, session: str) -> Sealed | None:
        """The sealed file with the highest revision of a session."""
        return self._one("WHERE session = ? ORDER BY revision DESC LIMIT 1", (session,))

    def standings(self) -> dict[str, SealedStatus]:
        """The newest sealed file of every session, without its bytes."""
        query = """SELECT session, sha256, chain_head, last_counter, partner, granted, signer, revision
            FROM sealed AS one WHERE revision = (SELECT max(revision) FROM sealed WHERE session = one.session)"""
        return {row[0]: SealedStatus(*row[1:]) for row in self._db.conn.execute(query).fetchall()}

    def files(self) -> dict[bytes, SealedFile]:
        """Every file that was sealed on this laptop, by its SHA-256."""
        query = "SELECT sha256, session, revision FROM sealed"
        return {bytes(row[0]): SealedFile(*row[1:]) for row in self._db.conn.execute(query).fetchall()}

    def last_counters(self) -> dict[str, int]:
        """The counter of the newest certificate of every session that has one."""
        query = "SELECT session, max(counter) FROM certificates GROUP BY session"
        return dict(self._db.conn.execute(query).fetchall())

    def next_revision(self, session: str) -> int:
        """The revision of a session's next file; never one that was used."""
        newest = self.newest_sealed(session)
        used = int.from_bytes(Facts(self._db).get(f"{REVISIONS_FROM}{session}") or b"", "big")
        return max(newest.revision if newest else 0, used) + 1

    def use_up_revisions(self, session: str) -> None:
        """The revisions of this session up to its newest file are never used again, whatever becomes of that file."""
        used = self.next_revision(session) - 1
        Facts(self._db).put(f"{REVISIONS_FROM}{session}", used.to_bytes(4, "big"))

    def last_sealed(self, signer: bytes = b"") -> Sealed | None:
        """The sealed file whose manifest is the newest of the key `signer` (see `Sealed.signer`)."""
        return self._one("WHERE signer = ? ORDER BY nth DESC LIMIT 1", (signer,))

    def manifests(self, signer: bytes = b"") -> dict[int, bytes]:
        """The SHA-256 of every manifest of the key `signer` that is kept here, by its place in the row."""
        query = "SELECT nth, manifest_sha256 FROM sealed WHERE signer = ?"
        return dict(self._db.conn.execute(query, (signer,)).fetchall())

    def sealed_from(self, signer: bytes, nth: int) -> list[str]:
        """The sessions of the files of the key `signer` from its manifest `nth` on, in their order."""
        query = "SELECT session FROM sealed WHERE signer = ? AND nth >= ? ORDER BY nth"
        return [row[0] for row in self._db.conn.execute(query, (signer, nth)).fetchall()]

    def unseal_from(self, signer: bytes, nth: int) -> None:
        """Takes these files back; that none of them has left the laptop, `services.handing` knows."""
        with self._db.atomic():
            self._db.conn.execute("DELETE FROM sealed WHERE signer = ? AND nth >= ?", (signer, nth))

    def name_signer(self, public: bytes) -> None:
        """The store gets another key: what was sealed by the first one, which had no name, is `public`'s now."""
        with self._db.atomic():
            self._db.conn.execute("UPDATE sealed SET signer = ? WHERE signer = x''", (public,))

    def drop_bytes(self, sha256s: Iterable[bytes]) -> None:
        """These files are not sent again: what they were is kept, their bytes are not."""
        with self._db.atomic():
            query = "UPDATE sealed SET bytes = x'' WHERE sha256 = ?"
            self._db.conn.executemany(query, [(sha256,) for sha256 in sha256s])

    def forget_signatures(self, session: str, learners: Iterable[str]) -> None:
        """Takes the signatures of these learners' certificates away, with the words of their sheets: each is over a
        name, which could be guessed by it, and names may stand in the words."""
        with self._db.atomic():
            query = "UPDATE certificates SET signature = x'', words = x'' WHERE session = ? AND learner = ?"
            self._db.conn.executemany(query, [(session, learner) for learner in learners])

    def hashes(self) -> frozenset[bytes]:
        """The SHA-256 of every file that was sealed on this laptop."""
        return frozenset(row[0] for row in self._db.conn.execute("SELECT sha256 FROM sealed").fetchall())

    def receipt_keys(self) -> list[ReceiptKey]:
        """What receipts of every file that was sealed on this laptop are checked by, in the order of sealing."""
        query = "SELECT sha256, file_name, receipt_key, partner FROM sealed ORDER BY nth"
        rows = self._db.conn.execute(query).fetchall()
        return [ReceiptKey(*row) for row in rows]

    def serials(self) -> frozenset[str]:
        """Every serial that was given on this laptop."""
        return frozenset(row[0] for row in self._db.conn.execute("SELECT serial FROM certificates").fetchall())

    def signatures(self) -> dict[str, bytes]:
        """The signature of every certificate that was given on this laptop, by its serial; no bytes where its name was
        forgotten."""
        return dict(self._db.conn.execute("SELECT serial, signature FROM certificates").fetchall())

    def _one(self, tail: str, values: tuple[object, ...]) -> Sealed | None:
        row = self._db.conn.execute(f"SELECT * FROM sealed {tail}", values).fetchone()
        return None if row is None else Sealed(*row)
