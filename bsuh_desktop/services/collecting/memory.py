"""Gives the memory of large pieces back at once, so that collecting a country needs hardly more than a school."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_LARGE_PIECES, _LARGE = -3, 128 * 1024
"""`M_MMAP_THRESHOLD` of mallopt(3), and the size in bytes with which glibc begins."""


def give_back_large_pieces() -> None:
    """From now on in this process. glibc raises the size from which it gives memory back with each large piece that is
    freed; batches of files would then lie scattered over a heap that never shrinks. Elsewhere nothing is done."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_LARGE_PIECES, _LARGE)
