"""Writes files in the background: complete under their names once `finish` returns, while the caller goes on.

Most of the time of writing is waiting for the disk, which finishes many waiting files together.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from bsuh_desktop.system.atomic_file import replace_file, sync_folder

_AT_ONCE = 4
_TOGETHER = 16
"""Files handed to a thread at a time: handing over a single one costs as much as writing it."""
_PRIVATE_FOLDER = 0o700

_File = tuple[str, str, bytes]
"""Folder, name and bytes."""


class WriteBehind:
    """Writes files, each under a temporary name beside its final one until it is complete: in one shared temporary
    folder threads would wait for each other. Must be used by one thread at a time."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._next: list[_File] = []
        self._going: list[Future[None]] = []
        self._folders: set[str] = set()
        self._made: set[str] = set()

    def begin(self, folder: str, name: str, data: bytes) -> None:
        """Starts writing a file of that name in `folder`, which is created. Raises OSError."""
        if folder not in self._folders:
            if not os.path.isdir(folder):
                os.mkdir(folder, _PRIVATE_FOLDER)
                self._made.add(os.path.dirname(folder))
            self._folders.add(folder)
        self._next.append((folder, name, data))
        if len(self._next) == _TOGETHER:
            self._hand_over()

    def finish(self) -> None:
        """Waits until all files are written, each atomically; syncs each folder once. Raises the first OSError, after
        all writing has ended."""
        self._hand_over()
        threads, going, folders, made = self._threads, self._going, self._folders, self._made
        self._threads, self._going, self._folders, self._made = None, [], set(), set()
        if threads is None:
            return
        with threads:
            for some in (sorted(folders), sorted(made)):
                if _went_well(going):
                    groups = [some[start : start + _TOGETHER] for start in range(0, len(some), _TOGETHER)]
                    going += [threads.submit(_keep_folders, group) for group in groups]
        for one in going:
            one.result()

    def _hand_over(self) -> None:
        if self._next:
            self._threads = self._threads or ThreadPoolExecutor(_AT_ONCE, "archive")
            self._going.append(self._threads.submit(_write_all, self._next))
            self._next = []


def _write_all(files: Sequence[_File]) -> None:
    for folder, name, data in files:
        replace_file(os.path.join(folder, name), data, private=True)


def _keep_folders(folders: Sequence[str]) -> None:
    for folder in folders:
        sync_folder(Path(folder))


def _went_well(going: list[Future[None]]) -> bool:
    """Waits for all of them, or for the first that fails; True if none failed."""
    return not any(one.exception() for one in going)
