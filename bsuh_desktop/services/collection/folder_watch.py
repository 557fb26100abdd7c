"""Watches a folder and reports new files once they are complete."""

from __future__ import annotations

import os
from pathlib import Path

from bsuh_desktop.services.collection.sources import MOST_FILES
from bsuh_desktop.system.file_search import files_in

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
