"""An office's programme: its settings, its signed file, its places, its key lists, and joining it."""
