"""Keeps the desk small on an old laptop: no source text in memory, and one heap for all threads.

PySide 6.11 searches the source of every module that is imported after it for its own name, to find out where its
`__feature__` switches apply, and keeps the source text: 10 MB and a fifth of the start-up time for this app, which uses
no such switch. glibc gives each thread its own heap: 4 MB for threads that mostly wait.
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
    """Stops PySide from reading module sources. Returns False if this version of PySide has no such hook."""
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
    """Makes all threads share one heap by glibc's mallopt(3). Returns True if the C library supports it."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_ARENA_MAX, 1) == 1


def collect_later() -> None:
    """Turns automatic garbage collection off. What is loaded before the first frame is never freed, and looking for
    garbage meanwhile takes a thirtieth of the start-up time. Later only `qt.application.main_thread_gc` collects."""
    gc.disable()
