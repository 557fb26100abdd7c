"""Rows as Arrow: the facts of many files become two tables, in encrypted segments that are added and read together.

A learner takes 54 bytes: pseudonyms as 64-bit numbers, words of closed lists as one byte each, and the row of its
class. pyarrow is kept from importing pandas when it makes its first array: it only checks whether the input is a pandas
object, which costs each command 0.4 s and 50 MB, and nothing here uses pandas."""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bsuh_desktop.register.facts import FORMATS, ROW_BYTES, WORDS, ClassFacts, Column, FileFacts
from bsuh_desktop.register.plain_rows import PlainRows, RowFiles
from bsuh_desktop.trust.register_keys import register_damaged

_PANDAS = "pandas"


class _Away:
    """An import hook that pretends that pandas is not installed."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Raises ModuleNotFoundError for pandas."""
        if name == _PANDAS:
            raise ModuleNotFoundError(name)
        return None


def settle_pyarrow() -> None:
    """Makes pyarrow work without pandas in this process; pandas itself can still be imported afterwards."""
    if _PANDAS in sys.modules:
        return
    away = _Away()
    sys.meta_path.insert(0, away)
    try:
        # pyarrow looks for pandas once and remembers the result.
        pa.array([0])
    finally:
        sys.meta_path.remove(away)


settle_pyarrow()

MAGIC = b"bsuh-rows/3\n\0\0\0\0"
"""Together with the length after it a multiple of 8: Arrow reads 64-bit numbers in place."""

CLASSES = pa.schema(
    [
        ("file", pa.binary(32)),
        ("session", pa.string()),
        ("revision", pa.int32()),
        ("key", pa.binary()),
        ("manifest", pa.binary()),
        ("nth", pa.int64()),
        ("prev", pa.binary()),
        ("last_counter", pa.int64()),
        ("chain_head", pa.binary()),
        ("chain_length", pa.int64()),
        ("day", pa.date32()),
        ("place", pa.string()),
        ("place_name", pa.string()),
        ("partner", pa.int32()),
        ("facilitator", pa.string()),
        ("module", pa.string()),
        ("module_version", pa.int32()),
        ("channel", pa.string()),
        ("minutes", pa.int32()),
        ("entered_later", pa.bool_()),
        ("doubts", pa.list_(pa.string())),
        ("on_roll", pa.int32()),
        ("present", pa.int32()),
        ("awarded", pa.int32()),
    ]
)
LEARNERS = pa.schema(
    [
        ("row", pa.int32()),
        ("learner", pa.int64()),
        ("seat", pa.int64()),
        ("serial", pa.int64()),
        *((name, pa.uint8()) for name in WORDS),
        ("answered", pa.int16()),
        ("correct", pa.int16()),
        ("pre", pa.int16()),
        ("post", pa.int16()),
        ("awarded", pa.bool_()),
        ("heads", pa.int32()),
        ("grade", pa.uint8()),
        ("record_key", pa.int64()),
    ]
)
_OWN = tuple(name for name in LEARNERS.names if name != "row")


class Tables(NamedTuple):
    """The two tables."""

    classes: pa.Table
    """One row a file."""
    learners: pa.Table
    """Their column `row` is the index of their class in `classes`, from 0. Sorted by class, in the order of
    `classes`."""


def tables_of(files: Iterable[FileFacts]) -> bytes:
    """The serialised rows of `files`: the content of a segment, and the result of a worker."""
    return packed(made_tables(files))


