"""Brings sqlite-utils without what only its own command line needs: less to load, and less memory for a whole class."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Has whatever is only named in a signature, as nothing in particular."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


_HIDDEN = ("numpy", "pandas")
"""Loaded if they are installed: 0.3 s and 100 MB."""

_STOOD_IN_FOR = ("click", "dateutil")
"""Progress bars and recipes for dates that people type at its prompt: 3 MB."""


def sqlite_utils() -> Any:
    """The library. What is loaded already stays; what was held off can be imported afterwards by whoever needs it."""
    if "sqlite_utils" in sys.modules:
        import sqlite_utils as library

        return library
    away: dict[str, ModuleType | None] = dict.fromkeys(_HIDDEN) | {name: _StandIn(name) for name in _STOOD_IN_FOR}
    held_off = {name: module for name, module in away.items() if name not in sys.modules}
    sys.modules.update(held_off)  # type: ignore[arg-type]
    try:
        import sqlite_utils as library
    finally:
        for name in held_off:
            del sys.modules[name]
    return library
