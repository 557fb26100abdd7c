"""Keeps pyarrow from importing pandas when it makes its first array.

pyarrow imports it only to check whether the input is a pandas object, which costs each command 0.4 s and 50 MB, and
nothing here uses pandas.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

import pyarrow as pa

_PANDAS = "pandas"


class _Away:
    """An import hook that pretends that pandas is not installed."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Raises ModuleNotFoundError for pandas."""
        if name == _PANDAS:
            raise ModuleNotFoundError(name)
        return None


def settle_pyarrow() -> None:
    """Makes pyarrow work without pandas in this process; pandas itself can still be imported afterwards."""
    if _PANDAS in sys.modules:
        return
    away = _Away()
    sys.meta_path.insert(0, away)
    try:
        # pyarrow looks for pandas once and remembers the result.
        pa.array([0])
    finally:
        sys.meta_path.remove(away)
