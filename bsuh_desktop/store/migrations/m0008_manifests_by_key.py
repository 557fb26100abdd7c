"""Migration 8: manifests are clustered by their key and sequence number, as they arrive and are queried.

Clustered by hash, each of 256 new ones was on another page of the file, which for a country took a tenth of the
collecting time.
"""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE manifests_by_key (
        sha256 BLOB NOT NULL, key BLOB NOT NULL, nth INTEGER NOT NULL, prev BLOB NOT NULL,
        session TEXT NOT NULL, last_counter INTEGER NOT NULL, PRIMARY KEY (key, nth, sha256)) WITHOUT ROWID""",
    "INSERT INTO manifests_by_key SELECT * FROM manifests_seen",
    "DROP TABLE manifests_seen",
    "ALTER TABLE manifests_by_key RENAME TO manifests_seen",
)
