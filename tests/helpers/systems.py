"""What the system under the tests has, for tests that need it."""

from __future__ import annotations

import sys

import pytest


def wine() -> bool:
    """True under wine, which lacks some of Windows; False on Windows itself and elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return hasattr(ctypes.windll.ntdll, "wine_get_version")
    return False


links = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets administrators alone make links")
"""For tests that make symbolic links."""

named_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
"""For tests that make one by os.mkfifo."""
