"""Scans every page for rows that are recognisable by themselves: journal events and the file's schema."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from bsuh_desktop.domain.chain import data_digest
from bsuh_desktop.store.salvage.pages import Pages
from bsuh_desktop.store.salvage.records import (
    TABLE_INNER,
    TABLE_LEAF,
    Get,
    Unreadable,
    cells_of,
    kind_of,
    kinds_in,
    number_at,
    size_of,
    table_cell,
    table_row,
    values_in,
)

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
