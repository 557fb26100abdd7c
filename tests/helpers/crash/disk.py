"""What a process did to the files of one folder: each file's changes and syncs, each folder's names, and what it said.

SQLite's `-shm` is never synced and rebuilt at the next start, so it is left out.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable
from pathlib import Path

from tests.helpers.crash.trace import Operation

_PIPE = 1
_UNKNOWN = {"writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "fallocate", "truncate"}
_PASSED_OVER = "-shm"


@dataclasses.dataclass(frozen=True)
class Change:
    """Bytes at a place of a file, or with `data` None its length; from line `began` of the trace to line `ended`."""

    began: int
    ended: int
    at: int
    data: bytes | None


@dataclasses.dataclass(frozen=True)
class Sync:
    """Whatever had ended before it began is safe once it has ended."""

    began: int
    ended: int


class File:
    """What was in a file (None: it is a folder) at first, what was done to it, when it was synced, and its size in
    bytes after all that. Of a folder its names count as what is in it."""

    def __init__(self, first: bytes | None = b"") -> None:
        self.first = first
        self.size = len(first or b"")
        self.changes: list[Change] = []
        self.syncs: list[Sync] = []


@dataclasses.dataclass(frozen=True)
class Naming:
    """Names that files got (None: names that are no more), in one step of the file system."""

    began: int
    ended: int
    names: dict[str, File | None]


@dataclasses.dataclass
class _Handle:
    path: str
    file: File
    appends: bool = False
    place: int = 0


class Recording:
    """Everything below `home`, from the files that stood there (`first`, by path) when the recording began. `said` are
    the words on standard output, each with the line where it began; `points` the lines at which something happened, by
    path, "" for words."""

    def __init__(self, home: Path, first: dict[str, File], operations: Iterable[Operation]) -> None:
        self.home = home
        self.first = first
        self.namings: list[Naming] = []
        self.said: list[tuple[int, bytes]] = []
        self.points: dict[str, list[int]] = {}
        self._now = dict(first)
        self._handles: dict[int, _Handle] = {}
        for operation in operations:
            self._take(operation)

    def _take(self, operation: Operation) -> None:
        descriptor = operation.arguments[0] if operation.arguments else b""
        if operation.call in ("open", "openat", "creat"):
            self._open(operation)
        elif operation.call in ("link", "linkat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir"):
            self._rename(operation)
        elif descriptor == _PIPE and operation.call == "write":
            self.said.append((operation.began, _bytes(operation)))
            self._mark("", operation.began)
        elif isinstance(descriptor, int) and descriptor in self._handles:
            self._use(operation, descriptor)

    def _open(self, operation: Operation) -> None:
        path, flags = _paths(operation)[0], str(operation.arguments[-1 if _is_flags(operation.arguments[-1]) else -2])
        self._handles.pop(operation.result, None)
        if not self._is_ours(path):
            return
        if path not in self._now:
            self._name(operation, {path: File()})
        elif "O_TRUNC" in flags:
            self._change(operation, _Handle(path, self._now[path]), 0, None)
        self._handles[operation.result] = _Handle(path, self._now[path], appends="O_APPEND" in flags)

    def _rename(self, operation: Operation) -> None:
        paths = _paths(operation)
        if not self._is_ours(paths[-1]):
            return
        if operation.call == "mkdir":
            self._name(operation, {paths[0]: File(None)})
        elif operation.call.startswith("unlink"):
            self._name(operation, {paths[0]: None})
        elif operation.call.startswith("link"):
            self._name(operation, {paths[1]: self._now[paths[0]]})
        else:
            self._name(operation, {paths[0]: None, paths[1]: self._now[paths[0]]})

    def _use(self, operation: Operation, descriptor: int) -> None:
        handle = self._handles[descriptor]
        assert operation.call not in _UNKNOWN, f"{operation.call} is a way of writing that nobody reads yet"
        if operation.call == "close":
            del self._handles[descriptor]
        elif operation.call.startswith("dup"):
            self._handles[operation.result] = handle
        elif operation.call in ("fsync", "fdatasync"):
            handle.file.syncs.append(Sync(operation.began, operation.ended))
            self._mark(handle.path, operation.ended)
        elif operation.call == "ftruncate":
            self._change(operation, handle, _number(operation), None)
        elif operation.call == "pwrite64":
            self._change(operation, handle, _number(operation), _bytes(operation))
        elif operation.call == "write":
            at = handle.file.size if handle.appends else handle.place
            self._change(operation, handle, at, _bytes(operation))
            handle.place = at + operation.result

    def _change(self, operation: Operation, handle: _Handle, at: int, data: bytes | None) -> None:
        handle.file.changes.append(Change(operation.began, operation.ended, at, data))
        handle.file.size = at if data is None else max(handle.file.size, at + len(data))
        self._mark(handle.path, operation.ended)

    def _mark(self, path: str, line: int) -> None:
        self.points.setdefault(path, []).append(line)

    def _name(self, operation: Operation, names: dict[str, File | None]) -> None:
        self.namings.append(Naming(operation.began, operation.ended, names))
        for path, file in names.items():
            self._mark(path, operation.ended)
            if file is None:
                self._now.pop(path, None)
            else:
                self._now[path] = file

    def _is_ours(self, path: str) -> bool:
        return is_below(self.home, path)


def is_below(home: Path, path: str) -> bool:
    """True for what is recorded."""
    return (path == str(home) or path.startswith(f"{home}{os.sep}")) and not path.endswith(_PASSED_OVER)


def snapshot(home: Path) -> dict[str, File]:
    """All files and folders of `home` as they are now, `home` itself among them."""
    found = (path for path in (home, *home.rglob("*")) if is_below(home, str(path)))
    return {str(path): File(None if path.is_dir() else path.read_bytes()) for path in found}


def _paths(operation: Operation) -> list[str]:
    return [os.fsdecode(word) for word in operation.arguments if isinstance(word, bytes)]


def _is_flags(word: bytes | int | str) -> bool:
    return isinstance(word, str) and word.startswith("O_")


def _bytes(operation: Operation) -> bytes:
    data = operation.arguments[1]
    assert isinstance(data, bytes)
    return data[: operation.result]


def _number(operation: Operation) -> int:
    number = operation.arguments[-1]
    assert isinstance(number, int)
    return number
