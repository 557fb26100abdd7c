"""Presenters of the pages of grants."""
