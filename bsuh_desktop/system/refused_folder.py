"""Disk errors reworded for a folder of this computer: the person has no stick to plug in."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.disk_errors import folder_not_writable


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
