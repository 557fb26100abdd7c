"""What leaves the laptop: certificates' serials and sealed attendance files, their hand-overs and their receipts."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from bsuh_desktop.store.facts import Facts

if TYPE_CHECKING:
    from sqlite_utils import Database

SERIALS_FROM = "serials_from"
"""A fact: counters up to this one may have been issued before the file was damaged."""


REVISIONS_FROM = "revisions_from/"
"""Prefix of facts that say which revisions of a session may have been used before the file was damaged."""


class Issued(msgspec.Struct, frozen=True):
    """One certificate: its serial is used up, whether it was printed or not. The learner's name is not stored here."""

    counter: int
    serial: str
    session: str
    learner: str
    date: str
    """ISO 8601 date."""
    named: int
    """1 if the signature is over a name."""
    signature: bytes
    """The signature in QR 1; empty once the learner's name was forgotten."""
    words: builtins.bytes = b""
    """The signed words of its sheet (`trust/credential.py`); empty for certificates from before words were signed.
    """

    def __repr__(self) -> str:
        return f"Issued({self.serial})"


class SealedFile(msgspec.Struct, frozen=True):
    """One sealed attendance file with its exact bytes, since a resend must be identical."""

    session: str
    revision: int
    nth: int
    """Sequence number among the manifests of the key `signer`."""
    file_name: str
    sha256: bytes
    manifest_sha256: bytes
    chain_head: bytes
    receipt_key: bytes
    """Checks a receipt that is dictated."""
    last_counter: int
    """Counter of the newest certificate that the file contains."""
    bytes: bytes
    """Empty once the file is not to be sent again."""
    partner: int
    """Number of the partner whose recipients can open it; 0: not recorded."""
    granted: int
    """0 if it was sealed while the desk was waiting for its grant."""
    signer: builtins.bytes = b""
    """Public key that signed it; empty for this store's first key while it has no other."""

    def __repr__(self) -> str:
        return f"Sealed({self.file_name})"


class SealedStatus(msgspec.Struct, frozen=True):
    """The metadata of a session's newest sealed file, without its bytes; fields as in `SealedFile`."""

    sha256: bytes
    chain_head: bytes
    last_counter: int
    partner: int
    granted: int
    signer: bytes
    revision: int


class FileRevision(msgspec.Struct, frozen=True):
    """The session and revision that a file's SHA-256 belongs to."""

    session: str
    revision: int


