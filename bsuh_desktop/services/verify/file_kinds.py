"""What a file is, by its first bytes."""

from __future__ import annotations

import os.path

AGE, PDF, PNG, JPEG = b"age-encryption.org/", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that can be checked; of a larger one a byte more is read, and it is refused."""


def is_file(given: str) -> bool:
    """True if something of that name is there; no name of a file is as long as a code."""
    return os.path.exists(given)


def is_pipe(given: str) -> bool:
    """True for what has a name as files do, and is none: a pipe would be waited for, a device may have no end."""
    return os.path.exists(given) and not (os.path.isfile(given) or os.path.isdir(given))


def is_attendance(given: str, data: bytes) -> bool:
    """True for a sealed file, and for one that bears an attendance file's ending."""
    return data.startswith(AGE) or given.endswith(".bsuh")
