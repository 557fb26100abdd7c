"""Migration 6: the day on which a receipt was imported; "" for receipts from before that was stored."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE receipts ADD COLUMN taken TEXT NOT NULL DEFAULT ''",)
