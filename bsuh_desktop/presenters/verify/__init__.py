"""Presenters of the page Verify."""
