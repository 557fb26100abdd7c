"""Folders that a person chooses: created, or refused with a KnownError."""

from __future__ import annotations

import errno
from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.disk_errors import folder_not_writable, known_disk_error
from bsuh_desktop.system.path_length import WINDOWS_FOLDER, path_too_long

_NO_FOLDER = {errno.EEXIST, errno.ENOTDIR, errno.ENOENT, errno.EINVAL}
"""No folder can be created: a file has that name, or the system does not accept the name."""


def refuse_own_folder(place: Path, profile: Path, fact: Message) -> None:
    """Refuses to write files with names into the app's own folder. Raises KnownError("own_folder") with `fact`."""
    if place.resolve().is_relative_to(profile.resolve()):
        raise KnownError("own_folder", fact, Message("Choose a folder of your own."))


def make_folder(folder: Path, private: bool = False) -> None:
    """Creates `folder` and its parents; an existing one is not changed. `private` denies other users access to a new
    one.

    Raises KnownError: disk_full, path_too_long, read_only (also if a file has that name).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
    except OSError as error:
        if known := path_too_long(error, WINDOWS_FOLDER):
            raise known from error
        if error.errno in _NO_FOLDER:
            raise folder_not_writable() from error
        raise known_disk_error(error) or error from error
