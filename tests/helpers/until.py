"""Waiting for a thing, never for a time: however slow the machine is, a wait ends when what is waited for is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 120.0
"""After which a test says what never came. Nothing that is waited for takes a hundredth of it on a machine at rest."""

PATIENCE_MS = round(PATIENCE_S * 1000)

_LOOK_EVERY_S = 0.005

Found = TypeVar("Found")


def wait_for(
    condition: Callable[[], Found],
    what: str | Callable[[], str],
    live: Callable[[], object] | None = None,
    patience: float = PATIENCE_S,
) -> Found:
    """What `condition` gives once it holds; until then `live` is called again and again, or nothing is done. Raises
    AssertionError with the sentence `what` where it never comes."""
    end = time.monotonic() + patience
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"Not within {patience:g} s: {what if isinstance(what, str) else what()}")
        if live is None:
            time.sleep(_LOOK_EVERY_S)
        else:
            live()
    return found
