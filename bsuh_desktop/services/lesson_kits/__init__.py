"""Lesson kits: what a facilitator takes along on paper for one module."""
