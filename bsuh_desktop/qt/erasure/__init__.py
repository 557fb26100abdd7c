"""Deletion of names, and withdrawal of consent."""
