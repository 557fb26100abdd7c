"""Migration 2: a learner can leave a class and still be part of the sessions that they attended."""

from __future__ import annotations

STATEMENTS = ("ALTER TABLE roster ADD COLUMN gone INTEGER NOT NULL DEFAULT 0",)
