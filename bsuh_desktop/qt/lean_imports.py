"""Keeps Qt's Python side from reading every module's source text while it is imported.

PySide 6.11 looks into the source of each module that is imported after it for its own name, to know where its
`__feature__` switches hold, and keeps all that text: 10 MB and a fifth of the start for this app, which uses none.
"""

from __future__ import annotations

import importlib

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
