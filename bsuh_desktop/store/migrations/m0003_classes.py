"""Migration 3: a summary of each finished class and its certificates, so that lists of classes fold no journal."""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE v_classes (session TEXT PRIMARY KEY, summary BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX certificates_of ON certificates (session, counter)",
)
