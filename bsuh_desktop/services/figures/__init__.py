"""Figures of all classes that were collected, with small groups hidden."""
