"""The interface to the rows of collected files for judging, deciding and forgetting, with or without Arrow."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol

from bsuh_desktop.register.facts import ClassFacts, FileFacts

Column = Callable[[str], list[Any]]
"""The values of one field of ClassFacts, one for each file, in the order in which the rows came."""


class Rows(Protocol):
    """`segments.Segments` if the coordinator's libraries are installed, else `plain_rows.PlainRows`. Of several rows of
    one file the last one is valid. All methods raise KnownError `register_damaged` for rows that cannot be read."""

    def add(self, files: Iterable[FileFacts]) -> None:
        """Adds rows, atomically and durably. Raises KnownError: disk_full, read_only."""
        ...

    def class_columns(self) -> Column:
        """The files' fields as columns, as they are now."""
        ...

    def class_facts(self, wanted: Callable[[str, bytes], bool]) -> list[ClassFacts]:
        """The files for which `wanted(session, file)` is true."""
        ...

    def seats_of(self, learners: Mapping[int, str]) -> Iterator[tuple[bytes, bytes, str]]:
        """Where the `learners` (pseudonym to id) occur: file, public key of its device, and id."""
        ...

    def held_back(self, old: Collection[bytes], young: Collection[bytes], since: datetime.date) -> frozenset[bytes]:
        """Those of the `old` files with a learner who is also in a `young` one, and those whose class has a day after
        `since`: a file cannot be received before its class was held, so that clock was wrong."""
        ...

    def drop_older(self, files: Collection[bytes]) -> None:
        """Keeps only the newest row of each of these files: the learners in the older ones were to be forgotten. Raises
        KnownError: disk_full, read_only."""
        ...
