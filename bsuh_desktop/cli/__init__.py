"""Every job of the programme without a window: the `bsuh` command."""
