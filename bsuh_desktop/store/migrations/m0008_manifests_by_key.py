"""Migration 8: manifests that were seen lie by their key and their place in its row, as they come and are asked for.

By their hash, each of 256 new ones lay on another page of the file: for a country, a tenth of the time of collecting.
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
