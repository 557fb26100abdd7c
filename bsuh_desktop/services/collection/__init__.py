"""Collecting: a coordinator's files read, judged, archived, counted and receipted."""
