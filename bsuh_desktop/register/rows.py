"""The rows of collected files as judging, deciding and forgetting ask for them: with Arrow, or without."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol

from bsuh_desktop.register.facts import ClassFacts, FileFacts

Column = Callable[[str], list[Any]]
"""The values of one field of ClassFacts, one for each file, in the order in which the rows came."""


class Rows(Protocol):
    """`segments.Segments` where the coordinator's libraries are installed, `plain_rows.PlainRows` where they are not.
    Of several rows of one file the last one holds. All raise KnownError `register_damaged` for what cannot be read."""

    def add(self, files: Iterable[FileFacts]) -> None:
        """Adds rows: whole and on the disk, or not at all. Raises KnownError: disk_full, read_only."""
        ...

    def class_columns(self) -> Column:
        """The files field by field, as they are now."""
        ...

    def class_facts(self, wanted: Callable[[str, bytes], bool]) -> list[ClassFacts]:
        """The files of which `wanted(session, file)` is true."""
        ...

    def seats_of(self, learners: Mapping[int, str]) -> Iterator[tuple[bytes, bytes, str]]:
        """Where the `learners` (their ids by pseudonym) stand: file, public key of its device, and id."""
        ...

    def held_back(self, old: Collection[bytes], young: Collection[bytes], since: datetime.date) -> frozenset[bytes]:
        """Those of the `old` files in which somebody stands who sits in a `young` one as well, and those whose class is
        of a day after `since`: nothing was received before it was held, and that clock was wrong."""
        ...

    def drop_older(self, files: Collection[bytes]) -> None:
        """Of these files the newest row alone stays: what the older ones told of learners was to be forgotten. Raises
        KnownError: disk_full, read_only."""
        ...
