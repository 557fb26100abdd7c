"""Returns freed large blocks to the system at once: collecting a country needs little more memory than a school."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

_LARGE_PIECES, _LARGE = -3, 128 * 1024
"""`M_MMAP_THRESHOLD` of mallopt(3), and glibc's initial value in bytes."""


def give_back_large_pieces() -> None:
    """Fixes glibc's mmap threshold for the rest of this process. By default glibc raises it with each large block that
    is freed; batches of files would then fragment a heap that never shrinks. Does nothing on other systems."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_LARGE_PIECES, _LARGE)


@contextlib.contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Makes Python's garbage collector run far less often inside: facts and rows of sixty thousand files live long and
    form no cycles, and scanning them repeatedly took a twentieth of the total time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
