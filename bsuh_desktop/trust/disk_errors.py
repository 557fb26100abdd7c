"""What the disk says when it will not write, in a person's words."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}


def disk_full() -> KnownError:
    """No room left where the file should go."""
    return KnownError("disk_full", Message("The disk is full."), Message("Remove some files and try again."))


def folder_not_writable() -> KnownError:
    """A folder of this computer that the person may not write to."""
    return KnownError("read_only", Message("This folder cannot be written to."), Message("Choose another folder."))


def known_disk_error(error: OSError) -> KnownError | None:
    """What a person can mend about `error`, or None if it is something else."""
    if error.errno in FULL:
        return disk_full()
    return folder_not_writable() if error.errno in NOT_WRITABLE else None


@contextlib.contextmanager
def said_by_the_disk() -> Iterator[None]:
    """What goes wrong inside comes out as KnownError `disk_full` or `read_only` where a person can mend it."""
    try:
        yield
    except OSError as error:
        raise known_disk_error(error) or error from error
