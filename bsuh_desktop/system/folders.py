"""The folders that a person names: made, or refused in words where a disk or a rule refuses."""

from __future__ import annotations

import errno
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.disk_errors import folder_not_writable, known_disk_error

_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR, errno.ENOENT, errno.ENAMETOOLONG}
"""No folder can be where a file stands, or under a name that this system does not take."""


def refuse_own_folder(place: Path, profile: Path, fact: Message) -> None:
    """What bears names goes nowhere into the app's own folder. Raises KnownError("own_folder") with `fact`."""
    if place.resolve().is_relative_to(profile.resolve()):
        raise KnownError("own_folder", fact, Message("Choose a folder of your own."))


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
