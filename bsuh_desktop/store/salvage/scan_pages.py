"""Looks at every page for what proves itself wherever it hangs: events of the journal, and the plan of the tables."""

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
    """One event as a journal's row has it; salt and data are None where it was forgotten."""

    header: bytes
    salt: bytes | None
    data: bytes | None
    digest: bytes
    link: bytes


class Plan(NamedTuple):
    """One line of a file's own plan: the name of a table, the page where it begins, and how it was made; no words for
    an index."""

    name: str
    root: int
    sql: str


class Scanned(msgspec.Struct):
    """`events`: session's number → seq → what stands there, the latest first. `plans` by name. `ends`: session's number
    → the highest seq that surely was there, whether it was found or not."""

    events: dict[int, dict[int, list[Row]]] = {}
    plans: dict[str, Plan] = {}
    ends: dict[int, int] = {}


def scan(pages: Pages) -> Scanned:
    """Everything that proves itself, from all pages; what stands on a later one comes first."""
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
    """An inner page names the last row of each page below it. Only the journal counts its rows so high."""
    with contextlib.suppress(Unreadable):
        for cell in cells_of(page, number):
            key, _ = number_at(page, cell + 4)
            session, seq = key >> _SEQ_BITS, key & _LAST_SEQ
            if session > 0:
                scanned.ends[session] = max(seq, scanned.ends.get(session, 0))


def _rows(page: bytes, number: int, get: Get) -> Iterator[tuple[int, bytes]]:
    """The rows of a page that look like one of both from their first bytes on; others are not put together."""
    with contextlib.suppress(Unreadable):
        for cell in cells_of(page, number):
            with contextlib.suppress(Unreadable):
                key, size, at = table_cell(page, cell)
                if _may_matter(page, at):
                    yield key, table_row(page, size, at, get)


def _may_matter(page: bytes, at: int) -> bool:
    """By how many kinds stand in front, and the first: nothing, as an event's key has, or a word as long as "table"."""
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
    """The event of a row, if it is one and its data are those that were hashed."""
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


def _plan(row: bytes) -> Plan | None:
    if len(kinds_in(row)[0]) != 5:
        return None
    kind, name, _, root, sql = values_in(row)
    if kind not in ("table", "index") or not isinstance(name, str) or not isinstance(root, int):
        return None
    return Plan(name, root, sql if kind == "table" and isinstance(sql, str) else "")
