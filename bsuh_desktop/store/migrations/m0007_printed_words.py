"""Migration 7: the words that were signed for a certificate; empty for certificates from before words were signed."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE certificates ADD COLUMN words BLOB NOT NULL DEFAULT x''",)
