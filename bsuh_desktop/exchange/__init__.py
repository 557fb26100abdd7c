"""The attendance file: write it whole or not at all, read it back, and say whether it can be trusted."""
