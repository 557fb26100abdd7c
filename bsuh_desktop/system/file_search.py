"""Finds the files on a stick or in a folder and its subfolders; never outside of it, and with limits."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.file_endings import POSITION

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
