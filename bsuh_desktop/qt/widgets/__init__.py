"""The widgets that all windows are built from, painted as in the look book."""
