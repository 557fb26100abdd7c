"""Migration 12: a class list can be merged with its double, and a learner joined with their own line there."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE joined_groups (
        group_id TEXT PRIMARY KEY, into_group TEXT NOT NULL, sessions INTEGER NOT NULL)""",
    "CREATE TABLE joined_learners (line INTEGER PRIMARY KEY, into_line INTEGER NOT NULL)",
)
