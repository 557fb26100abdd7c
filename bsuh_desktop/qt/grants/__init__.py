"""The coordinator's Grants page, and the page for answering requests."""
