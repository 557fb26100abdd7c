"""Reads old events as current ones: each upcaster lifts one version of a kind to the next.

The bytes in the journal are never rewritten, so a chain sealed by an older app still verifies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fields = dict[str, Any]
Upcaster = Callable[[Fields], tuple[str, Fields]]

UPCASTERS: Mapping[str, Upcaster] = {}
"""Kind with version → function to (next kind, its fields). Empty until an event has a second version."""


def lift(kind: str, fields: Fields, upcasters: Mapping[str, Upcaster] = UPCASTERS) -> tuple[str, Fields]:
    """(kind, fields) in the current version."""
    while kind in upcasters:
        kind, fields = upcasters[kind](fields)
    return kind, fields
