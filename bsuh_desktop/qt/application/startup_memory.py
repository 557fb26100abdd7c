"""Keeps the desk small on an old laptop: no source text in memory, and one heap for all threads.

PySide 6.11 looks into the source of each module that is imported after it for its own name, to know where its
`__feature__` switches hold, and keeps all that text: 10 MB and a fifth of the start for this app, which uses none.
glibc gives each thread a heap of its own: 4 MB for threads that mostly wait.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import sys

_ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h."""
_FEATURES, _LOOK = "shibokensupport.feature", "_mod_uses_pyside"


def lean_imports() -> bool:
    """From now on no source is read. True if it could be had: a later PySide may not need it, or not know it."""
    import PySide6.QtCore  # noqa: F401  (brings the support module with it)

    try:
        features = importlib.import_module(_FEATURES)
    except ImportError:
        return False
    if not hasattr(features, _LOOK):
        return False
    setattr(features, _LOOK, lambda _module: False)
    return True


def one_heap() -> bool:
    """All threads share one heap from now on. True where the C library can be told: glibc's mallopt(3)."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_ARENA_MAX, 1) == 1


def collect_later() -> None:
    """What is loaded until the first picture stands is never thrown away: looking for waste meanwhile takes a
    thirtieth of the start. From here on only `qt.application.main_thread_gc` looks for it."""
    gc.disable()
