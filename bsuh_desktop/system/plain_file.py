"""Opens regular files only: reading a pipe would block, and a device may have no end."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.path_length import path_too_long

_PIECE = 64 * 1024


def open_or_refuse(path: Path) -> io.BufferedReader:
    """Opens the regular file at `path`. Raises KnownError: file_not_opened, path_too_long."""
    try:
        file = open_plain(path)
    except OSError as error:
        raise path_too_long(error) or file_not_opened() from error
    except ValueError as error:
        raise file_not_opened() from error
    if file is None:
        raise file_not_opened()
    return file


def file_not_opened() -> KnownError:
    """The error for a path that does not exist (any more), is not a regular file, or may not be read."""
    return KnownError(
        "file_not_opened",
        Message("The file could not be opened."),
        Message("Plug the stick in, and choose it again."),
    )


def open_plain(path: str | Path) -> io.BufferedReader | None:
    """Opens the file; returns None if the path is not a regular file but a folder or a pipe. Raises OSError, or
    ValueError for a name that no file can have."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    if not stat.S_ISREG(os.stat(path).st_mode):
        return None
    opened = os.open(path, flags)
    # Check again: it may have been replaced since the first check.
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        return None
    return io.BufferedReader(io.FileIO(opened, "rb"), _PIECE)
