"""pyarrow without pandas, which it would load before its first array.

Only to ask whether that array is one of pandas': 0.4 s and 50 MB of each command, and nothing here uses it.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

import pyarrow as pa

_PANDAS = "pandas"


class _Away:
    """Finds no pandas."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Raises ModuleNotFoundError for pandas."""
        if name == _PANDAS:
            raise ModuleNotFoundError(name)
        return None


def settle_pyarrow() -> None:
    """From now on pyarrow does without, in this process; whoever needs pandas itself can still load it."""
    if _PANDAS in sys.modules:
        return
    away = _Away()
    sys.meta_path.insert(0, away)
    try:
        # It asks once, and goes by the answer.
        pa.array([0])
    finally:
        sys.meta_path.remove(away)
