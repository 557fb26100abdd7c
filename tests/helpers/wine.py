"""Whether this Windows is wine, which lacks some of it."""

from __future__ import annotations

import sys


def wine() -> bool:
    """True under wine; False on Windows itself and elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return hasattr(ctypes.windll.ntdll, "wine_get_version")
    return False
