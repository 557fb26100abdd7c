"""Migration 6: the day on which a receipt was taken in; "" where that was not kept yet."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE receipts ADD COLUMN taken TEXT NOT NULL DEFAULT ''",)
