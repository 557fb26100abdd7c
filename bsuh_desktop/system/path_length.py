"""The error for a path or a name that has more characters than the system takes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
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
