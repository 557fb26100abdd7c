"""Names that every file system takes: Linux', Windows', and FAT on a stick that goes from one to the other."""

from __future__ import annotations

import re

_REFUSED = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL)
"""Names that are devices to Windows, whatever ending they have."""


def safe_name(name: str) -> str:
    """`name`, or the name nearest to it that every file system takes."""
    name = _REFUSED.sub("-", name).rstrip(" .")
    return f"_{name}" if not name or _DEVICE.fullmatch(name) else name


def is_safe_name(name: str) -> bool:
    """True if every file system takes `name`, and gives it back as it is."""
    return safe_name(name) == name
