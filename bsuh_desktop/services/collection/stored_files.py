"""The files in the register, with what new ones are compared with, and the classes that count, as rows.

They are looked up, never searched."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from bsuh_desktop.register.decision_lines import FileStatus
from bsuh_desktop.register.facts import ClassFacts, Column
from bsuh_desktop.register.folder import Register
from bsuh_desktop.trust.register_keys import register_damaged

_COLUMNS = ("file", "session", "revision", "key", "manifest", "nth", "prev", "chain_head", "chain_length", "partner")
_SHOWN = ("day", "place", "place_name", "module", "present", "doubts", "entered_later")


class StoredFile(msgspec.Struct, frozen=True, gc=False):
    """One file of the register; its fields are those of `register.facts.ClassFacts`."""

    file: bytes
    session: str
    revision: int
    key: bytes
    manifest: bytes
    nth: int
    prev: bytes
    chain_head: bytes
    chain_length: int
    partner: int


class Shown(msgspec.Struct, frozen=True):
    """What is shown of such a file."""

    day: datetime.date | None = None
    place: str = ""
    place_name: str = ""
    module: str = ""
    present: int = 0
    doubts: tuple[str, ...] = ()
    entered_later: bool = False


class StoredFiles:
    """All files with a decision and a row, by hash. `granted` has for each key one file that was judged by a grant."""

    def __init__(self, register: Register) -> None:
        """Raises KnownError `register_damaged`."""
        self._register = register
        self._by_hash: dict[bytes, StoredFile] = {}
        self._column = register.rows.class_columns()
        self._rows: dict[bytes, int] = {}
        self.granted: dict[bytes, bytes] = {}
        known = register.status.files
        for row, one in enumerate(_stored_in(self._column)):
            if one.file in known:
                self._rows[one.file] = row
                self._add(one)

    def __len__(self) -> int:
        return len(self._by_hash)

    def of(self, file: bytes) -> StoredFile | None:
        """The file of that hash; None if the register has no row for it."""
        return self._by_hash.get(file)

    def every(self) -> Iterable[StoredFile]:
        """All of them, in the order of their rows."""
        return self._by_hash.values()

    def of_session(self, session: str) -> Iterator[StoredFile]:
        """All files of a session with a decision, in the order in which they were received."""
        return (self._by_hash[file] for file in self._register.decisions.files_of(session) if file in self._by_hash)

    def add(self, about: ClassFacts) -> None:
        """Adds a new file, or one that was judged by another grant."""
        self._add(StoredFile(**{name: getattr(about, name) for name in _COLUMNS}))

    def missing(self) -> list[bytes]:
        """Files with a decision but without rows: they have to be read again from the archive."""
        return [file for file in self._register.status.files if file not in self._by_hash]

    def shown(self, file: bytes) -> Shown:
        """What the rows had of a file when this object was made; empty for a file that came later."""
        row = self._rows.get(file)
        if row is None:
            return Shown()
        return Shown(*(column[row] for column in self._shown))

    @functools.cached_property
    def _shown(self) -> tuple[list[Any], ...]:
        return tuple(map(self._column, _SHOWN))

    def _add(self, one: StoredFile) -> None:
        self._by_hash[one.file] = one
        if one.partner:
            self.granted.setdefault(one.key, one.file)


def without_row(file: bytes, status: FileStatus) -> StoredFile:
    """A file as far as the decisions alone describe it."""
    return StoredFile(file, status.session, status.revision, b"", b"", 0, b"", b"", 0, 0)


def _stored_in(column: Column) -> Iterator[StoredFile]:
    """The rows of classes; equal keys share one value, to save memory."""
    same: dict[Any, Any] = {}
    columns = map(column, _COLUMNS)
    for file, session, revision, key, manifest, nth, prev, head, length, partner in zip(*columns, strict=True):
        one_key = same.setdefault(key, key)
        yield StoredFile(file, session, revision, one_key, manifest, nth, prev, head, length, partner)


def counted_classes(register: Register) -> tuple[ClassFacts, ...]:
    """Every class that counts now, without its learners. Raises KnownError `register_damaged` where rows of files
    that count are missing."""
    current = register.status.current
    classes = register.rows.class_facts(lambda session, file: current.get(session) == file)
    if len(classes) < len(current):
        raise register_damaged()
    return tuple(classes)
