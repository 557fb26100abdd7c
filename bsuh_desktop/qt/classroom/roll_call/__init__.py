"""Roll call."""
