"""SQLite's rows on a page (cells, records, overflow pages), and the scan of all pages for those of journal and schema.

SQLite file format, sections 1.6 and 2. Invalid bytes raise `Unreadable` and never anything else: a page that could not
be verified may contain any bytes."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.chain import data_digest
from bsuh_desktop.store.salvage.pages import USABLE, Pages

TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02

Get = Callable[[int], bytes | None]
"""Returns a page by its number; None if it cannot be read."""

Value = None | int | float | str | bytes

_MOST_IN_TABLE = USABLE - 35
_MOST_IN_INDEX = (USABLE - 12) * 64 // 255 - 23
_LEAST = (USABLE - 12) * 32 // 255 - 23
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LARGEST = 1 << 26
"""Maximum bytes of a row: four times the largest attendance file. Also ends a cycle of overflow pages."""
_NULL, _REAL, _ZERO, _ONE, _BLOB, _TEXT = 0, 7, 8, 9, 12, 13


class Unreadable(ValueError):
    """Bytes that no database can have written there, or a missing page."""


def kind_of(page: bytes, number: int) -> int:
    """The page type: one of the four above, or any other value of that byte."""
    return page[_start(number)]


def cells_of(page: bytes, number: int = 0) -> list[int]:
    """The offsets of a page's cells. Raises Unreadable."""
    start = _start(number)
    inner = page[start] in (TABLE_INNER, INDEX_INNER)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    pointers = start + (12 if inner else 8)
    if pointers + 2 * count > USABLE:
        raise Unreadable
    return list(struct.unpack_from(f">{count}H", page, pointers))


def children_of(page: bytes, number: int) -> list[int]:
    """The child pages of an inner page, in order. Raises Unreadable."""
    start = _start(number)
    cells = [int.from_bytes(page[cell : cell + 4], "big") for cell in cells_of(page, number)]
    return [*cells, int.from_bytes(page[start + 8 : start + 12], "big")]


