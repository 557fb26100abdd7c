"""Migration 4: grants an office gave, what a verifier has seen, revoked serials, how a file was sealed."""

from __future__ import annotations

STATEMENTS = (
    # Partner 0 means "not recorded": files from before this migration stay as they are.
    "ALTER TABLE sealed ADD COLUMN partner INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sealed ADD COLUMN granted INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE given (
        name BLOB PRIMARY KEY, key BLOB NOT NULL, kind INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
        grant_bytes BLOB NOT NULL, recipient TEXT NOT NULL, label TEXT NOT NULL, given_on TEXT NOT NULL,
        continues BLOB NOT NULL, replaced INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE key_lists (
        issuer BLOB PRIMARY KEY, version INTEGER NOT NULL, file BLOB NOT NULL, seen_on TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE chains_seen (key_id BLOB PRIMARY KEY, grants BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE manifests_seen (
        sha256 BLOB PRIMARY KEY, key BLOB NOT NULL, nth INTEGER NOT NULL, prev BLOB NOT NULL,
        session TEXT NOT NULL, last_counter INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX manifests_of ON manifests_seen (key, nth)",
    """CREATE TABLE serials_back (
        serial TEXT PRIMARY KEY, replaced_by TEXT NOT NULL, day TEXT NOT NULL, session TEXT NOT NULL) WITHOUT ROWID""",
)
