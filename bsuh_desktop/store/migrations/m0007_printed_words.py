"""Migration 7: the words that were signed for a certificate; no bytes for one from before they were."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE certificates ADD COLUMN words BLOB NOT NULL DEFAULT x''",)
