"""Hand over, and the receipts that come back."""
