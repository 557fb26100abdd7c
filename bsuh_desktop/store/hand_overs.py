"""Which attendance files were handed over, when, and what came back for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database


class HandedOver(msgspec.Struct, frozen=True):
    """One sealed file (its SHA-256) that stood on a stick or in a folder, read back, on `day` (ISO 8601 date; "" where
    that was not kept yet)."""

    sha256: bytes
    session: str
    day: str


class KeptReceipt(msgspec.Struct, frozen=True):
    """What the coordinator said of one sealed file: `outcome` as in `exchange.receipt`, the receipt's `day` (ISO 8601)
    and its file; no bytes where a code was dictated. `taken` is the day on which it was taken in here (ISO 8601, ""
    where that was not kept yet)."""

    sha256: bytes
    outcome: str
    day: str
    file: bytes
    taken: str = ""

    @property
    def settled(self) -> bool:
        """True if the file is taken in for good, or is practice, which nobody takes in: nothing of it is wanted any
        more."""
        return self.outcome in ("merged", "practice")


class Handed:
    """Hand-overs and their receipts, of one facilitator."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, handed: HandedOver) -> None:
        """A file stands where it should; the first day of the same file stays."""
        with self._db.atomic():
            row = msgspec.structs.astuple(handed)
            self._db.conn.execute("INSERT OR IGNORE INTO handed VALUES (?, ?, ?)", row)

    def all(self) -> dict[bytes, HandedOver]:
        """Every file that was handed over, by its SHA-256."""
        rows = self._db.conn.execute("SELECT * FROM handed").fetchall()
        return {bytes(row[0]): HandedOver(*row) for row in rows}

    def keep_receipt(self, receipt: KeptReceipt) -> None:
        """Keeps a receipt in the place of the one of the same file; whether it may be, `services.handing` says."""
        with self._db.atomic():
            row = msgspec.structs.astuple(receipt)
            self._db.conn.execute("INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?)", row)

    def receipts(self) -> dict[bytes, KeptReceipt]:
        """The receipt of every file that has one, by that file's SHA-256."""
        rows = self._db.conn.execute("SELECT * FROM receipts").fetchall()
        return {bytes(row[0]): KeptReceipt(*row) for row in rows}
