"""The desk's window: its rail, header, notices, lock, and the pages it shows."""