def made_tables(files: Iterable[FileFacts]) -> Tables:
    """The rows of `files`."""
    import numpy as np

    all_files = list(files)
    about, rows = [file.about for file in all_files], [file.rows for file in all_files]
    learners = np.frombuffer(b"".join(rows), np.dtype([(name, f"<{code}") for name, code in FORMATS]))
    of_class = np.repeat(np.arange(len(rows), dtype=np.int32), [len(one) // ROW_BYTES for one in rows])
    columns = [pa.array(of_class), *(pa.array(np.ascontiguousarray(learners[name])) for name in _OWN)]
    return Tables(_class_table(about), pa.Table.from_arrays(columns, schema=LEARNERS))


def _class_table(about: Sequence[ClassFacts]) -> pa.Table:
    values = zip(*map(msgspec.structs.astuple, about), strict=True) if about else [()] * len(CLASSES)
    columns = [pa.array(column, field.type) for column, field in zip(values, CLASSES, strict=True)]
    return pa.Table.from_arrays(columns, schema=CLASSES)


def packed(tables: Tables) -> bytes:
    """Both tables as bytes: MAGIC, the length of the first in eight bytes (little-endian), and each as an Arrow IPC
    stream."""
    classes, learners = (_stream(table) for table in tables)
    return b"".join((MAGIC, len(classes).to_bytes(8, "little"), classes, learners))


def _stream(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue()


def unpacked(data: bytes, learners: bool = True) -> Tables:
    """The tables in `packed` bytes; with `learners` False the learners are not read and their table is empty. Raises
    ValueError if `data` has another format."""
    start = len(MAGIC) + 8
    if data[: len(MAGIC)] != MAGIC or len(data) < start:
        raise ValueError("no rows of ours")
    length = int.from_bytes(data[len(MAGIC) : start], "little")
    whole = memoryview(data)
    classes = _table(whole[start : start + length], CLASSES)
    people = _table(whole[start + length :], LEARNERS) if learners else LEARNERS.empty_table()
    return Tables(classes, people)


def _table(data: memoryview, schema: pa.Schema) -> pa.Table:
    with pa.ipc.open_stream(pa.py_buffer(data)) as reader:
        table = reader.read_all()
    if not table.schema.equals(schema):
        raise ValueError("columns of another version")
    return table


def joined(parts: Sequence[Tables]) -> Tables:
    """Several tables concatenated in order."""
    if not parts:
        return Tables(CLASSES.empty_table(), LEARNERS.empty_table())
    starts = accumulate((part.classes.num_rows for part in parts), initial=0)
    moved = [_moved(part.learners, start) for part, start in zip(parts, starts, strict=False)]
    return Tables(pa.concat_tables([part.classes for part in parts]), pa.concat_tables(moved))


def chosen(tables: Tables, rows: Sequence[int]) -> Tables:
    """The classes with these row numbers, which must be ascending, and their learners."""
    import numpy as np

    if len(rows) == tables.classes.num_rows:
        return tables
    numbers = np.full(tables.classes.num_rows, -1, np.int32)
    numbers[np.asarray(rows, np.int64)] = np.arange(len(rows), dtype=np.int32)
    moved = numbers[tables.learners["row"].to_numpy()]
    learners = tables.learners.set_column(0, LEARNERS.field(0), pa.array(moved, pa.int32()))
    return Tables(tables.classes.take(pa.array(rows, pa.int64())), learners.filter(pa.array(moved >= 0)))


def _moved(learners: pa.Table, by: int) -> pa.Table:
    import pyarrow.compute as pc

    if not by:
        return learners
    return learners.set_column(0, LEARNERS.field(0), pc.add(learners["row"], pa.scalar(by, pa.int32())))


def class_facts(classes: pa.Table) -> Iterator[ClassFacts]:
    """The rows of `classes` as ClassFacts."""
    columns = [classes[name].to_pylist() for name in CLASSES.names]
    for row in zip(*columns, strict=True):
        fields: dict[str, Any] = dict(zip(CLASSES.names, row, strict=True))
        yield ClassFacts(**fields | {"doubts": tuple(fields["doubts"])})


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
    """Implements `facts.Rows`, and loads tables for figures. `append` takes the bytes of `packed`."""

    ending = ".seg3"

    def add(self, files: Iterable[FileFacts]) -> None:
        """Adds rows of files."""

        self.append(tables_of(files))

    def class_columns(self) -> Column:
        """The files' fields as columns."""
        classes = self.load(learners=False).classes
        return lambda name: classes[name].to_pylist()

    def class_facts(self, wanted: Callable[[str, bytes], bool]) -> list[ClassFacts]:
        """The files for which `wanted` is true."""

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

        return _latest(joined([*self._plain(), *(self._read(path, learners) for path in self._paths())]))

    def each(self) -> Iterator[Tables]:
        """The segments one after the other, in the order in which they were added, including outdated rows. Raises
        KnownError: register_damaged."""
        yield from self._plain()
        yield from (self._read(path, True) for path in self._paths())

    def drop_older(self, files: Collection[bytes]) -> None:
        """Keeps only the newest row of each of these files: the learners in the older ones were to be forgotten. Each
        segment is replaced in one step. Raises KnownError: register_damaged, disk_full, read_only."""

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

        files = PlainRows(self.folder, self._lock).latest()
        return [made_tables(files)] if files else []

    def _read(self, path: Path, learners: bool) -> Tables:
        import pyarrow as pa

        try:
            return unpacked(self._unlocked(path), learners)
        except (ValueError, pa.ArrowException) as error:
            raise register_damaged() from error


def _latest(tables: Tables) -> Tables:
    """Only the last row of each file."""

    last = {file: row for row, file in enumerate(tables.classes["file"].to_pylist())}
    return chosen(tables, sorted(last.values()))


def current_rows(tables: Tables, counts: Callable[[str, bytes], bool]) -> Tables:
    """The classes for which `counts(session, file)` is true, and their learners."""

    pairs = zip(tables.classes["session"].to_pylist(), tables.classes["file"].to_pylist(), strict=True)
    return chosen(tables, [row for row, pair in enumerate(pairs) if counts(*pair)])
