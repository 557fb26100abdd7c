"""The rows of collected files on the disk: locked segments that are only ever added, and read together.

They hold nothing that the archive and the decisions do not: whoever deletes them loses time, and no figure.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.register.its_disk import said_by_the_disk
from bsuh_desktop.trust.new_file import write_new_file, write_over
from bsuh_desktop.trust.register_keys import lock_bytes, register_damaged, register_not_readable, unlock_bytes

if TYPE_CHECKING:
    from bsuh_desktop.register.columns import Tables

_ENDING = ".seg"


class Segments:
    """The segments in `folder`, which need not be there yet; `lock` is the key of `trust.register_keys`. One desk
    works with them at a time."""

    def __init__(self, folder: Path, lock: bytes) -> None:
        self._folder = folder
        self._lock = lock
        self._last: int | None = None

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._folder

    def append(self, tables: bytes) -> None:
        """Adds the rows of `columns.packed`: whole and on the disk, or not at all. Raises KnownError: disk_full,
        read_only."""
        number = self._newest() + 1
        with said_by_the_disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{number:08}{_ENDING}"
            # Locked for its own name: one segment cannot stand in another's place.
            write_new_file(path, lock_bytes(tables, self._lock, path.name), private=True)
        self._last = number

    def load(self, learners: bool = True) -> Tables:
        """All rows, the latest of each file alone; without learners those are not read. Raises KnownError:
        register_damaged."""
        from bsuh_desktop.register.columns import joined

        return _latest(joined([self._read(path, learners) for path in self._paths()]))

    def each(self) -> Iterator[Tables]:
        """One segment after the other, in the order in which they were added, rows that do not hold any more among
        them. Raises KnownError: register_damaged."""
        return (self._read(path, True) for path in self._paths())

    def drop_older(self, files: Collection[bytes]) -> None:
        """Of these files the newest row alone stays: what the older ones told of learners was to be forgotten. Each
        segment is written anew in one step. Raises KnownError: register_damaged, disk_full, read_only."""
        from bsuh_desktop.register.columns import chosen, packed

        newer: set[bytes] = set()
        for path in reversed(list(self._paths())):
            tables = self._read(path, True)
            kept = []
            for row, file in reversed(list(enumerate(tables.classes["file"].to_pylist()))):
                if file not in newer:
                    kept.append(row)
                if file in files:
                    newer.add(file)
            if len(kept) < tables.classes.num_rows:
                left = packed(chosen(tables, sorted(kept)))
                with said_by_the_disk():
                    write_over(path, lock_bytes(left, self._lock, path.name), private=True)

    def _read(self, path: Path, learners: bool) -> Tables:
        import pyarrow as pa

        from bsuh_desktop.register.columns import unpacked

        try:
            return unpacked(unlock_bytes(path.read_bytes(), self._lock, path.name), learners)
        except (KnownError, ValueError, OSError, pa.ArrowException) as error:
            raise register_damaged() from error

    def _paths(self) -> Iterator[Path]:
        """The segments in the order in which they were added. Raises KnownError `not_readable`."""
        try:
            names = sorted(name for name in os.listdir(self._folder) if _number(name))
        except FileNotFoundError:
            return
        except OSError as error:
            raise register_not_readable() from error
        yield from (self._folder / name for name in names)

    def _newest(self) -> int:
        if self._last is None:
            self._last = max((_number(path.name) for path in self._paths()), default=0)
        return self._last


def _number(name: str) -> int:
    """The number of a segment's file name; 0 for any other file."""
    stem, ending = os.path.splitext(name)
    return int(stem) if ending == _ENDING and stem.isascii() and stem.isdecimal() else 0


def _latest(tables: Tables) -> Tables:
    """The last row of each file alone."""
    from bsuh_desktop.register.columns import chosen

    last = {file: row for row, file in enumerate(tables.classes["file"].to_pylist())}
    return chosen(tables, sorted(last.values()))


def current_rows(tables: Tables, counts: Callable[[str, bytes], bool]) -> Tables:
    """The classes of which `counts(session, file)` is true, and their learners."""
    from bsuh_desktop.register.columns import chosen

    pairs = zip(tables.classes["session"].to_pylist(), tables.classes["file"].to_pylist(), strict=True)
    return chosen(tables, [row for row, pair in enumerate(pairs) if counts(*pair)])
