"""Collecting: what sticks, mails and folders bring goes to the archive, is judged, and counts in the register."""
