"""Imports sqlite-utils on top of SQLCipher, without what only its command line and its plugins need.

It loads faster and takes 5 MB less memory.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """A stand-in module: any attribute that is only used in a signature exists, without meaning."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


_HIDDEN = ("numpy", "pandas")
"""sqlite-utils loads these if they are installed: 0.3 s and 100 MB."""

_STOOD_IN_FOR = ("click", "dateutil", "sqlite_utils.hookspecs", "sqlite_utils.plugins")
"""Progress bars and date recipes for its command line: 3 MB. Plugins, which the desk never runs: 0.6 MB."""


def sqlite_utils() -> Any:
    """The library. Modules that are already loaded stay; the hidden ones can be imported normally afterwards."""
    if "sqlite_utils" in sys.modules:
        import sqlite_utils as library

        return library
    import sqlcipher3

    away: dict[str, ModuleType | None] = dict.fromkeys(_HIDDEN) | {name: _StandIn(name) for name in _STOOD_IN_FOR}
    # It prefers a library of this name. Python's own would be a second SQLite in memory, 1.1 MB, with other errors.
    away |= {"pysqlite3": sqlcipher3, "pysqlite3.dbapi2": sqlcipher3.dbapi2}
    held_off = {name: module for name, module in away.items() if name not in sys.modules}
    sys.modules.update(held_off)  # type: ignore[arg-type]
    try:
        import sqlite_utils as library
    finally:
        for name in held_off:
            del sys.modules[name]
    return library
