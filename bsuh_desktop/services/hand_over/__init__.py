"""Hand-over: finished classes are sealed and written to a stick, and their receipts accepted."""
