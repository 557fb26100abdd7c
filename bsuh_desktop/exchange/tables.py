"""The two lists of an attendance file as CSV that a spreadsheet opens rightly and harmlessly.

RFC 4180 with commas and CR LF, UTF-8 with a byte-order mark so that Excel shows Bangla. A cell that a spreadsheet
could take for a formula has an apostrophe in front, and so has one that begins with an apostrophe itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from bsuh_desktop.exchange.facts import AttendanceRow, NameRow

_MARK = "\ufeff"
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_MAY_BE_GUARDED = frozenset(_GUARDED)
Row = TypeVar("Row", AttendanceRow, NameRow)


def write_rows(rows: Iterable[AttendanceRow]) -> bytes:
    """`attendance.csv`."""
    return _write(AttendanceRow, rows)


def read_rows(data: bytes) -> tuple[AttendanceRow, ...]:
    """The rows of `attendance.csv`. Raises ValueError for anything that `write_rows` could not have written."""
    return _read(AttendanceRow, data)


def write_names(rows: Iterable[NameRow]) -> bytes:
    """`names.csv`, before it is sealed. The signature stands in hexadecimal."""
    return _write(NameRow, rows)


def read_names(data: bytes) -> tuple[NameRow, ...]:
    """The rows of `names.csv`. Raises ValueError for anything that `write_names` could not have written."""
    return _read(NameRow, data)


def _write(kind: type[Row], rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(kind.__struct_fields__)
    writer.writerows(map(_cells, rows))
    return (_MARK + text.getvalue()).encode("utf-8")


def _read(kind: type[Row], data: bytes) -> tuple[Row, ...]:
    text = data.decode("utf-8").removeprefix(_MARK)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ValueError("not a table") from error
    if not lines or tuple(lines[0]) != kind.__struct_fields__:
        raise ValueError("a table with other columns")
    rows = tuple(msgspec.convert([_values(kind, cells) for cells in lines[1:]], list[kind], strict=False))  # type: ignore[valid-type]
    if _write(kind, rows) != data:
        raise ValueError("a table that is not in its one form")
    return rows


def _cells(row: Row) -> list[str]:
    """The cells of a row. Nearly all are words and numbers that nothing must be done to."""
    values = msgspec.structs.astuple(row)
    cells = [value if type(value) is str else _cell(value) for value in values]
    if _MAY_BE_GUARDED.isdisjoint([cell[:1] for cell in cells]):
        return cells
    return list(map(_guard, cells))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return value.hex()
    return "" if value is None else str(value)


def _guard(cell: str) -> str:
    return "'" + cell if cell.startswith(_GUARDED) else cell


def _values(kind: type[Row], cells: Sequence[str]) -> dict[str, Any]:
    names = kind.__struct_fields__
    if len(cells) != len(names):
        raise ValueError("a row with other columns")
    values: dict[str, Any] = dict(zip(names, [cell[1:] if cell[:1] == "'" else cell for cell in cells], strict=True))
    for name, read in _READ:
        if name in values:
            values[name] = read(values[name])
    return values


_READ: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("signature", bytes.fromhex),
    ("awarded", {"yes": True, "no": False}.get),
    ("pre", lambda cell: cell or None),
    ("post", lambda cell: cell or None),
)
"""Cells that are more than a word or a number."""
