"""The `bsuh` command: every job of the programme without a window."""
