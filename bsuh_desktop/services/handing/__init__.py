"""Handing over: finished classes leave as sealed files, and come back as receipts that close them."""
