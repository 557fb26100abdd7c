"""Presenters of the page of figures."""
