"""Reads lists in a limited process: what a stranger wrote is parsed there alone."""
