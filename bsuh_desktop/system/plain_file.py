"""Opens plain files alone: a pipe would be waited for, and a device may have no end."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

_PIECE = 64 * 1024


def open_plain(path: str | Path) -> io.BufferedReader | None:
    """The file; None for what has a name as files do, and is none: a folder, a pipe. Raises OSError, or ValueError for
    a name that no file can have."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    if not stat.S_ISREG(os.stat(path).st_mode):
        return None
    opened = os.open(path, flags)
    # What stood there a moment ago may be another thing by now.
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        return None
    return io.BufferedReader(io.FileIO(opened, "rb"), _PIECE)
