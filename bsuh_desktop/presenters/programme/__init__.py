"""Presenters of the pages of a programme."""
