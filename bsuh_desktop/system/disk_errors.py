"""Disk errors as KnownErrors."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.path_length import path_too_long

FULL = {errno.ENOSPC, errno.EDQUOT}
_GROWS_BY = 64 * 1024
NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}

_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE}
_GONE_ON_WINDOWS = {21, 31, 433, 1006, 1117, 1167}
"""ERROR_NOT_READY, _GEN_FAILURE, _NO_SUCH_DEVICE, _FILE_INVALID, _IO_DEVICE and _DEVICE_NOT_CONNECTED."""


def disk_full() -> KnownError:
    """The error for a full disk."""
    return KnownError("disk_full", Message("The disk is full."), Message("Remove some files and try again."))


def no_larger_file() -> KnownError:
    """The error for a file that is too large although there is space: a limit set by the system, or FAT's 4 GB."""
    return KnownError(
        "disk_full",
        Message("A file cannot grow any larger here."),
        Message("Ask the person who looks after this computer to lift its limit on files, or choose another place."),
    )


def folder_not_writable() -> KnownError:
    """The error for a folder of this computer that the person may not write to."""
    return KnownError("read_only", Message("This folder cannot be written to."), Message("Choose another folder."))


def no_room(error: OSError) -> KnownError | None:
    """The KnownError if `error` means that there is no space left, else None."""
    if error.errno == errno.EFBIG:
        return no_larger_file()
    return disk_full() if error.errno in FULL else None


def is_gone(error: OSError) -> bool:
    """True if `error` means that a file, or the disk with it, is not there any more."""
    if error.errno in _GONE:
        return True
    if sys.platform != "win32":
        return False
    # Its C library calls that an invalid argument or denied. A file that was open has no name in its error.
    open_before = error.filename is None and error.errno in (errno.EINVAL, errno.EACCES)
    return error.winerror in _GONE_ON_WINDOWS or open_before


def is_at_size_limit(files: Iterable[Path]) -> bool:
    """True if the system does not let one of `files` grow by 64 KiB; for callers that get an error without an errno."""
    if sys.platform == "win32":
        return False
    import resource

    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    sizes = (path.stat().st_size for path in files if path.exists())
    return limit != resource.RLIM_INFINITY and any(size + _GROWS_BY > limit for size in sizes)


def known_disk_error(error: OSError) -> KnownError | None:
    """The KnownError for `error` if a person can fix it, else None."""
    known = no_room(error) or path_too_long(error)
    return known or (folder_not_writable() if error.errno in NOT_WRITABLE else None)


@contextlib.contextmanager
def raising_known_errors() -> Iterator[None]:
    """Converts errors inside to KnownError `disk_full`, `path_too_long` or `read_only` if a person can fix them."""
    try:
        yield
    except OSError as error:
        raise known_disk_error(error) or error from error
