"""Reads lists in a limited process, the only place where untrusted lists are parsed."""
