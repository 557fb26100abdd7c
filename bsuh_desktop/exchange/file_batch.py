"""Write many files at once: each completely or not at all, and all read back from the stick before they count.

An interrupted hand-over continues where it stopped: a file that has its final name is complete, and is left as it is.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.system import atomic_file
from bsuh_desktop.system.export_file import holds, raising_known_errors

AT_ONCE = 32
"""Files that are written before they are read back: the most that are lost if the stick is pulled out."""


class NewFile(msgspec.Struct, frozen=True):
    """A file to be written: `data` at `path`."""

    path: Path
    data: bytes

    def __repr__(self) -> str:
        return f"NewFile({self.path.name})"


def write_many(
    files: Sequence[NewFile],
    settled: Callable[[NewFile], None],
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Write `files` into one folder, in order. `settled` is called for each file that was read back and has its final
    name; `stop` is asked between two files. If the same bytes are already there, the file was handed over before and
    counts; an incomplete copy of them is rewritten; another file of that name is skipped, and reported at the end.

    Raises KnownError `disk_full`, `read_only`, `stick_removed`, `already_there`, after `settled` was called for all
    finished files.
    """
    writing = _Writing(len(files), settled, progress, stop)
    with raising_known_errors():
        if files:
            _clear_left(files)
        for start in range(0, len(files), AT_ONCE):
            writing.batch(files[start : start + AT_ONCE])
    if writing.taken:
        raise _taken(writing.taken[0].path.name)


class _Writing:
    """The state of one `write_many`."""

    def __init__(
        self,
        total: int,
        settled: Callable[[NewFile], None],
        progress: Progress | None,
        stop: Stop | None,
    ) -> None:
        self._total, self._settled, self._progress = total, settled, progress
        self._stop, self._done = stop or (lambda: False), 0
        self._stopped = False
        self.taken: list[NewFile] = []

    def batch(self, files: Sequence[NewFile]) -> None:
        """Write some files under temporary names, read all of them back, and rename them. Files that were written
        before an error are finished, if that is still possible."""
        if self._stopped:
            return
        with _temporary() as written:
            try:
                there = self._write(files, written)
            except OSError:
                with contextlib.suppress(OSError):
                    self._settle([], _whole_ones(written))
                raise
            self._settle(there, written)

    def _write(self, files: Sequence[NewFile], written: dict[Path, NewFile]) -> list[NewFile]:
        """Write files under temporary names and add them to `written`; return those that were already there."""
        there: list[NewFile] = []
        for file in files:
            self._stopped = self._stopped or self._stop()
            if self._stopped:
                break
            if _is_torn(file):
                file.path.unlink()
            if file.path.exists():
                (there if holds(file.path, file.data) else self.taken).append(file)
            else:
                temporary = atomic_file.temporary_name(file.path)
                written[temporary] = file
                atomic_file.write_through(temporary, file.data)
            self._tell(self._done + len(there) + len(written) + len(self.taken), last=False)
        return there

    def _settle(self, there: Sequence[NewFile], written: dict[Path, NewFile]) -> None:
        for temporary, file in list(written.items()):
            if not atomic_file.reads_back(temporary, file.data):
                raise atomic_file.not_as_written(temporary)
        named = list(there)
        for temporary, file in list(written.items()):
            try:
                atomic_file.give_name(temporary, file.path)
            except FileExistsError:
                self.taken.append(file)
                continue
            named.append(file)
        if named:
            atomic_file.sync_folder(named[0].path.parent)
        for file in named:
            self._settled(file)
        self._done += len(named)
        self._tell(self._done + len(self.taken), last=True)

    def _tell(self, done: int, last: bool) -> None:
        """Report progress. The last file is not reported as done before it was read back."""
        if self._progress is not None and (last or done < self._total):
            self._progress(done, self._total)


def _whole_ones(written: dict[Path, NewFile]) -> dict[Path, NewFile]:
    """Those files that the medium stores as they were written."""
    return {temporary: file for temporary, file in written.items() if atomic_file.reads_back(temporary, file.data)}


@contextlib.contextmanager
def _temporary() -> Iterator[dict[Path, NewFile]]:
    """A dictionary of temporary files, which are deleted on exit."""
    written: dict[Path, NewFile] = {}
    try:
        yield written
    finally:
        for temporary in written:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _is_torn(file: NewFile) -> bool:
    """True if the existing file is an incomplete copy of this one, left by a pulled stick; nothing is lost by deleting
    it."""
    path = file.path
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size >= len(file.data):
            return False
        return file.data.startswith(path.read_bytes())
    except OSError:
        return False


def _clear_left(files: Sequence[NewFile]) -> None:
    """Delete temporary files that an interrupted hand-over of these files left; the folder is listed once."""
    names = {file.path.name for file in files}
    with os.scandir(files[0].path.parent) as entries:
        left = [entry.path for entry in entries if atomic_file.finished_name(entry.name) in names]
    for path in left:
        Path(path).unlink(missing_ok=True)


def _taken(name: str) -> KnownError:
    return KnownError(
        "already_there",
        Message("Another file of this name is already there: {name}", name=name),
        Message("All others are written. Move that file to another place, and try again."),
    )
