"""Gives the memory of large pieces back at once, so that collecting a country needs hardly more than a school."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

_LARGE_PIECES, _LARGE = -3, 128 * 1024
"""`M_MMAP_THRESHOLD` of mallopt(3), and the size in bytes with which glibc begins."""


def give_back_large_pieces() -> None:
    """From now on in this process. glibc raises the size from which it gives memory back with each large piece that is
    freed; batches of files would then lie scattered over a heap that never shrinks. Elsewhere nothing is done."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_LARGE_PIECES, _LARGE)


@contextlib.contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """While it is open, Python collects garbage far less often: facts and rows of sixty thousand files live long and
    form no cycles, and looking through them again and again took a twentieth of all time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
