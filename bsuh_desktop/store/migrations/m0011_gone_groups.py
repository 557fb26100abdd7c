"""Migration 11: a class list can be deleted and still stand behind the sessions in which its learners sat."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE groups ADD COLUMN gone INTEGER NOT NULL DEFAULT 0",)
