"""Vectors for the web verifier: a fresh programme each run, and what honest people and forgers bring of it."""
