"""Migration 3: lists of classes fold no journal and read no sealed file: a summary of each finished class, and its
certificates at hand."""

from __future__ import annotations

STATEMENTS = (
    "CREATE TABLE v_classes (session TEXT PRIMARY KEY, summary BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX certificates_of ON certificates (session, counter)",
)
