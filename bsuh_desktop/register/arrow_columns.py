"""Class and learner rows as columns: the facts of many files become two Arrow tables, serialised together.

A learner takes 54 bytes: pseudonyms as 64-bit numbers, words of closed lists as one byte each, and the row of its
class.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from bsuh_desktop.register.arrow import settle_pyarrow
from bsuh_desktop.register.facts import ClassFacts, FileFacts
from bsuh_desktop.register.learner_rows import FORMATS, ROW_BYTES, WORDS

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
