"""Marks the moments in which a screen is built or restyled, so that a test can tell them from the work of a click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_times = 0


@contextmanager
def building() -> Iterator[None]:
    """While a screen is built or the whole window restyled: both may take longer than a click is allowed to."""
    global _times
    _times += 1
    yield


def times_built() -> int:
    """How often `building` was entered since the start."""
    return _times
