"""Hand a file over to a stick or a folder: whole or not at all, read back, and never over another file."""

from __future__ import annotations

import errno
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system import atomic_file
from bsuh_desktop.system.disk_errors import NOT_WRITABLE, no_room

_OTHER = {errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST}
"""A folder stands where the file should."""

_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE}


def write_new(path: Path, data: bytes, private: bool = False) -> None:
    """Writes `data` to `path`; the same bytes already there are a hand-over already made. `private` keeps it from other
    users of the computer.

    Raises KnownError `disk_full`, `read_only`, `stick_removed` or `already_there`. Nothing half-written stays behind
    where the system still lets it be taken away.
    """
    try:
        atomic_file.write_new_file(path, data, private)
    except FileExistsError as error:
        if not holds(path, data):
            raise already_there() from error
    except OSError as error:
        raise known_error(error) or error from error


def clear_left(path: Path) -> None:
    """Takes away what an interrupted writing left beside `path`. Raises KnownError as `write_new`."""
    try:
        atomic_file.clear_left(path)
    except OSError as error:
        raise known_error(error) or error from error


def holds(path: Path, data: bytes) -> bool:
    """True if `path` is a file of these bytes."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def known_error(error: OSError) -> KnownError | None:
    """What a person can mend about `error`, in the words of handing over; None for a bug."""
    known = no_room(error)
    if known is not None:
        return known
    if error.errno in NOT_WRITABLE:
        return not_writable()
    if error.errno in _OTHER:
        return already_there()
    if error.errno in _GONE:
        return KnownError(
            "stick_removed", Message("The stick came out too soon."), Message("Plug it in, hand over again.")
        )
    return None


def not_writable() -> KnownError:
    """A stick that refuses to be written to."""
    return KnownError("read_only", Message("This stick cannot be written to."), Message("Use another."))


def already_there() -> KnownError:
    """Another file of that name; it is never written over."""
    return KnownError(
        "already_there",
        Message("Another file of this name is already there."),
        Message("Choose another folder or another name."),
    )
