"""Exports a file to a stick or a folder: atomically, read back, and never over another file."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system import atomic_file
from bsuh_desktop.system.disk_errors import NOT_WRITABLE, is_gone, no_room, path_too_long

_OTHER = {errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST}
"""Errors that mean that a folder has the file's name."""


def write_new(path: Path, data: bytes, private: bool = False) -> None:
    """Writes `data` to `path`; does nothing if the same bytes are already there. `private` denies other users of the
    computer access.

    Raises KnownError `disk_full`, `path_too_long`, `read_only`, `stick_removed` or `already_there`. Partial files are
    deleted if the system still allows it.
    """
    try:
        atomic_file.write_new_file(path, data, private)
    except FileExistsError as error:
        if not holds(path, data):
            raise already_there() from error
    except OSError as error:
        raise known_error(error) or error from error


def clear_left(path: Path) -> None:
    """Deletes temporary files beside `path` that an interrupted write left. Raises KnownError as `write_new`."""
    with raising_known_errors():
        atomic_file.clear_left(path)


def holds(path: Path, data: bytes) -> bool:
    """True if `path` is a file with exactly these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


@contextlib.contextmanager
def raising_known_errors() -> Iterator[None]:
    """Converts errors inside as `known_error` does."""
    try:
        yield
    except OSError as error:
        raise known_error(error) or error from error


def known_error(error: OSError) -> KnownError | None:
    """The KnownError for `error`, worded for exports; None for a bug."""
    known = no_room(error) or path_too_long(error)
    if known is not None:
        return known
    if is_gone(error):
        return KnownError(
            "stick_removed", Message("The stick came out too soon."), Message("Plug it in, hand over again.")
        )
    if error.errno in NOT_WRITABLE:
        return not_writable()
    return already_there() if error.errno in _OTHER else None


def not_writable() -> KnownError:
    """The error for a stick that cannot be written to."""
    return KnownError("read_only", Message("This stick cannot be written to."), Message("Use another."))


def already_there() -> KnownError:
    """The error for another file of that name, which is never overwritten."""
    return KnownError(
        "already_there",
        Message("Another file of this name is already there."),
        Message("Choose another folder or another name."),
    )
