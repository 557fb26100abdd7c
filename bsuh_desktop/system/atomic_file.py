"""Write a file whole or not at all: a power cut leaves the old state or the new one, and never half of either."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

PRIVATE = 0o600
"""The mode of what bears names, and of backups: other users of the computer may not read it, whatever the umask says. A
stick's FAT keeps no modes, and is not asked to."""

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}

UNFINISHED = ".part"
"""How the names of files end that are not whole yet."""

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def write_new_file(path: Path, data: bytes, private: bool = False) -> None:
    """Writes `data` beside `path` under a temporary name, to the disk, reads it back, and only then gives it its name.

    `private` keeps it from other users of the computer. Raises FileExistsError if `path` is there already, and the
    OSError of whatever else went wrong; the temporary file is taken away again.
    """
    if path.exists():
        clear_left(path)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.name)
    with _whole(path, data, private) as temporary:
        give_name(temporary, path)


def write_over(path: Path, data: bytes, private: bool = False) -> None:
    """Writes `data` as above, and only then in the place of the file that stands at `path`, in one step.

    Raises the OSError of whatever went wrong: then the old file stands as it was.
    """
    with _whole(path, data, private) as temporary:
        temporary.replace(path)


def clear_left(path: Path) -> None:
    """Takes away what was left beside `path` when a power cut, or a stick that was pulled out, took its writer away:
    what is in it may be names in clear. Raises OSError."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{UNFINISHED}"):
        left.unlink(missing_ok=True)


@contextlib.contextmanager
def _whole(path: Path, data: bytes, private: bool) -> Iterator[Path]:
    """A temporary file beside `path` that holds `data`, read back from the disk; gone afterwards if it got no name."""
    clear_left(path)
    temporary = temporary_name(path)
    try:
        write_through(temporary, data, PRIVATE if private else 0o666)
        if temporary.read_bytes() != data:
            raise not_as_written(temporary)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    keep_folder(path.parent)


def temporary_name(path: Path) -> Path:
    """A path beside `path` for what is not whole yet."""
    return path.with_name(unfinished_name(path.name))


def unfinished_name(name: str) -> str:
    """What a file that is to get that name is called before it is whole."""
    return f".{name}.{secrets.token_hex(4)}{UNFINISHED}"


def finished_name(name: str) -> str:
    """The name that an unfinished file of that name was to get; "" for what is no unfinished file."""
    if not (name.startswith(".") and name.endswith(UNFINISHED)):
        return ""
    return name[1 : -len(UNFINISHED)].rpartition(".")[0]


def not_as_written(path: Path) -> OSError:
    """The disk gives back other bytes than it was given."""
    return OSError(errno.EIO, os.strerror(errno.EIO), path.name)


def write_through(path: Path | str, data: bytes, mode: int = 0o666) -> None:
    """Writes a new file to the disk itself. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def private_opener(path: str, flags: int) -> int:
    """The `opener` with which `open` makes a file that is PRIVATE; one that is there keeps its mode."""
    return os.open(path, flags, PRIVATE)


def copy_private(source: Path, target: Path) -> None:
    """A new file `target` of the same bytes, PRIVATE. Raises OSError."""
    with source.open("rb") as data, open(target, "xb", opener=private_opener) as copy:
        shutil.copyfileobj(data, copy)


def forget_cache(handle: int) -> None:
    """The medium itself answers the next reading, and not what the system remembers of it, where it can be asked to.
    Raises OSError."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def give_name(temporary: Path, path: Path) -> None:
    """Gives a whole file its name; FileExistsError where that is taken, OSError for all else.

    A hard link refuses a name that is taken. Windows' rename does so too; a stick's FAT has no links, and there one
    desk writes at a time, so that looking first is enough."""
    if sys.platform == "win32":
        temporary.rename(path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.name) from error
        temporary.rename(path)


def keep_folder(folder: Path) -> None:
    """The name itself stands in the folder: that goes to the disk too, where the system lets a folder be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)
