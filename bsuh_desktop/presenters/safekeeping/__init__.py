"""Screens that keep a desk safe: its keys, its backups, and the recovery codes that a coordinator reads out."""
