"""Checks for the libraries that only a coordinator's desk needs, before a module that uses them is imported."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from bsuh_desktop.domain.messages import KnownError, Message

PARTS = ("duckdb", "ibis", "pyarrow")

_INSTALL = Message("Install them once with installer/start --coordinator, where there is internet.")
_ON_WINDOWS = Message("Use a laptop with Linux for figures, and collect the files there as well.")
"""The setup for Windows leaves these libraries out: they are larger than all the rest."""


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
            _ON_WINDOWS if sys.platform == "win32" else _INSTALL,
        )
