"""Migration 2: a learner can leave a class and still stand in the sessions that they sat in."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE roster ADD COLUMN gone INTEGER NOT NULL DEFAULT 0",)
