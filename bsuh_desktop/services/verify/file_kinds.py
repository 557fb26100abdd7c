"""The kind of a file, by its first bytes."""

from __future__ import annotations

import os.path

from bsuh_desktop.exchange.package import SUFFIX
from bsuh_desktop.trust.sealing import SEAL_START

PDF, PNG, JPEG = b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is checked. Of a larger file one more byte is read, and it is refused."""


def is_file(given: str) -> bool:
    """True if a path of that name exists; no file's name is as long as a code."""
    return os.path.exists(given)


def is_pipe(given: str) -> bool:
    """True for a path that is neither file nor folder: reading a pipe would block, and a device may have no end."""
    return os.path.exists(given) and not (os.path.isfile(given) or os.path.isdir(given))


def is_attendance(given: str, data: bytes) -> bool:
    """True for a sealed file, and for one with an attendance file's ending."""
    return data.startswith(SEAL_START) or given.lower().endswith(SUFFIX)
