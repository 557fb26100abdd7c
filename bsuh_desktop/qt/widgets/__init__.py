"""The parts that every window is put together from, painted as in the look book."""
