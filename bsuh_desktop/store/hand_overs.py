"""Which attendance files were handed over, when, and their receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database


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
