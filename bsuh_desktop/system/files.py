"""Files that other people bring: found within limits, opened only if they are regular, named as every system takes it.

A search never leaves its stick or folder. Reading a pipe would block, and a device may have no end."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.file_endings import POSITION
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.system.disk_errors import path_too_long

_REFUSED = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL)
"""Names that are devices to Windows, whatever ending they have."""


def safe_name(name: str) -> str:
    """`name`, or the name nearest to it that every file system takes."""
    name = _REFUSED.sub("-", name).rstrip(" .")
    return f"_{name}" if not name or _DEVICE.fullmatch(name) else name


def is_safe_name(name: str) -> bool:
    """True if every file system takes `name`, and gives it back as it is."""
    return safe_name(name) == name


_PIECE = 64 * 1024


def open_or_refuse(path: Path) -> io.BufferedReader:
    """Opens the regular file at `path`. Raises KnownError: file_not_opened, path_too_long."""
    try:
        file = open_plain(path)
    except OSError as error:
        raise path_too_long(error) or file_not_opened() from error
    except ValueError as error:
        raise file_not_opened() from error
    if file is None:
        raise file_not_opened()
    return file


def file_not_opened() -> KnownError:
    """The error for a path that does not exist (any more), is not a regular file, or may not be read."""
    return KnownError(
        "file_not_opened",
        Message("The file could not be opened."),
        Message("Plug the stick in, and choose it again."),
    )


def open_plain(path: str | Path) -> io.BufferedReader | None:
    """Opens the file; returns None if the path is not a regular file but a folder or a pipe. Raises OSError, or
    ValueError for a name that no file can have."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    if not stat.S_ISREG(os.stat(path).st_mode):
        return None
    opened = os.open(path, flags)
    # Check again: it may have been replaced since the first check.
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        return None
    return io.BufferedReader(io.FileIO(opened, "rb"), _PIECE)


MOST = 20_000
"""Maximum number of files per given folder, including subfolders."""
DEEPEST = 8
_SYSTEM = ("$RECYCLE.BIN", "System Volume Information")

LeftOut = Literal["more", "deeper", "gone"]
"""Why part of a folder was skipped: it has too many files, folders too deep, or it cannot be listed (any more)."""


class FoundFile(msgspec.Struct, frozen=True):
    """A file, or with `left_out` a folder of which a part was skipped."""

    at: str
    """Its path; a str, not a Path, because a country has 80,000 of them."""
    named: bool
    """True if it was given itself, and not found in a folder."""
    left_out: LeftOut | None = None

    @property
    def path(self) -> Path:
        """Its path as a Path."""
        return Path(self.at)


def files_in(sources: Sequence[Path], most: int = MOST) -> Iterator[FoundFile]:
    """Every file of `sources` once, folders in name order. Skips hidden files and folders, links to folders, a desk's
    own notes on a stick, and files that a pulled-out stick no longer returns."""
    return (found for found in search(sources, most) if found.left_out is None)


def search(sources: Sequence[Path], most: int = MOST) -> Iterator[FoundFile]:
    """As `files_in`, but also reports skipped parts: once for each given folder, and once for each folder that cannot
    be listed."""
    seen: set[str] = set()
    for source in sources:
        found = _inside(source, most) if os.path.isdir(source) else [(FoundFile(str(source), True), _real(source))]
        for one, place in found:
            if place not in seen:
                if one.left_out is None:
                    seen.add(place)
                yield one


def _inside(folder: Path, most: int) -> Iterator[tuple[FoundFile, str]]:
    """What is found, each with its real path: a file under two paths counts once."""
    count, depth, deeper = 0, len(folder.parts), False
    gone: list[str] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: gone.append(str(error.filename or folder))):
        here, real = Path(at), _real(at)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in _SYSTEM)
        if len(here.parts) - depth >= DEEPEST:
            deeper = deeper or any(not (here / one).is_symlink() for one in folders)
            folders.clear()
        plain = _plain_files(at)
        # As `here / name` writes it: a leading "." is left out.
        before = os.path.join(here, "") if here.parts else ""
        for name in sorted(names):
            path = f"{before}{name}"
            if name.startswith(".") or name.endswith(POSITION) or not (name in plain or _is_or_was_file(path)):
                continue
            count += 1
            if count > most:
                yield FoundFile(str(folder), False, "more"), ""
                return
            linked = name not in plain and os.path.islink(path)
            yield FoundFile(path, False), _real(path) if linked else os.path.join(real, name)
    yield from ((FoundFile(one, False, "gone"), "") for one in gone)
    if deeper:
        yield FoundFile(str(folder), False, "deeper"), ""


def _plain_files(folder: str) -> set[str]:
    """The names that the folder listing itself marks as files, which saves a stat for each. Empty if it does not say,
    or cannot be listed any more."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    except OSError:
        return set()


def _is_or_was_file(path: str) -> bool:
    """False for pipes, devices and broken links; True for a file that was listed but that a stick no longer returns."""
    return os.path.isfile(path) or not (os.path.exists(path) or os.path.islink(path))


def _real(path: str | Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)
