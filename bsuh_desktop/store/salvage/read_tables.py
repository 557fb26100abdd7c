"""Reads the rows of all other tables, from each table's root page down to every page that can be read.

Pages below a damaged page are assigned by their content, if only one table can have such rows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from bsuh_desktop.store.salvage.layouts import Layout
from bsuh_desktop.store.salvage.pages import Pages
from bsuh_desktop.store.salvage.records import (
    INDEX_INNER,
    INDEX_LEAF,
    TABLE_INNER,
    TABLE_LEAF,
    Unreadable,
    Value,
    cells_of,
    children_of,
    index_row,
    kind_of,
    number_at,
    table_cell,
    table_row,
    values_in,
)

_DERIVED = ("v_", "journal")
"""Tables whose rows are not read: views are rebuilt, and events are recognised by their hashes on any page."""

_INDEX = Layout("", 0, (), None, keyed=True)
_KEYED = {TABLE_LEAF: False, INDEX_LEAF: True, INDEX_INNER: True}
_INNER = (TABLE_INNER, INDEX_INNER)
Numbered = tuple[int, tuple[Value, ...]]
"""A row's number (0 if its table has none) and its values."""


class Table(msgspec.Struct):
    """What can be read of a table."""

    layout: Layout
    rows: list[tuple[Value, ...]] = []
    whole: bool = True
    """True if no row can be missing."""


Tables = dict[str, Table]


def read_tables(pages: Pages, known: Iterable[Layout], indexes: Iterable[int], sessions: Collection[str]) -> Tables:
    """The rows of every table of `known`, by name. A page that no readable page refers to is assigned to the one table
    that it can belong to, by its values and by the classes (`sessions`) that it names. `indexes` are the root pages of
    indexes, which have no rows of their own. If the file's pages cannot be verified, nothing is read."""
    tables = {layout.name: Table(layout, whole=layout.root > 0) for layout in known}
    reached = set[int]()
    for root in indexes:
        reached |= set(_below(pages, Table(_INDEX, whole=False), root, reached))
    for table in tables.values():
        for number in _below(pages, table, table.layout.root, reached):
            reached.add(number)
            if not table.layout.name.startswith(_DERIVED):
                _take(pages, table, number)
        table.whole = table.whole and pages.log_is_whole
    broken = [table for table in tables.values() if not table.whole]
    for number in sorted(set(pages.numbers()) - reached) if broken else ():
        _take_lost(pages, broken, number, sessions)
    return tables


def is_whole(pages: Pages, root: int) -> bool:
    """True if every page of a table with row numbers can be read."""
    table = Table(msgspec.structs.replace(_INDEX, keyed=False))
    return len(list(_below(pages, table, root, ()))) > 0 and table.whole


def holds_key(pages: Pages, root: int, key: int) -> bool | None:
    """True if a table with row numbers has a row under `key`; None if the page that would contain it cannot be read."""
    seen = set[int]()
    number = root
    with contextlib.suppress(Unreadable):
        while number not in seen | pages.outdated and (page := pages.get(number)) is not None:
            seen.add(number)
            kind = kind_of(page, number)
            if kind == TABLE_LEAF:
                return any(table_cell(page, cell)[0] == key for cell in cells_of(page, number))
            if kind != TABLE_INNER:
                return None
            number = _next(page, number, key)
    return None


def _next(page: bytes, number: int, key: int) -> int:
    """The child page of an inner page that contains `key` if any does: each child except the last contains keys up to
    the number beside it."""
    for cell in cells_of(page, number):
        if key <= number_at(page, cell + 4)[0]:
            return int.from_bytes(page[cell : cell + 4], "big")
    return children_of(page, number)[-1]


def _below(pages: Pages, table: Table, root: int, reached: Collection[int]) -> Iterator[int]:
    """The readable pages of a table; sets `whole` to False if one cannot be read."""
    kinds = (INDEX_INNER, INDEX_LEAF) if table.layout.keyed else (TABLE_INNER, TABLE_LEAF)
    waiting, seen = [root] if root else [], set[int]()
    while waiting:
        number = waiting.pop()
        page = pages.get(number) if pages.proved and number not in seen and number not in reached else None
        if page is None or kind_of(page, number) not in kinds:
            table.whole = False
            continue
        seen.add(number)
        table.whole = table.whole and number not in pages.outdated
        try:
            waiting += reversed(children_of(page, number)) if kind_of(page, number) in _INNER else ()
        except Unreadable:
            table.whole = False
        yield number


def _take(pages: Pages, table: Table, number: int) -> None:
    for row in _rows(pages, number):
        if row is None or not table.layout.fits(row[1]):
            table.whole = False
        else:
            table.rows.append(table.layout.row(*row))


def _take_lost(pages: Pages, tables: Sequence[Table], number: int, sessions: Collection[str]) -> None:
    page = pages.get(number)
    keyed = _KEYED.get(kind_of(page, number)) if page else None
    rows = [row for row in _rows(pages, number) if row is not None] if keyed is not None else []
    fitting = [table for table in tables if table.layout.keyed is keyed]
    weights = [_weight(table.layout, rows, sessions) for table in fitting]
    most = max(weights, default=-1)
    if rows and most >= 0 and weights.count(most) == 1:
        table = fitting[weights.index(most)]
        if not table.layout.name.startswith(_DERIVED):
            table.rows += [table.layout.row(*row) for row in rows]


def _weight(layout: Layout, rows: Sequence[Numbered], sessions: Collection[str]) -> int:
    """The score for these rows belonging to this table; -1 if they cannot."""
    if not all(layout.fits(values) for _, values in rows):
        return -1
    return min((layout.tells(values, sessions) for _, values in rows), default=-1)


def _rows(pages: Pages, number: int) -> Iterator[Numbered | None]:
    """The rows on a page; None for each row that cannot be read to its end."""
    page = pages.get(number)
    kind = kind_of(page, number) if page else TABLE_INNER
    if page is None or kind == TABLE_INNER:
        return
    try:
        cells = cells_of(page, number)
    except Unreadable:
        yield None
        return
    for cell in cells:
        try:
            yield _row(pages, page, kind, cell)
        except Unreadable:
            yield None


def _row(pages: Pages, page: bytes, kind: int, cell: int) -> Numbered:
    if kind == TABLE_LEAF:
        number, size, at = table_cell(page, cell)
        return number, values_in(table_row(page, size, at, pages.get))
    return 0, values_in(index_row(page, cell + 4 if kind == INDEX_INNER else cell, pages.get))
