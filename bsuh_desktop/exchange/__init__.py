"""Attendance files and receipts: written completely or not at all, read back, and checked for whether to trust them."""
