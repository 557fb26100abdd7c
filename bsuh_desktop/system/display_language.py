"""The language in which Windows shows itself to this person."""

from __future__ import annotations

import sys

_LONGEST = 85
"""LOCALE_NAME_MAX_LENGTH of winnt.h: UTF-16 units, with the zero at the end."""


def display_language() -> str:
    """The name of Windows' display language (BCP 47), "bn-BD" or "en-US"; "und" where Windows does not know it, "" on
    systems that name it in the environment."""
    if sys.platform != "win32":
        return ""
    import ctypes

    kernel = ctypes.windll.kernel32
    name = ctypes.create_unicode_buffer(_LONGEST)
    found = kernel.LCIDToLocaleName(kernel.GetUserDefaultUILanguage(), name, _LONGEST, 0)
    return name.value if found else "und"
