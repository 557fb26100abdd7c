"""The programme of an office: its settings, its signed file, its places, its key lists, and joining it."""
