"""What the disk says when it will not write, in a person's words."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

FULL = {errno.ENOSPC, errno.EDQUOT}
_GROWS_BY = 64 * 1024
NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}


def disk_full() -> KnownError:
    """No room left where the file should go."""
    return KnownError("disk_full", Message("The disk is full."), Message("Remove some files and try again."))


def no_larger_file() -> KnownError:
    """There is room, but none for a file of this size: a limit that the system sets, or FAT's of 4 GB."""
    return KnownError(
        "disk_full",
        Message("A file cannot grow any larger here."),
        Message("Ask the person who looks after this computer to lift its limit on files, or choose another place."),
    )


def folder_not_writable() -> KnownError:
    """A folder of this computer that the person may not write to."""
    return KnownError("read_only", Message("This folder cannot be written to."), Message("Choose another folder."))


def no_room(error: OSError) -> KnownError | None:
    """What a person can mend where `error` says that there is no room; None if it says something else."""
    if error.errno == errno.EFBIG:
        return no_larger_file()
    return disk_full() if error.errno in FULL else None


def is_at_size_limit(files: Iterable[Path]) -> bool:
    """True if the system lets one of `files` not grow by 64 KiB: for whoever hears of an error without its number."""
    if sys.platform == "win32":
        return False
    import resource

    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    sizes = (path.stat().st_size for path in files if path.exists())
    return limit != resource.RLIM_INFINITY and any(size + _GROWS_BY > limit for size in sizes)


def known_disk_error(error: OSError) -> KnownError | None:
    """What a person can mend about `error`, or None if it is something else."""
    return no_room(error) or (folder_not_writable() if error.errno in NOT_WRITABLE else None)


@contextlib.contextmanager
def raising_known_errors() -> Iterator[None]:
    """What goes wrong inside comes out as KnownError `disk_full` or `read_only` where a person can mend it."""
    try:
        yield
    except OSError as error:
        raise known_disk_error(error) or error from error
