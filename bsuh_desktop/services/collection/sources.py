"""Finds all files at the given sources: sticks, folders, ZIPs and saved mails; reports new files of a watched folder.

Types are found by bytes, not by names. Nothing is ever written. A bad file stops nothing: it is reported, and the
search goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Stop
from bsuh_desktop.services.collection.candidates import Candidate, Kind, may_not_be_read, too_deep, too_many_files
from bsuh_desktop.services.collection.container_sandbox import MOST_TOGETHER, Container, ContainerSandbox
from bsuh_desktop.services.collection.inspection import Inspection, head_of, is_container
from bsuh_desktop.system.files import DEEPEST, FoundFile, file_not_opened, files_in, open_plain, search

__all__ = ["MOST_FILES", "Candidate", "Kind", "count_of", "found_in"]

MOST_FILES = 500_000
"""Most files of one folder: a whole country has 62,500 classes."""


def found_in(sources: Sequence[Path], stop: Stop | None = None, most: int = MOST_FILES) -> Iterator[Candidate]:
    """Every file at `sources`, in their order; folders are sorted by name, and the files in a ZIP or mail take its
    place. What could not be read is a candidate with its trouble; nothing is raised. Ends once `stop` returns True."""
    stopped = stop or _never
    with ContainerSandbox(stopped) as sandbox:
        waiting: list[Container] = []
        for found in search(sources, most):
            if stopped():
                return
            here = _at(found, most)
            if isinstance(here, Container):
                waiting.append(here)
            if waiting and (not isinstance(here, Container) or len(waiting) == MOST_TOGETHER):
                yield from sandbox.candidates(waiting)
                waiting = []
            if isinstance(here, Candidate) and not stopped():
                yield here
        yield from sandbox.candidates(waiting)


def count_of(sources: Sequence[Path], stop: Stop | None = None, most: int = MOST_FILES) -> int:
    """How many files there are, for progress; a ZIP or a mail counts as one."""
    count = 0
    for _ in search(sources, most):
        count += 1
        if stop is not None and stop():
            break
    return count


def _never() -> bool:
    return False


def _at(found: FoundFile, most: int) -> Candidate | Container:
    """The file that was found, or the container that must be looked into."""
    # A name may contain bytes that are valid in no encoding.
    label = found.at if found.at.isascii() else found.at.encode("utf-8", "replace").decode("utf-8")
    if found.left_out is not None:
        troubles = {"more": too_many_files(most), "deeper": too_deep(DEEPEST), "gone": _gone(found.at)}
        return Candidate(label=label, trouble=troubles[found.left_out], named=found.named)
    try:
        file = open_plain(found.at)
    except (OSError, ValueError):
        return Candidate(label=label, trouble=_gone(found.at), named=found.named)
    if file is None:
        return Candidate(label=label, named=found.named)
    with file:
        try:
            if is_container(label, head_of(file)):
                return Container(os.fsencode(os.path.abspath(found.at)), label, found.named)
            (one,) = Inspection(label, found.named, _never).into(file)
        except OSError:
            return Candidate(label=label, trouble=file_not_opened(), named=found.named)
    return one


def _gone(path: str) -> KnownError:
    """The error for a file that cannot be opened: it may exist, but belong to somebody else."""
    try:
        shut = os.path.exists(path) and not os.access(path, os.R_OK)
    except (OSError, ValueError):
        shut = False
    return may_not_be_read() if shut else file_not_opened()


_Look = tuple[int, int]
"""Size in bytes and time of the last change, in nanoseconds."""


class FolderWatch:
    """Scans `folder` with its subfolders each time it is asked; remembers in memory only."""

    def __init__(self, folder: Path, most: int = MOST_FILES) -> None:
        self.folder = folder
        self._most = most
        self._last: dict[Path, _Look] = {}
        self._reported: dict[Path, _Look] = {}

    def new(self) -> tuple[Path, ...]:
        """The files that are new, or changed, since they were last returned, and that did not change between two scans:
        a file that is still being copied is left until it is complete. Files from before the first scan are new, too.
        While the folder does not exist, nothing is new, and nothing is forgotten."""
        if not os.path.isdir(self.folder):
            return ()
        now = {found.path: look for found in files_in([self.folder], self._most) if (look := _look(found.path))}
        whole = [path for path, look in now.items() if self._last.get(path) == look != self._reported.get(path)]
        self._reported = {path: look for path, look in self._reported.items() if path in now} | {
            path: now[path] for path in whole
        }
        self._last = now
        return tuple(whole)


def _look(path: Path) -> _Look | None:
    """Size and time of a file; None for a file that is gone, and for an empty one: a copy starts out empty."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return (seen.st_size, seen.st_mtime_ns) if seen.st_size else None
