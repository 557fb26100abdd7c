"""Wrap up: counts, results, certificates, attendance file."""
