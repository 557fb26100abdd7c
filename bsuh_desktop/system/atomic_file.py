"""The one writer of files outside of the encrypted store: after a power cut there is the old state or the new one.

Everything that puts a file of ours on a disk goes through here, so that it is whole or not there, synced, and never in
the place of another's file; `tests/test_one_writer.py` lists what cannot. It raises OSError: `disk_errors` and
`export_file` turn that into the sentences for this computer and for a stick.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import io
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
"""The mode of files with names, and of backups: other users of the computer may not read them, whatever the umask is. A
stick's FAT has no modes, so the mode is not set there."""

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}

UNFINISHED = ".part"
"""Suffix of files that are not complete yet."""

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def write_new_file(path: Path, data: bytes, private: bool = False) -> None:
    """Writes `data` under a temporary name beside `path`, syncs it, reads it back, and then gives it its name.

    `private` denies other users of the computer access. Raises FileExistsError if `path` exists already, or another
    OSError; the temporary file is then deleted.
    """
    # A name that is too long is found by writing it with its temporary ending: then it is said how much must go.
    if os.path.exists(path):
        clear_left(path)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.name)
    with _whole(path, data, private) as temporary:
        give_name(temporary, path)


def write_over(path: Path, data: bytes, private: bool = False) -> None:
    """Writes `data` as `write_new_file` does, then replaces the file at `path` in one step.

    Raises OSError; then the old file is unchanged.
    """
    with _whole(path, data, private) as temporary:
        temporary.replace(path)


def replace_file(path: Path | str, data: bytes, private: bool = False) -> None:
    """Writes `data` as `write_over` does, but does not read it back, nor sync its folder: for many files whose folder
    is synced once, and for a file whose older state does no harm.

    Raises OSError; then the old file is unchanged.
    """
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, unfinished_name(name))
    try:
        write_through(temporary, data, PRIVATE if private else 0o666)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def move_over(source: Path, target: Path) -> None:
    """Gives a complete file or folder the name `target` in one step, replacing an older file there, and syncs the
    folder. Raises OSError."""
    os.replace(source, target)
    sync_folder(target.parent)


def clear_left(path: Path) -> None:
    """Deletes temporary files beside `path` that were left by a power cut or a pulled-out stick: they may contain names
    in clear. Raises OSError."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{UNFINISHED}"):
        left.unlink(missing_ok=True)


@contextlib.contextmanager
def _whole(path: Path, data: bytes, private: bool) -> Iterator[Path]:
    """A temporary file beside `path` that contains `data`, read back from the disk; deleted afterwards if it was not
    renamed."""
    clear_left(path)
    temporary = temporary_name(path)
    try:
        write_through(temporary, data, PRIVATE if private else 0o666)
        if not reads_back(temporary, data):
            raise not_as_written(temporary)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def temporary_name(path: Path) -> Path:
    """A temporary path beside `path` for an incomplete file."""
    return path.with_name(unfinished_name(path.name))


def unfinished_name(name: str) -> str:
    """The temporary name of a file until it is complete."""
    return f".{name}.{secrets.token_hex(4)}{UNFINISHED}"


def finished_name(name: str) -> str:
    """The final name of the file with this temporary name; "" if it is not a temporary name."""
    if not (name.startswith(".") and name.endswith(UNFINISHED)):
        return ""
    return name[1 : -len(UNFINISHED)].rpartition(".")[0]


def not_as_written(path: Path) -> OSError:
    """The error for a disk that returns other bytes than were written."""
    return OSError(errno.EIO, os.strerror(errno.EIO), path.name)


def write_through(path: Path | str, data: bytes, mode: int = 0o666) -> None:
    """Writes a new file and syncs it to the disk. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def private_opener(path: str, flags: int) -> int:
    """The `opener` with which `open` creates PRIVATE files; the mode of an existing file is not changed."""
    return os.open(path, flags, PRIVATE)


def create_private(path: Path) -> None:
    """Creates an empty PRIVATE file for a writer that adds to it. Raises FileExistsError or another OSError."""
    open(path, "xb", opener=private_opener).close()


@contextlib.contextmanager
def new_stream(path: Path) -> Iterator[BinaryIO]:
    """A new PRIVATE file that is too large to be in memory as a whole; it is synced at the end. `path` is a temporary
    name, or in a temporary folder: the caller deletes it after an error, else gives it its name with `move_over`.

    Raises OSError.
    """
    with open(path, "xb", opener=private_opener) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Syncs a file that another library wrote. Raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def copy_private(source: Path, target: Path) -> None:
    """Copies a file to a new PRIVATE file `target`. Raises OSError."""
    with source.open("rb") as data, open(target, "xb", opener=private_opener) as copy:
        shutil.copyfileobj(data, copy)


def open_on_medium(path: Path) -> io.BufferedReader:
    """Opens a file that was written: what is read comes from the medium, not out of the system's cache, where system
    and file system support that. Raises OSError."""
    if sys.platform == "win32":
        from bsuh_desktop.system.kernel32 import UnbufferedFile

        with contextlib.suppress(OSError):
            return io.BufferedReader(UnbufferedFile(str(path)))
    file = open(path, "rb")  # noqa: SIM115 (its caller closes it)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return file


def reads_back(path: Path, data: bytes) -> bool:
    """True if the medium stores these bytes in the file at `path`. Raises OSError."""
    with open_on_medium(path) as file:
        return file.read() == data


def give_name(temporary: Path, path: Path) -> None:
    """Renames a complete file to its final name; raises FileExistsError if that is taken, OSError for all else.

    A hard link fails if the name is taken, and so does a rename on Windows. A stick's FAT has no links; only one desk
    at a time writes there, so checking first is enough.
    """
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


def sync_folder(folder: Path) -> None:
    """Syncs a folder, so that a new name in it is durable, where the system supports that."""
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
