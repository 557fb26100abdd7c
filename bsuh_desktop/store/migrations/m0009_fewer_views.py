"""Migration 9: no view of questions and answers: nothing read it, and each answer's commit wrote a page more for it."""

from __future__ import annotations

STATEMENTS = (
    "DROP TABLE v_answers",
    "DROP TABLE v_questions",
)
