"""Rows without Arrow, for a laptop without the coordinator's libraries: it can collect but makes no figures.

A few thousand files at most; read completely each time, as MessagePack.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.register.facts import ClassFacts, FileFacts
from bsuh_desktop.register.learner_rows import pseudonyms_in
from bsuh_desktop.register.row_files import RowFiles
from bsuh_desktop.register.rows import Column
from bsuh_desktop.trust.register_keys import register_damaged

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[FileFacts, ...])


class PlainRows(RowFiles):
    """Implements `rows.Rows`."""

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
