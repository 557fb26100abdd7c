"""Hand-over: finished classes sealed, written to a stick, and receipted."""
