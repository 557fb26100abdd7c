"""Makes the folders that a person names, and says in words where a disk refuses."""

from __future__ import annotations

import errno
from pathlib import Path

from bsuh_desktop.trust.disk_errors import folder_not_writable, known_disk_error

_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR, errno.ENOENT, errno.ENAMETOOLONG}
"""No folder can be where a file stands, or under a name that this system does not take."""


def make_folder(folder: Path, private: bool = False) -> None:
    """Makes `folder` and those above it; one that is there stays as it is. `private` keeps a new one from other users.

    Raises KnownError: disk_full, read_only (also where a file stands in its way).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
    except OSError as error:
        if error.errno in _NO_FOLDER:
            raise folder_not_writable() from error
        raise known_disk_error(error) or error from error
