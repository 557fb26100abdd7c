"""The rows of collected files on the disk as Arrow tables, in encrypted segments that are added and read together.

They can be rebuilt from the archive and the decisions: deleting them costs time, and no figures.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register.arrow_columns import Tables
from bsuh_desktop.register.facts import ClassFacts, FileFacts
from bsuh_desktop.register.plain_rows import PlainRows
from bsuh_desktop.register.row_files import RowFiles
from bsuh_desktop.register.rows import Column
from bsuh_desktop.trust.register_keys import register_damaged

if TYPE_CHECKING:
    from bsuh_desktop.register.arrow_columns import Tables


def held_back(
    segments: Iterable[Tables], old: Collection[bytes], young: Collection[bytes], since: datetime.date
) -> frozenset[bytes]:
    """Those of the `old` files with a learner who is also in a `young` one, and those whose class has a day after
    `since`: a file cannot be received before its class was held, so that clock was wrong."""
    people: dict[bytes, np.ndarray] = {}
    younger: list[np.ndarray] = []
    late: set[bytes] = set()
    for tables in segments:
        learners = tables.learners["learner"].to_numpy()
        rows = tables.learners["row"].to_numpy()
        days = tables.classes["day"].to_pylist()
        for row, file in enumerate(tables.classes["file"].to_pylist()):
            first, last = np.searchsorted(rows, [row, row + 1])
            own = learners[first:last]
            if file in young or days[row] > since:
                younger.append(own[own != 0])
                late.add(file)
            elif file in old:
                people[file] = own
    sit = np.unique(np.concatenate(younger)) if younger else np.empty(0, np.int64)
    return frozenset(late | {file for file, own in people.items() if np.isin(own, sit).any()})


def seats_of(tables: Tables, learners: Mapping[int, str]) -> list[tuple[bytes, bytes, str]]:
    """Where the `learners` (pseudonym to id) occur in one segment: file, public key of its device, and id."""
    theirs = tables.learners.filter(pc.is_in(tables.learners["learner"], pa.array(list(learners), pa.int64())))
    if not theirs.num_rows:
        return []
    classes = tables.classes.take(theirs["row"])
    found = zip(classes["file"].to_pylist(), classes["key"].to_pylist(), theirs["learner"].to_pylist(), strict=True)
    return [(file, key, learners[learner]) for file, key, learner in found]


class Segments(RowFiles):
    """Implements `rows.Rows`, and loads tables for figures. `append` takes the bytes of `arrow_columns.packed`."""

    ending = ".seg3"

    def add(self, files: Iterable[FileFacts]) -> None:
        """Adds rows of files."""
        from bsuh_desktop.register.arrow_columns import tables_of

        self.append(tables_of(files))

    def class_columns(self) -> Column:
        """The files' fields as columns."""
        classes = self.load(learners=False).classes
        return lambda name: classes[name].to_pylist()

    def class_facts(self, wanted: Callable[[str, bytes], bool]) -> list[ClassFacts]:
        """The files for which `wanted` is true."""
        from bsuh_desktop.register.arrow_columns import class_facts

        return list(class_facts(current_rows(self.load(learners=False), wanted).classes))

    def seats_of(self, learners: Mapping[int, str]) -> Iterator[tuple[bytes, bytes, str]]:
        """File, device and id of each place where one of the learners occurs, including outdated rows."""

        return (seat for tables in self.each() for seat in seats_of(tables, learners))

    def held_back(self, old: Collection[bytes], young: Collection[bytes], since: datetime.date) -> frozenset[bytes]:
        """The `old` files that must wait for others."""

        return held_back(self.each(), old, young, since)

    def load(self, learners: bool = True) -> Tables:
        """All rows, only the latest of each file; with `learners` False without reading those. Raises KnownError:
        register_damaged."""
        from bsuh_desktop.register.arrow_columns import joined

        return _latest(joined([*self._plain(), *(self._read(path, learners) for path in self._paths())]))

    def each(self) -> Iterator[Tables]:
        """The segments one after the other, in the order in which they were added, including outdated rows. Raises
        KnownError: register_damaged."""
        yield from self._plain()
        yield from (self._read(path, True) for path in self._paths())

    def drop_older(self, files: Collection[bytes]) -> None:
        """Keeps only the newest row of each of these files: the learners in the older ones were to be forgotten. Each
        segment is replaced in one step. Raises KnownError: register_damaged, disk_full, read_only."""
        from bsuh_desktop.register.arrow_columns import chosen, packed

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
                self._replace(path, packed(chosen(tables, sorted(kept))))
        PlainRows(self.folder, self._lock).drop(files)

    def _plain(self) -> list[Tables]:
        """What was collected before the coordinator's libraries were installed; older than all segments."""
        from bsuh_desktop.register.arrow_columns import made_tables

        files = PlainRows(self.folder, self._lock).latest()
        return [made_tables(files)] if files else []

    def _read(self, path: Path, learners: bool) -> Tables:
        import pyarrow as pa

        from bsuh_desktop.register.arrow_columns import unpacked

        try:
            return unpacked(self._unlocked(path), learners)
        except (ValueError, pa.ArrowException) as error:
            raise register_damaged() from error


def _latest(tables: Tables) -> Tables:
    """Only the last row of each file."""
    from bsuh_desktop.register.arrow_columns import chosen

    last = {file: row for row, file in enumerate(tables.classes["file"].to_pylist())}
    return chosen(tables, sorted(last.values()))


def current_rows(tables: Tables, counts: Callable[[str, bytes], bool]) -> Tables:
    """The classes for which `counts(session, file)` is true, and their learners."""
    from bsuh_desktop.register.arrow_columns import chosen

    pairs = zip(tables.classes["session"].to_pylist(), tables.classes["file"].to_pylist(), strict=True)
    return chosen(tables, [row for row, pair in enumerate(pairs) if counts(*pair)])
