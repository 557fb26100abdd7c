"""A message box of the system's own, for a start of the app that fails before it has a window or without one."""

from __future__ import annotations

import sys

TITLE = "Be Smart Use Heart"
_STOP, _TO_FRONT = 0x10, 0x10000
"""`MB_ICONERROR` and `MB_SETFOREGROUND` of MessageBoxW."""


def show_refusal(text: str) -> None:
    """Shows what went wrong, and returns once a person has closed the box. Windows only: elsewhere an app that was
    started by its icon has standard error, and the system's own journal has what it wrote there."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, _STOP | _TO_FRONT)
