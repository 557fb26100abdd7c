"""Migration 5: hand-overs, receipts, forgotten learners; and a second key of the same facilitator."""

from __future__ import annotations

STATEMENTS = (
    # Each device key counts its manifests from 1. An empty signer is the first key of this file, before it had another
    # one.
    """CREATE TABLE sealed_anew (
        session TEXT NOT NULL, revision INTEGER NOT NULL, nth INTEGER NOT NULL, file_name TEXT NOT NULL,
        sha256 BLOB NOT NULL, manifest_sha256 BLOB NOT NULL, chain_head BLOB NOT NULL, receipt_key BLOB NOT NULL,
        last_counter INTEGER NOT NULL, bytes BLOB NOT NULL, partner INTEGER NOT NULL DEFAULT 0,
        granted INTEGER NOT NULL DEFAULT 1, signer BLOB NOT NULL DEFAULT x'',
        PRIMARY KEY (session, revision), UNIQUE (signer, nth))""",
    """INSERT INTO sealed_anew SELECT session, revision, nth, file_name, sha256, manifest_sha256, chain_head,
        receipt_key, last_counter, bytes, partner, granted, x'' FROM sealed""",
    "DROP TABLE sealed",
    "ALTER TABLE sealed_anew RENAME TO sealed",
    # The day is "" if a class was handed over before days were stored.
    "CREATE TABLE handed (sha256 BLOB PRIMARY KEY, session TEXT NOT NULL, day TEXT NOT NULL) WITHOUT ROWID",
    """INSERT INTO handed SELECT value, substr(name, length('handed_over/') + 1), '' FROM facts
        WHERE substr(name, 1, length('handed_over/')) = 'handed_over/'""",
    "DELETE FROM facts WHERE substr(name, 1, length('handed_over/')) = 'handed_over/'",
    """CREATE TABLE receipts (
        sha256 BLOB PRIMARY KEY, outcome TEXT NOT NULL, day TEXT NOT NULL, file BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE forgotten (learner TEXT PRIMARY KEY, why TEXT NOT NULL, day TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE forgotten_elsewhere (
        key BLOB NOT NULL, learner TEXT NOT NULL, PRIMARY KEY (key, learner)) WITHOUT ROWID""",
    """CREATE TABLE recovery_copies (
        key BLOB PRIMARY KEY, number INTEGER NOT NULL, made TEXT NOT NULL, file BLOB NOT NULL,
        read_on TEXT NOT NULL) WITHOUT ROWID""",
)