class ReceiptKey(msgspec.Struct, frozen=True):
    """What a receipt of one sealed file is checked against."""

    sha256: bytes
    """Of the sealed file."""
    file_name: str
    receipt_key: bytes
    """Checks a receipt that is dictated."""
    partner: int
    """Number of the partner that can open the file; 0: not recorded."""

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

    def keep_sealed(self, sealed: SealedFile) -> None:
        """Keeps a sealed file before it is written anywhere."""
        with self._db.atomic():
            row = msgspec.structs.astuple(sealed)
            self._db.conn.execute("INSERT INTO sealed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def newest_sealed(self, session: str) -> SealedFile | None:
        """A session's sealed file with the highest revision."""
        return self._one("WHERE session = ? ORDER BY revision DESC LIMIT 1", (session,))

    def standings(self) -> dict[str, SealedStatus]:
        """The newest sealed file of every session, without its bytes."""
        query = """SELECT session, sha256, chain_head, last_counter, partner, granted, signer, revision
            FROM sealed AS one WHERE revision = (SELECT max(revision) FROM sealed WHERE session = one.session)"""
        return {row[0]: SealedStatus(*row[1:]) for row in self._db.conn.execute(query).fetchall()}

    def files(self) -> dict[bytes, FileRevision]:
        """Every file that was sealed on this laptop, by its SHA-256."""
        query = "SELECT sha256, session, revision FROM sealed"
        return {bytes(row[0]): FileRevision(*row[1:]) for row in self._db.conn.execute(query).fetchall()}

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
        """Makes sure that this session's revisions up to its newest file are never used again, even if that file is
        deleted."""
        used = self.next_revision(session) - 1
        Facts(self._db).put(f"{REVISIONS_FROM}{session}", used.to_bytes(4, "big"))

    def last_sealed(self, signer: bytes = b"") -> SealedFile | None:
        """The sealed file with the newest manifest of the key `signer` (see `SealedFile.signer`)."""
        return self._one("WHERE signer = ? ORDER BY nth DESC LIMIT 1", (signer,))

    def manifests(self, signer: bytes = b"") -> dict[int, bytes]:
        """The SHA-256 of every stored manifest of the key `signer`, by sequence number."""
        query = "SELECT nth, manifest_sha256 FROM sealed WHERE signer = ?"
        return dict(self._db.conn.execute(query, (signer,)).fetchall())

    def sealed_from(self, signer: bytes, nth: int) -> list[str]:
        """The sessions of the files of the key `signer` from its manifest `nth` on, in their order."""
        query = "SELECT session FROM sealed WHERE signer = ? AND nth >= ? ORDER BY nth"
        return [row[0] for row in self._db.conn.execute(query, (signer, nth)).fetchall()]

    def unseal_from(self, signer: bytes, nth: int) -> None:
        """Deletes these sealed files; the caller must know that none has left the laptop."""
        with self._db.atomic():
            self._db.conn.execute("DELETE FROM sealed WHERE signer = ? AND nth >= ?", (signer, nth))

    def name_signer(self, public: bytes) -> None:
        """Gives the first key's files, stored without a signer, the signer `public`, because the store gets a second
        key."""
        with self._db.atomic():
            self._db.conn.execute("UPDATE sealed SET signer = ? WHERE signer = x''", (public,))

    def drop_bytes(self, sha256s: Iterable[bytes]) -> None:
        """Deletes the bytes of files that will not be sent again; their metadata is kept."""
        with self._db.atomic():
            query = "UPDATE sealed SET bytes = x'' WHERE sha256 = ?"
            self._db.conn.executemany(query, [(sha256,) for sha256 in sha256s])

    def forget_signatures(self, session: str, learners: Iterable[str]) -> None:
        """Deletes the signatures of these learners' certificates, and the words of their sheets: a signature covers the
        name, so the name could be guessed and checked with it, and the words may contain names."""
        with self._db.atomic():
            query = "UPDATE certificates SET signature = x'', words = x'' WHERE session = ? AND learner = ?"
            self._db.conn.executemany(query, [(session, learner) for learner in learners])

    def hashes(self) -> frozenset[bytes]:
        """The SHA-256 of every file that was sealed on this laptop."""
        return frozenset(row[0] for row in self._db.conn.execute("SELECT sha256 FROM sealed").fetchall())

    def receipt_keys(self) -> list[ReceiptKey]:
        """The receipt keys of every file that was sealed on this laptop, in the order of sealing."""
        query = "SELECT sha256, file_name, receipt_key, partner FROM sealed ORDER BY nth"
        rows = self._db.conn.execute(query).fetchall()
        return [ReceiptKey(*row) for row in rows]

    def serials(self) -> frozenset[str]:
        """Every serial that was issued on this laptop."""
        return frozenset(row[0] for row in self._db.conn.execute("SELECT serial FROM certificates").fetchall())

    def signatures(self) -> dict[str, bytes]:
        """The signature of every certificate that was issued on this laptop, by serial; empty if its name was
        forgotten."""
        return dict(self._db.conn.execute("SELECT serial, signature FROM certificates").fetchall())

    def _one(self, tail: str, values: tuple[object, ...]) -> SealedFile | None:
        row = self._db.conn.execute(f"SELECT * FROM sealed {tail}", values).fetchone()
        return None if row is None else SealedFile(*row)


class HandedOver(msgspec.Struct, frozen=True):
    """One sealed file that was written to a stick or folder and read back."""

    sha256: bytes
    """Of the sealed file."""
    session: str
    day: str
    """ISO 8601 date; "" for hand-overs from before days were stored."""


class StoredReceipt(msgspec.Struct, frozen=True):
    """The coordinator's answer to one sealed file."""

    sha256: bytes
    """Of the sealed file."""
    outcome: str
    """As in `exchange.receipt`."""
    day: str
    """The receipt's own date (ISO 8601)."""
    file: bytes
    """The receipt file; empty if a code was dictated instead."""
    taken: str = ""
    """The day on which it was imported here (ISO 8601); "" for receipts from before that was stored."""

    @property
    def settled(self) -> bool:
        """True if the file was accepted for good, or is practice, which is never accepted: no more files are needed."""
        return self.outcome in ("merged", "practice")


class Handed:
    """Hand-overs and receipts of one facilitator."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, handed: HandedOver) -> None:
        """Records that a file was handed over; the first day recorded for the same file is kept."""
        with self._db.atomic():
            row = msgspec.structs.astuple(handed)
            self._db.conn.execute("INSERT OR IGNORE INTO handed VALUES (?, ?, ?)", row)

    def all(self) -> dict[bytes, HandedOver]:
        """Every file that was handed over, by its SHA-256."""
        rows = self._db.conn.execute("SELECT * FROM handed").fetchall()
        return {bytes(row[0]): HandedOver(*row) for row in rows}

    def keep_receipt(self, receipt: StoredReceipt) -> None:
        """Stores a receipt, replacing that of the same file; the caller checks whether that is allowed."""
        with self._db.atomic():
            row = msgspec.structs.astuple(receipt)
            self._db.conn.execute("INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?)", row)

    def receipts(self) -> dict[bytes, StoredReceipt]:
        """The receipt of every file that has one, by that file's SHA-256."""
        rows = self._db.conn.execute("SELECT * FROM receipts").fetchall()
        return {bytes(row[0]): StoredReceipt(*row) for row in rows}
