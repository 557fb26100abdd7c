"""Checks for the libraries that only a coordinator's desk needs, before a module that uses them is imported."""

from __future__ import annotations

from importlib.util import find_spec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

PARTS = ("duckdb", "ibis", "pyarrow")


def has_parts() -> bool:
    """True if the extra `coordinator` is installed. Imports nothing of it."""
    return all(map(find_spec, PARTS))


def require_parts() -> None:
    """Raises KnownError `no_coordinator_parts` if the extra `coordinator` is not installed, as on facilitators'
    laptops, to keep them small."""
    if not has_parts():
        raise KnownError(
            "no_coordinator_parts",
            Message("The parts for figures are not installed on this laptop."),
            Message("Install them once with installer/start --coordinator, where there is internet."),
        )