def number_at(page: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer, and the offset of the next byte. Raises Unreadable."""
    value = 0
    for place in range(at, min(at + 9, len(page))):
        byte = page[place]
        if place == at + 8:
            value = value << 8 | byte
            return (value - (1 << 64) if value >> 63 else value), place + 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    raise Unreadable


def table_cell(page: bytes, at: int) -> tuple[int, int, int]:
    """A table row's key, its length in bytes, and the offset of its first byte. Raises Unreadable."""
    size, at = number_at(page, at)
    key, at = number_at(page, at)
    return key, size, at


def table_row(page: bytes, size: int, at: int, get: Get) -> bytes:
    """The bytes of a table row, including those on overflow pages. Raises Unreadable."""
    return _joined(page, size, at, _MOST_IN_TABLE, get)


def index_row(page: bytes, at: int, get: Get) -> bytes:
    """The bytes of a row in an index or in a table WITHOUT ROWID. Raises Unreadable."""
    size, at = number_at(page, at)
    return _joined(page, size, at, _MOST_IN_INDEX, get)


def kinds_in(row: bytes) -> tuple[list[int], int]:
    """The serial types of a row's values, and the offset of the first value. Raises Unreadable."""
    end, at = number_at(row, 0)
    if not 1 <= end <= len(row):
        raise Unreadable
    kinds = []
    while at < end:
        kind, at = number_at(row, at)
        kinds.append(kind)
    if at != end or any(kind < 0 or kind in (10, 11) for kind in kinds):
        raise Unreadable
    return kinds, end


def values_in(row: bytes) -> tuple[Value, ...]:
    """A row's values. Raises Unreadable."""
    kinds, at = kinds_in(row)
    values = []
    for kind in kinds:
        length = size_of(kind)
        if at + length > len(row):
            raise Unreadable
        values.append(_value(kind, row[at : at + length]))
        at += length
    if at != len(row):
        raise Unreadable
    return tuple(values)


def size_of(kind: int) -> int:
    """The bytes that a value of a serial type takes."""
    if kind >= _BLOB:
        return (kind - _BLOB) // 2
    return 8 if kind == _REAL else _INTEGER_BYTES.get(kind, 0)


def _value(kind: int, data: bytes) -> Value:
    if kind == _NULL:
        return None
    if kind in (_ZERO, _ONE):
        return kind - _ZERO
    if kind == _REAL:
        return float(struct.unpack(">d", data)[0])
    if kind < _BLOB:
        return int.from_bytes(data, "big", signed=True)
    if kind % 2 == 0:
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable from None


def _start(number: int) -> int:
    """Offset of the page header: the first page begins with the file header of 100 bytes."""
    return 100 if number == 1 else 0


def _joined(page: bytes, size: int, at: int, most: int, get: Get) -> bytes:
    if size <= most:
        if not 0 <= size <= len(page) - at:
            raise Unreadable
        return page[at : at + size]
    if size > _LARGEST:
        raise Unreadable
    here = _LEAST + (size - _LEAST) % (USABLE - 4)
    here = here if here <= most else _LEAST
    if at + here + 4 > len(page):
        raise Unreadable
    row, following = page[at : at + here], page[at + here : at + here + 4]
    return row + b"".join(_overflow(following, size - here, get))


def _overflow(following: bytes, left: int, get: Get) -> Iterator[bytes]:
    while left > 0:
        page = get(int.from_bytes(following, "big"))
        if page is None:
            raise Unreadable
        yield page[4 : 4 + left]
        following, left = page[:4], left - (USABLE - 4)


_SEQ_BITS = 32
_LAST_SEQ = (1 << _SEQ_BITS) - 1
_HASH = 12 + 2 * 32
_WORD = 13 + 2 * len("table")
_LONGEST_KINDS = 14


class Row(NamedTuple):
    """One journal row; `salt` and `data` are None if the event was forgotten."""

    header: bytes
    salt: bytes | None
    data: bytes | None
    digest: bytes
    link: bytes


class SchemaRow(NamedTuple):
    """One row of the file's schema (sqlite_master)."""

    name: str
    """Of the table or index."""
    root: int
    """Its root page."""
    sql: str
    """The CREATE statement; "" for an index."""


class Scanned(msgspec.Struct):
    """What the scan found."""

    events: dict[int, dict[int, list[Row]]] = {}
    """Session number → seq → rows, the latest first."""
    plans: dict[str, SchemaRow] = {}
    """By name."""
    ends: dict[int, int] = {}
    """Session number → the highest seq that certainly existed, whether it was found or not."""


def scan(pages: Pages) -> Scanned:
    """Scans all pages; rows on later pages come first."""
    scanned = Scanned()
    for number in pages.numbers():
        page = pages.get(number)
        if page is not None and kind_of(page, number) == TABLE_LEAF:
            _look(scanned, page, number, pages.get, plans=True)
        elif page is not None and kind_of(page, number) == TABLE_INNER:
            _look_at_keys(scanned, page, number)
    for page in pages.others():
        if kind_of(page, 0) == TABLE_LEAF:
            _look(scanned, page, 0, pages.get, plans=False)
    return scanned


def _look(scanned: Scanned, page: bytes, number: int, get: Get, plans: bool) -> None:
    for key, row in _rows(page, number, get):
        with contextlib.suppress(Unreadable):
            if plans and (plan := _plan(row)) is not None:
                scanned.plans[plan.name] = plan
            else:
                _keep(scanned, key, row)


def _look_at_keys(scanned: Scanned, page: bytes, number: int) -> None:
    """Reads the last key of each child page from an inner page. Keys this high occur in the journal alone."""
    with contextlib.suppress(Unreadable):
        for cell in cells_of(page, number):
            key, _ = number_at(page, cell + 4)
            session, seq = key >> _SEQ_BITS, key & _LAST_SEQ
            if session > 0:
                scanned.ends[session] = max(seq, scanned.ends.get(session, 0))


def _rows(page: bytes, number: int, get: Get) -> Iterator[tuple[int, bytes]]:
    """The rows of a page that look like journal or schema rows by their first bytes; others are not assembled."""
    with contextlib.suppress(Unreadable):
        for cell in cells_of(page, number):
            with contextlib.suppress(Unreadable):
                key, size, at = table_cell(page, cell)
                if _may_matter(page, at):
                    yield key, table_row(page, size, at, get)


def _may_matter(page: bytes, at: int) -> bool:
    """Checks the header's length and the first serial type: NULL, as in a journal row, or text as long as "table"."""
    return at + 1 < len(page) and page[at] <= _LONGEST_KINDS and page[at + 1] in (0, _WORD)


def _keep(scanned: Scanned, key: int, row: bytes) -> None:
    event = _event(row)
    number, seq = key >> _SEQ_BITS, key & _LAST_SEQ
    if event is None or number < 1 or seq < 1:
        return
    known = scanned.events.setdefault(number, {}).setdefault(seq, [])
    if event not in known:
        known.append(event)


def _event(row: bytes) -> Row | None:
    """The event of a row, if it is one and its data match the stored digest."""
    kinds, at = kinds_in(row)
    if len(kinds) != 6 or kinds[0] != 0 or kinds[4:] != [_HASH, _HASH] or kinds[1] % 2:
        return None
    header, salt, data, digest, link = _cut(row, at, kinds[1:])
    event = Row(header, salt if kinds[2] else None, data if kinds[3] else None, digest, link)
    if event.salt is None or event.data is None:
        return event if event.salt is event.data is None else None
    return event if data_digest(event.salt, event.data) == digest else None


def _cut(row: bytes, at: int, kinds: Iterable[int]) -> list[bytes]:
    values = []
    for kind in kinds:
        values.append(row[at : at + size_of(kind)])
        at += size_of(kind)
    return values


def _plan(row: bytes) -> SchemaRow | None:
    if len(kinds_in(row)[0]) != 5:
        return None
    kind, name, _, root, sql = values_in(row)
    if kind not in ("table", "index") or not isinstance(name, str) or not isinstance(root, int):
        return None
    return SchemaRow(name, root, sql if kind == "table" and isinstance(sql, str) else "")
