"""What the disk refused, said of a folder of this computer: whoever chose one has no stick to plug in."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.system.disk_errors import folder_not_writable


def folder_error(error: KnownError) -> KnownError:
    """`error` as it is said where a folder was chosen; one that speaks of no stick stays as it is."""
    if error.code == "read_only":
        return folder_not_writable()
    if error.code == "stick_removed":
        return _gone()
    return error


def require_folder(folder: Path) -> None:
    """A folder that was chosen a moment ago, perhaps on a stick. Raises KnownError `folder_gone` where it is not there
    any more: a file would be written under its name."""
    if not folder.is_dir():
        raise _gone()


def _gone() -> KnownError:
    return KnownError("folder_gone", Message("This folder no longer exists."), Message("Choose another folder."))
