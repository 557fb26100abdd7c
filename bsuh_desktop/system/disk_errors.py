"""Disk errors as KnownErrors: a full disk, a folder that cannot be written to, a path or name that is too long."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.atomic_file import finished_name

WINDOWS_FILE, WINDOWS_FOLDER = 259, 247
"""UTF-16 units of a path, unless somebody lifted the limit in Windows' settings. In a folder there must be room for a
name of twelve."""
_NAME, _PATH = 255, 4095
"""On Linux: bytes of one name, and of a path."""

_NOT_FOUND = {errno.ENOENT, errno.EINVAL, errno.ENAMETOOLONG}
"""What Windows says of such a path: mostly that it is not there."""


def path_too_long(error: OSError, most: int = WINDOWS_FILE) -> KnownError | None:
    """The KnownError `path_too_long` if `error` is about a path or a name with too many characters, else None. `most`
    is what a path may have on Windows, which tells it from one that is not there by its length only."""
    path = max((one for one in (error.filename, error.filename2) if isinstance(one, str)), key=len, default="")
    if sys.platform == "win32":
        return too_long_for_windows(path, most) if error.errno in _NOT_FOUND else None
    if error.errno != errno.ENAMETOOLONG:
        return None
    name = max(path.split(os.sep), key=_bytes)
    if _bytes(name) > _NAME:
        length, count = _excess(name, _NAME, _bytes)
        fact = Message("The name is too long: {length} characters, {count} too many.", length=length, count=count)
        return KnownError("path_too_long", fact, Message("Choose a shorter name."))
    return _path_error(path, _PATH, _bytes)


def too_long_for_windows(path: str, most: int) -> KnownError | None:
    """The KnownError if the path has more than `most` UTF-16 units, else None."""
    path = os.path.abspath(path)
    return _path_error(path, most, _units) if _units(path) > most else None


def _path_error(path: str, most: int, size: Callable[[str], int]) -> KnownError:
    length, count = _excess(path, most, size)
    return KnownError(
        "path_too_long",
        Message(
            "Folders and name together are too long: {length} characters, {count} too many.", length=length, count=count
        ),
        Message("Choose a folder with a shorter name, or one nearer to the top of the disk."),
    )


def _excess(text: str, most: int, size: Callable[[str], int]) -> tuple[int, int]:
    """The characters of `text`, and how many of them must go, so that its `size` is at most `most`. A temporary name is
    counted as the name that the file was to get, which nobody sees with its ending."""
    folder, name = os.path.split(text)
    plain = os.path.join(folder, finished_name(name) or name)
    most -= size(text) - size(plain)
    kept = len(plain)
    while size(plain[:kept]) > most:
        kept -= 1
    return len(plain), max(1, len(plain) - kept)


def _bytes(text: str) -> int:
    return len(os.fsencode(text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


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
