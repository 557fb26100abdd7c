"""Folders that a person chooses: created, or refused with a KnownError, in words for a folder of this computer."""

from __future__ import annotations

import errno
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.disk_errors import WINDOWS_FOLDER, folder_not_writable, known_disk_error, path_too_long

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


def folder_error(error: KnownError) -> KnownError:
    """`error` reworded for a chosen folder; an error that does not mention a stick is returned unchanged."""
    if error.code == "read_only":
        return folder_not_writable()
    if error.code == "stick_removed":
        return _gone()
    return error


def place_error(error: KnownError, label: str) -> KnownError:
    """`error` worded for a stick or, if `label` is "", for a folder."""
    return error if label else folder_error(error)


def require_folder(folder: Path) -> None:
    """Checks a folder that was chosen earlier, perhaps on a stick. Raises KnownError `folder_gone` if it no longer
    exists; otherwise a file would be created under its name."""
    if not folder.is_dir():
        raise _gone()


def _gone() -> KnownError:
    return KnownError("folder_gone", Message("This folder no longer exists."), Message("Choose another folder."))
