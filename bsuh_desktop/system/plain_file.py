"""Opens plain files alone: a pipe would be waited for, and a device may have no end."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

_PIECE = 64 * 1024


def open_or_refuse(path: Path) -> io.BufferedReader:
    """The plain file at `path`. Raises KnownError: file_not_opened."""
    try:
        file = open_plain(path)
    except (OSError, ValueError) as error:
        raise file_not_opened() from error
    if file is None:
        raise file_not_opened()
    return file


def file_not_opened() -> KnownError:
    """A file or folder that is not there (any more), that is none, or that may not be read."""
    return KnownError(
        "file_not_opened",
        Message("The file could not be opened."),
        Message("Plug the stick in, and choose it again."),
    )


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
