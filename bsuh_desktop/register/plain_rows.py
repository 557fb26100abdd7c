"""Rows without Arrow, for a laptop without the coordinator's libraries: it can collect but makes no figures.

A few thousand files at most; read completely each time, as MessagePack. Rows of both kinds stand in numbered, encrypted
files of one folder: each written atomically, and normally only added. They can be rebuilt from the archive and the
decisions: deleting them costs time, and no figures."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from bsuh_desktop.register.archive import raising_known_errors
from bsuh_desktop.register.facts import ClassFacts, Column, FileFacts, pseudonyms_in
from bsuh_desktop.system.atomic_file import write_new_file, write_over
from bsuh_desktop.trust.register_keys import lock_bytes, register_damaged, register_not_readable, unlock_bytes

ENDINGS = (".seg3", ".rows3")
"""Suffixes of files of rows; the number is the version of the format. Others were written by an earlier version of the
app."""


class RowFiles:
    """The files with the suffix `ending` in `folder`, which need not exist yet; `lock` is the key of
    `trust.register_keys`. Only one desk may use them at a time."""

    ending: ClassVar[str]

    def __init__(self, folder: Path, row_key: bytes) -> None:
        self._folder = folder
        self._lock = row_key
        self._last: int | None = None

    @property
    def folder(self) -> Path:
        """The folder that contains them."""
        return self._folder

    def append(self, rows: bytes) -> None:
        """Adds one file, atomically and durably. Raises KnownError: disk_full, read_only."""
        number = self._newest() + 1
        with raising_known_errors():
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{number:08}{self.ending}"
            # The name is authenticated, so that no file can take another's place.
            write_new_file(path, lock_bytes(rows, self._lock, path.name), private=True)
        self._last = number

    def _unlocked(self, path: Path) -> bytes:
        """The decrypted rows of a file. Raises KnownError `register_damaged`."""
        try:
            return unlock_bytes(path.read_bytes(), self._lock, path.name)
        except OSError as error:
            raise register_damaged() from error

    def _replace(self, path: Path, rows: bytes) -> None:
        """Replaces a file's rows in one step. Raises KnownError: disk_full, read_only."""
        with raising_known_errors():
            write_over(path, lock_bytes(rows, self._lock, path.name), private=True)

    def _paths(self) -> Iterator[Path]:
        """The files in the order in which they were added. Raises KnownError `not_readable`."""
        names = sorted(name for name in self._names() if _number(name, self.ending))
        yield from (self._folder / name for name in names)

    def _drop_others(self) -> None:
        """Deletes files with another suffix: a desk with other libraries wrote them, and will rebuild them. Raises
        KnownError: disk_full, read_only."""
        with raising_known_errors():
            for name in self._names():
                ending = os.path.splitext(name)[1]
                if ending != self.ending and _number(name, ending):
                    (self._folder / name).unlink()

    def drop_earlier(self) -> None:
        """Deletes files of an earlier format: their rows are missing then, and are read again from the archive. Raises
        KnownError: disk_full, read_only."""
        with raising_known_errors():
            for name in self._names():
                ending = os.path.splitext(name)[1]
                if ending not in ENDINGS and _number(name, ending):
                    (self._folder / name).unlink()

    def _names(self) -> list[str]:
        try:
            return os.listdir(self._folder)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise register_not_readable() from error

    def _newest(self) -> int:
        if self._last is None:
            self._last = max((_number(path.name, self.ending) for path in self._paths()), default=0)
        return self._last


def _number(name: str, wanted: str) -> int:
    """The number in the name of a file with that ending; 0 for any other file."""
    stem, ending = os.path.splitext(name)
    return int(stem) if ending == wanted and stem.isascii() and stem.isdecimal() else 0


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[FileFacts, ...])


class PlainRows(RowFiles):
    """Implements `facts.Rows`."""

    ending = ".rows3"

    def add(self, files: Iterable[FileFacts]) -> None:
        """Adds rows of files."""
        self.append(_encoder.encode(tuple(files)))

    def class_columns(self) -> Column:
        """The files' fields as columns."""
        about = [one.about for one in self.latest()]

        def column(name: str) -> list[Any]:
            return [getattr(one, name) for one in about]

        return column

    def class_facts(self, wanted: Callable[[str, bytes], bool]) -> list[ClassFacts]:
        """The files for which `wanted` is true."""
        return [one.about for one in self.latest() if wanted(one.about.session, one.about.file)]

    def seats_of(self, learners: Mapping[int, str]) -> Iterator[tuple[bytes, bytes, str]]:
        """File, device and id of each place where one of the learners occurs, including outdated rows."""
        for one in (one for path in self._paths() for one in self._read(path)):
            here = set(pseudonyms_in(one.rows)) & learners.keys()
            yield from ((one.about.file, one.about.key, learners[learner]) for learner in here)

    def held_back(self, old: Collection[bytes], young: Collection[bytes], since: datetime.date) -> frozenset[bytes]:
        """The `old` files that must wait for others."""
        every = [one for path in self._paths() for one in self._read(path)]
        late = {one.about.file for one in every if one.about.file in young or one.about.day > since}
        sit = {learner for one in every if one.about.file in late for learner in pseudonyms_in(one.rows)}
        of_old = (one for one in every if one.about.file in old)
        waiting = {one.about.file for one in of_old if sit.intersection(pseudonyms_in(one.rows))}
        return frozenset(late | waiting)

    def drop_older(self, files: Collection[bytes]) -> None:
        """Keeps only the newest row of each of these files. Rows stored with Arrow are deleted: they cannot be read
        here, and are rebuilt from the archive when needed."""
        newer: set[bytes] = set()
        for path in reversed(list(self._paths())):
            before, kept = self._read(path), list[FileFacts]()
            for one in reversed(before):
                if one.about.file not in newer:
                    kept.append(one)
                if one.about.file in files:
                    newer.add(one.about.file)
            if len(kept) < len(before):
                self._replace(path, _encoder.encode(tuple(reversed(kept))))
        self._drop_others()

    def drop(self, files: Collection[bytes]) -> None:
        """Deletes all rows of these files. Raises KnownError: register_damaged, disk_full, read_only."""
        for path in self._paths():
            before = self._read(path)
            kept = tuple(one for one in before if one.about.file not in files)
            if len(kept) < len(before):
                self._replace(path, _encoder.encode(kept))

    def latest(self) -> Collection[FileFacts]:
        """The last row of each file, in their order."""
        latest: dict[bytes, FileFacts] = {}
        for one in (one for path in self._paths() for one in self._read(path)):
            latest.pop(one.about.file, None)
            latest[one.about.file] = one
        return latest.values()

    def _read(self, path: Path) -> tuple[FileFacts, ...]:
        try:
            return _decoder.decode(self._unlocked(path))
        except msgspec.MsgspecError as error:
            raise register_damaged() from error
