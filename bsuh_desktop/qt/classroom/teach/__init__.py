"""Teach: slides, notes, questions and counts."""
